"""Parts are found by their file names."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fidelity import plugins
from fidelity.errors import UsageError


@pytest.mark.parametrize("kind", plugins.KINDS)
def test_every_kind_has_parts(kind: str) -> None:
    """And helpers whose name begins with an underscore are none."""
    names = plugins.names(kind)

    assert names
    assert not any(name.startswith("_") for name in names)


@pytest.mark.parametrize("kind", plugins.KINDS)
def test_every_part_can_be_loaded_and_has_a_page(kind: str) -> None:
    """Its docstring is what the documentation prints."""
    for name in plugins.names(kind):
        assert plugins.load(kind, name).__doc__


def test_a_name_has_dashes_where_the_file_has_underscores() -> None:
    """Users write dashes."""
    assert plugins.load("rules", "drifted-meaning").__name__ == "fidelity.rules.drifted_meaning"


def test_a_typing_slip_is_answered_with_the_nearest_name() -> None:
    """The message can be acted on."""
    with pytest.raises(UsageError, match=r"no rules/untidy-trem; did you mean untidy-term\?"):
        plugins.load("rules", "untidy-trem")


def test_listing_parts_imports_none_of_them() -> None:
    """So that a start costs nothing."""
    code = (
        "import sys; from fidelity import plugins; plugins.names('engines');"
        "print(any(name.startswith('fidelity.engines.') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
