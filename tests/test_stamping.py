"""The order of findings, and the fingerprints by which the next run knows them again."""

from __future__ import annotations

from fidelity.model import Finding
from fidelity.passages import Anchor, Passage
from fidelity.stamping import stamped


def passage(text: str, file: str, line: int) -> Passage:
    """Make a sentence on one line of a file."""
    return Passage(text, file, (Anchor(0, line, 1),))


def shift(line: int, original: str = "The Minister deplores the strike.") -> Finding:
    """Make a finding about the third word of a sentence."""
    start = original.index("deplores")
    return Finding(
        "force-shift",
        "error",
        "too strong",
        concept="deplore",
        source=passage(original, "en.md", line).span(start, start + 8),
        target=passage("Министр осуждает удар.", "ru.md", line).span(8, 16),
    )


def stamps(*findings: Finding) -> list[str]:
    """Stamp findings and give the fingerprints in order of place."""
    return [finding.fingerprint for finding in stamped(findings)]


def test_a_fingerprint_stays_when_lines_move() -> None:
    """A paragraph was added above."""
    assert stamps(shift(3)) == stamps(shift(30))


def test_the_same_words_in_another_sentence_are_another_finding() -> None:
    """So mending one does not pass for mending the other."""
    both = stamps(shift(3), shift(4, "The Minister deplores the delay."))
    assert len(set(both)) == 2
    assert both[1:] == stamps(shift(9, "The Minister deplores the delay."))


def test_the_same_sentence_twice_is_two_findings() -> None:
    """Told apart by their order."""
    assert len(set(stamps(shift(3), shift(4)))) == 2


def test_a_change_of_spaces_is_no_change() -> None:
    """A paragraph may be broken into lines anew."""
    broken = shift(3, "The  Minister\ndeplores the strike.")
    assert stamps(broken) == stamps(shift(3))


def test_findings_are_given_in_order_of_place_and_once() -> None:
    """By the place in the translation."""
    found = list(stamped([shift(9), shift(3), shift(9)]))
    assert [finding.target and finding.target.place.line for finding in found] == [3, 9]
