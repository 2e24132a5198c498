"""What every report must do, whatever its format."""

from __future__ import annotations

import io
from types import ModuleType

import pytest

from fidelity import plugins
from fidelity.model import Evidence, Finding, Place, Report, Span, Term, Unchecked, Verdict
from fidelity.protocols import Reporter, View

REPORTS = plugins.names("reports")


@pytest.fixture(params=REPORTS)
def module(request: pytest.FixtureRequest) -> ModuleType:
    """Load one report format after the other."""
    return plugins.load("reports", request.param)


def report() -> Report:
    """Make a report with a verdict, a finding and a fault, full of awkward letters."""
    place = Place("/srv/private/a “b”.csv", 2, 1)
    rendering = Term('пере\x1b[31mгрузка, "x"\n|<b>&', "ru", place=place)
    said = Evidence(
        "x:y", "x", rendering.text, ("a,b", "c\nd", "重启", ""), "unrelated", True, "é: passed", 1.5
    )
    verdict = Verdict(
        "c-1", Term("=reset", "en", place=place), rendering, "drifted", 0.9, evidence=(said,)
    )
    finding = Finding(
        "drifted-meaning",
        "error",
        "means “x”\nnot y",
        concept="c-1",
        source=Span(place, "=reset"),
        target=Span(place, rendering.text),
        meaning="x",
        probability=0.9,
        evidence=(said,),
        suggestions=("z (preferred, g)",),
        fingerprint="f",
    )
    fault = Unchecked("timeout", "not asked", engine="x:y")
    return Report((verdict,), (finding, Finding("r", "note", "m")), (fault,), "signature")


def text(module: ModuleType, found: Report, view: View | None = None) -> str:
    """Write a report into a string."""
    stream = io.StringIO(newline="")
    if view is None:
        module.write(found, stream)
    else:
        module.write(found, stream, view=view)
    return stream.getvalue()


def test_the_module_is_a_reporter(module: ModuleType) -> None:
    """It says what files it writes, what it is for, and how to write one."""
    reporter: Reporter = module
    assert reporter.SUFFIX.startswith(".")
    assert module.__doc__
    assert reporter.write.__doc__


def test_an_empty_report_can_be_written(module: ModuleType) -> None:
    """Nothing found is an answer too."""
    text(module, Report((), (), (), ""))


def test_a_report_can_be_written_without_a_command(module: ModuleType) -> None:
    """A library user has no exit status and no terminal."""
    written = text(module, report())
    assert written.endswith("\n")
    assert "reset" in written


def test_the_same_report_gives_the_same_text(module: ModuleType) -> None:
    """No times, no addresses in memory."""
    assert text(module, report()) == text(module, report())


def test_without_colour_no_escape_is_written(module: ModuleType) -> None:
    """Neither ours, nor one that a glossary smuggles in where a terminal would obey it."""
    written = text(module, report(), View(verbose=True))
    if module.SUFFIX == ".csv":  # data, for a program that obeys no escapes
        written = written.replace("пере\x1b", "пере")
    assert "\x1b" not in written


def test_no_path_is_absolute(module: ModuleType) -> None:
    """A report can be passed on without telling how the machine is laid out."""
    for view in (View(), View(base="/srv/private", verbose=True)):
        assert "/srv" not in text(module, report(), view)


def test_the_text_can_be_written_as_utf8(module: ModuleType) -> None:
    """Every letter of the report survives."""
    written = text(module, report(), View(verbose=True)).encode().decode()
    assert "重启" in written
