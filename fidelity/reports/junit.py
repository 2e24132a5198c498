"""JUnit XML, for the test pages of Jenkins, GitLab and others.

A file is a suite, a finding is a test case: failed from the level on that fails the run, else
passed with its words as output. What could not be checked is an error, what somebody let stand is
skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from fidelity.model import Finding, Level, Report, Suppressed, Unchecked
from fidelity.protocols import View
from fidelity.reports._columns import clean
from fidelity.reports._view import finding_order, shown, where
from fidelity.reports._words import at, decided, paragraphs

SUFFIX = ".xml"

_RANK: Mapping[Level, int] = {"note": 0, "warning": 1, "error": 2}
_FORBIDDEN = dict.fromkeys((65534, 65535, *range(55296, 57344)), "�")
"""Characters that XML cannot hold, beside those that ``clean`` has spelled out."""
_NOTHING = "nothing was found"

_Case = tuple[str, str, str]
"""The file, what its start tag says, and what stands in it."""


def write(
    report: Report,
    stream: IO[str],
    *,
    color: bool = False,  # noqa: ARG001  (the same for every report)
    view: View | None = None,
) -> None:
    """Write a report as JUnit XML.

    Args:
        report: what was found.
        stream: where to.
        color: has no effect.
        view: the working folder and the level that fails the run.
    """
    view = view or View()
    cases = [
        *(_found(finding, view) for finding in sorted(report.findings, key=finding_order)),
        *(_skipped(item, view) for item in report.suppressed),
        *(_error(item, view) for item in report.unchecked),
    ] or [("fidelity", f'name="{_NOTHING}"', "")]
    cases.sort(key=lambda case: case[0])
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    all_ = _counts(cases).partition(" skipped")[0]  # Jenkins knows no such attribute here
    stream.write(f'<testsuites name="fidelity" {all_}>\n')
    for file, several in groupby(cases, key=lambda case: case[0]):
        stream.writelines(_suite(file, list(several)))
    stream.write("</testsuites>\n")


def _suite(file: str, cases: Sequence[_Case]) -> Iterator[str]:
    yield f"  <testsuite name={_attribute(file)} {_counts(cases)}>\n"
    for _, head, inner in cases:
        tag = f"    <testcase classname={_attribute(file)} {head}"
        yield f"{tag}>\n{inner}    </testcase>\n" if inner else f"{tag}/>\n"
    yield "  </testsuite>\n"


def _counts(cases: Sequence[_Case]) -> str:
    number = {
        name: sum(f"<{tag}" in inner for _, _, inner in cases)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    said = " ".join(f'{name}="{count}"' for name, count in number.items())
    return f'tests="{len(cases)}" {said}'


def _found(finding: Finding, view: View) -> _Case:
    first, *rest = paragraphs(finding, view)
    body = "\n".join((f"{_at(finding, view)}: {finding.level}: {first}", *rest))
    if _RANK[finding.level] >= _RANK[view.fail_on]:
        kind = f"type={_attribute(finding.level)} message={_attribute(first)}"
        return _case(finding, view, f"      <failure {kind}>{_text(body)}</failure>\n")
    return _case(finding, view, f"      <system-out>{_text(body)}</system-out>\n")


def _skipped(item: Suppressed, view: View) -> _Case:
    why = _attribute(decided(item, view))
    return _case(item.finding, view, f"      <skipped message={why}/>\n")


def _error(item: Unchecked, view: View) -> _Case:
    file = shown(item.place.file, view.base) if item.place else item.engine or "fidelity"
    name = f"unchecked at {at(item.place, view)}" if item.place else "unchecked"
    kind = f"type={_attribute(item.reason)} message={_attribute(clean(item.message))}"
    return file, f"name={_attribute(name)}", f"      <error {kind}/>\n"


def _case(finding: Finding, view: View, inner: str) -> _Case:
    place = where(finding)
    file = shown(place.file, view.base) if place else "fidelity"
    name = f"{finding.rule} at {_at(finding, view)}" if place else finding.rule
    return file, f"name={_attribute(name)}", inner


def _at(finding: Finding, view: View) -> str:
    return at(where(finding), view)


def _attribute(text: str) -> str:
    return quoteattr(clean(text).translate(_FORBIDDEN))


def _text(text: str) -> str:
    return escape(text.translate(_FORBIDDEN))
