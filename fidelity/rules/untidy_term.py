"""A term is not written cleanly: stray spaces, quotes or punctuation, letters of two alphabets.

Why it matters: a term is looked for as it is written. With a full stop, a doubled space or a
character that nobody sees it is never found in a text, and nobody sees why. Worst is a letter of
another alphabet: «cанкции» with a Latin “c” looks right on every screen and matches nothing. That
is a warning; the rest are notes.

What to do: take the suggested spelling.

When to ignore it: where the mark belongs to the term, as in a title that is always quoted.

What it finds: spaces at the ends, doubled or broken across lines; invisible characters; quotation
marks around the whole term; a bracket or quotation mark without its partner; a comma, semicolon,
colon or loose dash at either end, a full stop at the end; letters of two alphabets in one word;
accents written as characters of their own (Unicode normalisation form C is meant). Full stops after
short words are taken for abbreviations, hyphens at an end for prefixes and suffixes, and joiners
that Persian or Hindi spelling needs are left.

Evidence: the term itself, and the list of letters that look alike in two alphabets that the package
keeps (``fidelity/text.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fidelity.model import Concept, Finding, Level
from fidelity.protocols import Known
from fidelity.rules import _tidy
from fidelity.rules._examples import Row
from fidelity.rules._findings import finding, rule_name

LEVEL: Level = "note"

RIGHT = (
    (
        Row("charge", "en", "chargé d'affaires"),
        Row("charge", "ru", "временный поверенный в делах"),
    ),
    (Row("usa", "en", "U.S."), Row("usa", "ru", "США")),
    (Row("prefix", "en", "anti-"), Row("prefix", "ru", "анти-")),
    (Row("it", "en", "IT sector (public)"), Row("it", "ru", "IT-сектор (государственный)")),
    (Row("movement", "en", "Taliban movement"), Row("movement", "ru", "движение «Талибан»")),
)
WRONG = (
    (Row("sanctions", "en", "sanctions"), Row("sanctions", "ru", "cанкции")),
    (Row("reset", "en", "reset "), Row("reset", "ru", "перезагрузка")),
    (Row("reset", "en", "reset"), Row("reset", "ru", "«перезагрузка»")),
    (Row("start", "en", "strategic arms"), Row("start", "ru", "стратегические вооружения (СНВ")),
    (Row("truce", "en", "truce"), Row("truce", "fr", "treve\u0300")),
    (Row("truce", "en", "truce"), Row("truce", "de", "Waffen\u00adstillstand;")),
)

_MIXED = "letters of two alphabets in one word"
_STEPS: tuple[tuple[Callable[[str], str], str], ...] = (
    (_tidy.composed, "accents are separate characters"),
    (_tidy.visible, "characters that nobody sees"),
    (_tidy.spaced, "stray spaces"),
    (_tidy.unpunctuated, "punctuation that is not part of the term"),
    (_tidy.unquoted, "quotation marks around the whole term"),
    (_tidy.balanced, "a bracket or quotation mark without its partner"),
    (_tidy.one_script, _MIXED),
)


def audit(concept: Concept, known: Known) -> Iterator[Finding]:
    """Report each term of the two languages that is not written cleanly, with the mended one."""
    for term in concept.terms:
        if term.language not in (known.source, known.target):
            continue
        mended, faults = mend(term.text)
        if faults and mended:
            mixed = _MIXED in faults
            yield finding(
                rule_name(__name__),
                "warning" if mixed else LEVEL,
                f"“{term.text}” is not written cleanly: {', '.join(faults)}; write “{mended}”",
                (term, concept, known.glossary),
                suggestions=(mended,),
            )


def mend(written: str) -> tuple[str, tuple[str, ...]]:
    """Write a term cleanly, again and again until nothing is left to mend.

    One mended fault may lay bare the next: a comma inside quotation marks around the whole term.

    Returns:
        The mended term, and the faults in words; the term as it was and nothing where it is clean.
    """
    faults: list[str] = []
    while True:
        before = written
        for step, fault in _STEPS:
            mended = step(written)
            if mended != written and fault not in faults:
                faults.append(fault)
            written = mended
        if written == before:
            return written, tuple(faults)
