"""The report as workflow commands of GitHub."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fidelity.model import Finding, Place, Report, Span, Unchecked
from fidelity.protocols import View
from fidelity.reports.github import write

COMMAND = re.compile(
    r"::(error|warning|notice) ([a-z]+=[^,:\r\n]*(?:,[a-z]+=[^,:\r\n]*)*)::([^\r\n]*)"
)


def lines(report: Report, view: View | None = None) -> list[str]:
    """Write a report and split it as the runner does."""
    stream = io.StringIO()
    write(report, stream, view=view)
    return stream.getvalue().split("\n")[:-1]


def test_a_finding_is_an_annotation_at_its_place(translated: Report) -> None:
    """In the translation, with the rule as title and both texts in the message."""
    first = lines(translated)[0]
    head, _, message = first.removeprefix("::").partition("::")
    assert head == "error file=press/ru/a.md,line=12,col=9,title=fidelity%3A force-shift"
    assert message.split("%0A")[0] == "“осуждает” is stronger than “deplores”"
    assert ">>deplores<<" in message
    assert ">>осуждает<<" in message


def test_the_gravest_come_first() -> None:
    """GitHub shows ten of a kind and drops the rest."""
    found = tuple(Finding("r", level, "m") for level in ("note", "error", "warning"))
    assert [line.split()[0] for line in lines(Report((), found, (), ""))] == [
        "::error",
        "::warning",
        "::notice",
    ]


def test_what_was_not_checked_is_an_error_where_it_fails_the_run(
    sample: Report, fault: Unchecked
) -> None:
    """Where it is allowed, it is a warning."""
    report = replace(sample, findings=(), unchecked=(fault,))
    for status, command in ((3, "::error "), (0, "::warning ")):
        (line,) = lines(report, View(exit=status))
        assert line.startswith(command)
        assert "file=house/button.csv,line=5,col=10" in line
        assert "timeout" in line


def test_the_last_line_is_plain_text(sample: Report) -> None:
    """It ends the log of the step."""
    assert lines(sample, View(last_line="3 checked. Exit 1: 1 error."))[-1] == (
        "3 checked. Exit 1: 1 error."
    )


def test_a_percent_sign_is_escaped() -> None:
    """Or the runner would read a line break out of a number."""
    (line,) = lines(Report((), (Finding("r", "note", "from 5%0A to 6%"),), (), ""))
    assert line.endswith("::from 5%250A to 6%25")


@given(st.text(), st.text(min_size=1), st.text())
def test_no_text_breaks_out_of_its_command(message: str, file: str, words: str) -> None:
    """A document cannot smuggle in a command, nor a property."""
    finding = Finding("r", "error", message, target=Span(Place(file, 1, 1), words))
    (line,) = lines(Report((), (finding,), (), ""))
    command = COMMAND.fullmatch(line)
    assert command is not None
    assert [each.split("=")[0] for each in command[2].split(",")] == [
        "file",
        "line",
        "col",
        "title",
    ]
