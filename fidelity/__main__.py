"""Lets ``python -m fidelity`` do what the command ``fidelity`` does."""

import sys

from fidelity.cli import main

sys.exit(main())
