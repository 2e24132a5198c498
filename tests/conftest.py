"""What all tests share: a cache of their own, so that word tables are built once a checkout."""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# A loaded machine is no reason to fail; in CI the same commit gets the same examples.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the user's own cache out of the tests, and theirs out of the user's.

    And let Python look for garbage as seldom as commands do: word tables are objects that stay.
    """
    gc.set_threshold(200_000, 20, 100)
    cache = getattr(config, "cache", None)  # there is none under -p no:cacheprovider
    where = cache.mkdir("fidelity") if cache else Path(tempfile.gettempdir()) / "fidelity-tests"
    os.environ["FIDELITY_CACHE"] = str(where)


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands behave in the tests as they do outside of continuous integration."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], Path]:
    """Install a part of another package for one test, as pip would; give the folder it lies in."""
    site = tmp_path / "site"

    def install(kind: str, name: str, code: str) -> Path:
        module = f"plugged_{kind}_{name.replace('-', '_')}"
        info = site / f"{module}-1.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[fidelity.{kind}]\n{name} = {module}\n")
        (site / f"{module}.py").write_text(code, encoding="utf-8")
        sys.modules.pop(module, None)
        monkeypatch.syspath_prepend(str(site))
        return site

    return install


@pytest.fixture(scope="session")
def word_tables() -> Path:
    """The folder in which the engines keep their tables during the tests."""
    return Path(os.environ["FIDELITY_CACHE"])


@pytest.fixture(autouse=True, scope="session")
def _heed_interruption() -> None:
    """Let Ctrl-C reach the processes that tests start.

    A shell that starts a job in the background has it ignore the signal, and so would they.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
