"""A small report that every test of the reports can start from."""

from __future__ import annotations

import pytest

from fidelity.model import Evidence, Finding, Place, Report, Span, Term, Unchecked, Verdict


@pytest.fixture
def sample() -> Report:
    """Three renderings of three terms: one drifted, one faithful, one that no engine knows."""
    source = Term("reset", "en", place=Place("house/button.csv", 3, 1))
    rendering = Term("перегрузка", "ru", place=Place("house/button.csv", 3, 7))
    evidence = (
        Evidence(
            "embedding:use-m3",
            "embedding",
            "перегрузка",
            ("overload", "congestion", "excess", "strain"),
            "unrelated",
            True,
            "control перезагрузка → reset, reboot: passed",
            1.9,
        ),
        Evidence(
            "vectors:navec",
            "vectors",
            "перегрузка",
            ("overload", "overwork"),
            "unrelated",
            True,
            "control: passed",
            1.2,
        ),
        Evidence(
            "dictionary:old",
            "dictionary:old",
            "перегрузка",
            (),
            "unknown",
            None,
            "does not know the rendering",
            None,
        ),
    )
    drifted = Verdict(
        "reset", source, rendering, "drifted", 0.97, "near_homonym", "overload", evidence
    )
    faithful = Verdict(
        "truce",
        Term("truce", "en", place=Place("house/button.csv", 4, 1)),
        Term("перемирие", "ru", "admitted", place=Place("house/button.csv", 4, 7)),
        "faithful",
        0.031234567,
        evidence=(
            Evidence(
                "vectors:navec", "vectors", "перемирие", ("truce",), "same", True, "passed", -0.0
            ),
        ),
    )
    untold = Verdict(
        "démarche",
        Term("démarche", "en", place=Place("house/button.csv", 5, 1)),
        Term("демарш", "ru", place=Place("house/button.csv", 5, 10)),
        "cannot-tell",
        None,
    )
    drift = Finding(
        "drifted-meaning",
        "error",
        'перегрузка means "overload", not "reset"',
        "near_homonym",
        "reset",
        source=Span(Place("house/button.csv", 3, 1), "reset"),
        target=Span(Place("house/button.csv", 3, 7), "перегрузка"),
        meaning="overload",
        probability=0.97,
        evidence=evidence,
        suggestions=("перезагрузка (preferred, glossaries/diplomacy)",),
        fingerprint="a1b2",
    )
    untidy = Finding(
        "untidy-term",
        "note",
        "“truce ” ends with a space",
        concept="truce",
        source=Span(Place("house/button.csv", 4, 1), "truce "),
        fingerprint="c3d4",
    )
    return Report(
        verdicts=(drifted, faithful, untold),
        findings=(drift, untidy),
        unchecked=(),
        signature="fidelity:0|lang:en-ru",
    )


@pytest.fixture
def fault() -> Unchecked:
    """Something that one engine did not answer."""
    return Unchecked(
        "timeout",
        "демарш was not checked by service:x: timeout; run again",
        "démarche",
        "демарш",
        "service:x",
        Place("house/button.csv", 5, 10),
    )
