"""A small report that every test of the reports can start from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fidelity.model import (
    Evidence,
    Finding,
    Place,
    Report,
    Score,
    Span,
    Suppressed,
    Term,
    Unchecked,
    Verdict,
)
from fidelity.passages import Anchor, Passage


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


def passage(text: str, file: str, line: int) -> Passage:
    """Make a paragraph that stands in a file as it is, on one line."""
    return Passage(text, file, (Anchor(0, line, 1),))


@pytest.fixture
def translated() -> Report:
    """A text and its translation: one word too strong, one sentence left out, one let stand."""
    original = passage("The Minister deplores the <b>strike</b>.", "press/en/a.md", 10)
    rendering = passage("Министр осуждает удар.", "press/ru/a.md", 12)
    shift = Finding(
        "force-shift",
        "error",
        "“осуждает” is stronger than “deplores”",
        "force_up",
        "deplore",
        "press/en/a.md:10",
        original.span(13, 21),
        rendering.span(8, 16),
        suggestions=("выражает сожаление",),
        fingerprint="e5f6",
    )
    call = passage("He urges calm at once.", "press/en/a.md", 11)
    calm = passage("Он призывает к спокойствию.", "press/ru/a.md", 14)
    left_out = Finding(
        "omitted-text",
        "warning",
        "“at once” has no counterpart",
        segment="press/en/a.md:11",
        source=call.span(14, 21),
        target=replace(calm.span(0, 0), text=None, start=None, end=None),
        fingerprint="0718",
    )
    quoted = passage("Он осуждает удар.", "press/ru/a.md", 21)
    let_stand = replace(shift, target=quoted.span(3, 11), fingerprint="9a9b")
    reason = "the wording of the resolution"
    suppressed = Suppressed(let_stand, "document", reason, Place("press/ru/a.md", 20, 1))
    return Report(
        verdicts=(),
        findings=(shift, left_out),
        unchecked=(),
        signature="fidelity:0|lang:en-ru",
        counts={"segments": 7},
        scores=(Score("press/en/a.md:10", 0.25),),
        suppressed=(suppressed,),
    )
