"""What ``import fidelity`` offers."""

from __future__ import annotations

import subprocess
import sys

import pytest

import fidelity


@pytest.mark.parametrize("name", fidelity.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """The list and the table behind it agree."""
    assert getattr(fidelity, name) is not None
    assert name in dir(fidelity)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As in every module."""
    with pytest.raises(AttributeError, match="nonesuch"):
        getattr(fidelity, "nonesuch")  # noqa: B009 - the name is the point


def test_the_import_is_light() -> None:
    """Neither numpy nor an XML parser is loaded before it is needed."""
    code = "import fidelity, sys; print({'numpy', 'lxml', 'yaml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
