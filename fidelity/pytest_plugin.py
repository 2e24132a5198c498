"""Lets pytest run the cases, and gives tests a checker of translations.

Each documented drift in ``cases/*.yaml`` is a test.

A YAML file is taken for a file of cases if its folder is named ``cases`` and it uses the field
``what-happened`` or names our schema; so the folder ``cases`` of a project that merely has this
package installed is left alone. Nothing heavy is imported before a case is found.

A project that wants other engines or glossaries than the default ones sets its own audit, and its
own check of sentences, in its ``conftest.py``::

    from fidelity import pytest_plugin

    def pytest_configure(config):
        config.stash[pytest_plugin.AUDIT] = my_audit  # (glossaries, source, target) -> Report
        config.stash[pytest_plugin.CHECK] = my_check  # (sentence, translation, source, target)
        # -> findings

The fixture ``fidelity`` checks single translations, such as those of a program's messages::

    def test_the_greeting_is_translated(fidelity):
        assert not fidelity.check("No entry.", "Вход запрещён.", from_="en", to="ru")

It uses the glossaries that the settings of the project name (``[tool.fidelity]``).

All cases of a pair of languages are judged together. Where pytest-xdist runs tests side by side,
``--dist loadgroup`` lets one process do that; without it, each process judges them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from fidelity.cases import Audit, Case, CaseResult, Check
    from fidelity.texts import Checker

AUDIT: pytest.StashKey[Audit] = pytest.StashKey()
"""Where a project puts its own audit."""
CHECK: pytest.StashKey[Check] = pytest.StashKey()
"""Where a project puts its own check of sentences; ours is put here when it is first needed."""

_RESULTS: pytest.StashKey[dict[str, CaseResult]] = pytest.StashKey()
_SIGNS = (b"what-happened", b"case.schema.json")


@pytest.fixture(scope="session")
def fidelity(pytestconfig: pytest.Config) -> Checker:
    """Check a translation: ``fidelity.check(source, target, from_="en", to="ru")`` gives findings.

    Terms are looked up in the glossaries that the project's settings name, then in those that come
    with the package, unless the settings leave them out. No engine is asked. Levels, suppressions
    and the baseline, which belong to files, play no part.
    """
    from fidelity import loading, settings
    from fidelity.texts import Checker

    root = pytestconfig.rootpath
    set_ = settings.load(root)
    named = [root / path for path in set_.glossaries]
    glossaries = loading.load_glossaries(named, source=set_.source, target=set_.target)
    if set_.shipped_glossaries:
        glossaries += loading.shipped_glossaries()
    return Checker(glossaries)


class CaseError(Exception):
    """The tool did not say what the case says it must."""


class WaitingError(CaseError):
    """The case fails, as it says that it must until a rule is there or has become better."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known by which cases stay together, also where pytest-xdist is not there."""
    config.addinivalue_line("markers", "xdist_group(name): which tests run in one process")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """Take a YAML file in a folder named ``cases`` for a file of cases, if it looks like one."""
    if file_path.suffix not in (".yaml", ".yml") or file_path.parent.name != "cases":
        return None
    data = file_path.read_bytes()
    if not any(sign in data for sign in _SIGNS):
        return None
    return CaseFile.from_parent(parent, path=file_path)


class CaseFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator[CaseItem]:
        """Make a test of each case."""
        from fidelity import cases
        from fidelity.errors import InputError

        root = self.config.rootpath
        inside = self.path.is_relative_to(root)
        name = (self.path.relative_to(root) if inside else self.path).as_posix()
        try:
            found = cases.read(self.path, name)
        except InputError as error:
            raise self.CollectError(str(error)) from None
        for case in found:
            yield CaseItem.from_parent(self, name=case.id, case=case)


class CaseItem(pytest.Item):
    """One case as a test."""

    def __init__(self, *, case: Case, **rest: Any) -> None:
        super().__init__(**rest)
        self.case = case
        self.add_marker(pytest.mark.xdist_group(f"{case.source}-{case.target}"))
        if case.waits_for:
            self.add_marker(
                pytest.mark.xfail(
                    raises=WaitingError, strict=True, reason=f"waits for the rule {case.waits_for}"
                )
            )

    def runtest(self) -> None:
        """Ask about all cases of the language pair at once, and compare."""
        result = _result(self)
        if result.outcome == "expected-failure":
            raise WaitingError(result.message)
        if result.outcome == "failed":
            raise CaseError(result.message)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any
    ) -> Any:
        """Show source, wrong and right side by side, and what the tool said."""
        from fidelity import cases
        from fidelity.errors import FidelityError

        if isinstance(excinfo.value, CaseError):
            summary, *said = str(excinfo.value).splitlines()
            lines = (cases.side_by_side(self.case), summary, "the tool said:")
            return "\n".join((*lines, *(f"  {line}" for line in said)))
        if isinstance(excinfo.value, FidelityError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **kwargs)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the case stands."""
        return self.path, (self.case.place.line or 1) - 1, f"case {self.case.id}"


def _result(item: CaseItem) -> CaseResult:
    """Judge all collected cases of the item's language pair, and keep the results for the rest."""
    from fidelity import cases

    results = item.session.stash.setdefault(_RESULTS, {})
    if item.case.id not in results:
        pair = (item.case.source, item.case.target)
        mine = [case for case in _cases(item.session.items) if (case.source, case.target) == pair]
        stash = item.config.stash
        check = stash[CHECK] = stash.get(CHECK, None) or cases.default_check()
        judged = cases.judge(mine, audit=stash.get(AUDIT, None), check=check)
        results.update((result.id, result) for result in judged)
    return results[item.case.id]


def _cases(items: Iterable[pytest.Item]) -> Iterator[Case]:
    for item in items:
        if isinstance(item, CaseItem):
            yield item.case
