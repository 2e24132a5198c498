"""One concept, several wordings, over all the segments of a run."""

from __future__ import annotations

from fidelity.model import Concept, Finding, Glossary, Status, Term
from fidelity.passages import Anchor, Passage
from fidelity.segments import Segment
from fidelity.texts import Checker

RENDERINGS: dict[str, Status] = {
    "прекращение огня": "preferred",
    "режим тишины": "admitted",
    "перемирие": "deprecated",
    "замирение": "forbidden",
}
GLOSSARY = Glossary(
    "house",
    (
        Concept(
            "ceasefire",
            (
                Term("ceasefire", "en", "preferred"),
                *(Term(text, "ru", status) for text, status in RENDERINGS.items()),
            ),
        ),
    ),
    ("en", "ru"),
)


def found(*translations: str) -> list[Finding]:
    """Check translations of one sentence, each on a line of its own."""
    segments = [
        Segment(
            str(line),
            Passage("The ceasefire is welcome.", "en.txt", (Anchor(0, line, 1),)),
            Passage(text, "ru.txt", (Anchor(0, line, 1),)),
            "en",
            "ru",
        )
        for line, text in enumerate(translations, start=1)
    ]
    checker = Checker([GLOSSARY], rules=["inconsistent-term"], cache=None)
    return list(checker.run(segments).report.findings)


def test_an_avoided_wording_beside_an_accepted_one_is_found_at_its_place() -> None:
    """Both are named and counted, and the accepted one is suggested."""
    (one,) = found("Прекращение огня желанно.", "Желанно перемирие.")

    assert one.level == "warning"
    assert one.target is not None
    assert (one.target.place.line, one.target.text) == (2, "перемирие")
    assert "“перемирие” 1×, “прекращение огня” 1×" in one.message
    assert one.suggestions == ("прекращение огня (house)",)


def test_what_is_forbidden_is_never_suggested_however_often_it_stands() -> None:
    """Usage does not make a forbidden wording right."""
    (one,) = found("Желанно замирение.", "Замирение желанно.", "Желанно прекращение огня.")

    assert one.suggestions == ("прекращение огня (house)",)
    assert one.target is not None
    assert one.target.place.line == 1


def test_two_avoided_wordings_suggest_none_of_them() -> None:
    """The rule avoided-term names what is accepted."""
    (one,) = found("Желанно замирение.", "Желанно перемирие.")

    assert one.suggestions == ()


def test_wordings_that_the_glossary_accepts_may_stand_side_by_side() -> None:
    """In every form."""
    assert found("Прекращение огня желанно.", "Рады режиму тишины.") == []


def test_one_avoided_wording_throughout_is_consistent() -> None:
    """It is for the rule avoided-term."""
    assert found("Желанно перемирие.", "Перемирию рады.") == []


def test_only_counts_and_the_first_place_are_kept_of_a_concept() -> None:
    """However often it stands in the documents, and wherever what was seen is condensed."""
    several = ["Прекращение огня желанно.", "Желанно перемирие.", "Режим тишины желанен."] * 400

    (one,) = found(*several)

    assert one.target is not None
    assert one.target.place.line == 2
    assert "“перемирие” 400×, “прекращение огня” 400×, “режим тишины” 400×" in one.message
