"""Words of the source language were left in the translation.

Why it matters: the reader of the translation may not understand them, and a sentence that was
forgotten goes out with somebody else's name under it.

What to do: translate the words that the finding quotes. Where they must stay, put them in quotation
marks or brackets.

When to ignore it: with words that the language of the translation has taken over and that our
lists do not know yet; add them to ``fidelity/data/foreign-words.yaml``. Names, codes, addresses,
abbreviations, Latin terms of law and science, and whatever stands in quotation marks or brackets
are left alone.

Evidence: the word stands in the original too, the dictionary or word list of the source language
has it, and that of the other language does not, or is at least a hundred times less likely to use
it (wordfreq). It is an error where both hold beyond doubt or several such words stand together; a
warning otherwise. A word in the source's alphabet amid another needs no further evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.matching.sides import KnownText
from fidelity.model import Evidence, Finding, Level
from fidelity.protocols import Example
from fidelity.rules._findings import rule_name
from fidelity.rules._foreign import Foreign, foreign
from fidelity.rules._foreign_data import script_of
from fidelity.rules._spelling import zipf
from fidelity.segments import Segment
from fidelity.text import normalise

LEVEL: Level = "error"

RIGHT = (
    Example("en-ru", "The offer stands de facto, said Mr. Smith of the World Bank.",
            "Предложение действует de facto, сказал г-н Смит из Всемирного банка."),
    Example("en-ru", "The company Google Cloud published a report on its website.",
            "Компания Google Cloud опубликовала доклад на своем сайте."),
    Example("en-ru", "The “rules-based order” was mentioned by the delegate.",
            "Делегат упомянул «rules-based order», то есть порядок, основанный на правилах."),
    Example("en-ru", "Write to press@example.org or see https://example.org/about us.",
            "Пишите на press@example.org или смотрите https://example.org/about."),
    Example("ru-en", "Министр принял посла в понедельник.",
            "The minister received the ambassador on Monday."),
    Example("ru-en", "Он сказал «нет».", "He said no (in Russian, “нет”)."),
    Example("fr-en", "Le rapport de Médecins du Monde sur la situation est important.",
            "The report of Médecins du Monde on the situation is important."),
    Example("fr-en", "La force majeure exonère la partie.", "Force majeure relieves the party."),
    Example("es-en", "El hospital central de La Paz es final.",
            "The central hospital of La Paz is final."),
    Example("de-en", "Der Bundestag und Herr Schneider stimmten zu.",
            "The Bundestag and Mr Schneider agreed."),
    Example("en-de", "The team discussed the website.", "Das Team besprach die Website."),
    Example("en-zh", "The Council adopted a text on COVID-19.", "安理会通过了关于COVID-19的文本。"),
)  # fmt: skip
WRONG = (
    Example("en-ru", "The parties reached a compromise on disarmament.",
            "Стороны достигли compromise по разоружению."),
    Example("en-ru", "The Council will remain seized of the matter.",
            "The Council will remain seized of the matter."),
    Example("en-ru", "However, the talks failed because of the embargo.",
            "Однако переговоры провалились because of the embargo."),
    Example("ru-en", "Стороны подписали соглашение о перемирии.",
            "The parties signed an agreement on перемирии."),
    Example("ru-en", "Министр также принял посла.", "The minister также received the ambassador."),
    Example("fr-en", "Le gouvernement a également signé le traité.",
            "The government également signed the treaty."),
    Example("fr-en", "En outre, le comité a siégé.", "En outre, the committee met."),
    Example("es-en", "El acuerdo también protege a los refugiados.",
            "The agreement también protects refugees."),
    Example("de-en", "Die Verhandlungen scheiterten an der Finanzierung.",
            "The negotiations failed over the Finanzierung."),
    Example("en-de", "The delegation withdrew its proposal.",
            "Die Delegation zog ihren proposal zurück."),
    Example("en-fr", "The parties should withdraw their troops.",
            "Les parties devraient withdraw leurs troupes."),
    Example("zh-en", "双方签署了停火协议。", "The two sides signed a 停火 agreement."),
)  # fmt: skip

_WORD = re.compile(r"[^\W\d_]{3,}")
_SPACES = 1.2
"""How many times as long a copy may be that differs in white space alone."""
_FEWEST = 3
"""Words that a translation must have to be called the original itself."""


def check(segment: Segment, known: KnownText) -> Iterator[Finding]:
    """Report a translation that is the original, or else each run of words left in it."""
    source, target = known.source, known.target
    if source.language.split("-")[0] == target.language.split("-")[0]:
        return
    if _same(segment):
        end = len(segment.target.text)
        whole = Foreign(0, end, (segment.target.text,), sure=True)
        yield _finding(segment, whole, "the translation is the original, word by word")
        return
    for run in foreign(source, target):
        text = segment.target.text[run.start : run.end]
        yield _finding(segment, run, f"«{text}» was left untranslated")


def _same(segment: Segment) -> bool:
    """Say whether the translation is a copy of the source that says something in its language."""
    lengths = len(segment.source.text.strip()), len(segment.target.text.strip())
    if max(lengths) > _SPACES * min(lengths):
        return False
    text = normalise(segment.target.text)
    if text != normalise(segment.source.text):
        return False
    here, there = segment.source_language, segment.target_language
    words = [word for word in _WORD.findall(text) if not segment.target.text.isupper()]
    if len(words) < _FEWEST:
        return False
    if script_of(here.split("-")[0]) != script_of(there.split("-")[0]):
        foreign_words = [word for word in words if zipf(word, here) > zipf(word, there)]
        small = [word for word in foreign_words if word in segment.target.text]
        return len(small) * 2 >= len(words)
    strange = [word for word in words if zipf(word, here) - zipf(word, there) >= 1]
    return len(strange) >= _FEWEST and len(strange) * 2 >= len(words)


def _finding(segment: Segment, run: Foreign, message: str) -> Finding:
    """Make a finding about a run of words."""
    source = segment.source.text.lower()
    text = segment.target.text[run.start : run.end]
    at = source.find(text.lower())
    here = segment.source_language
    evidence = Evidence(
        f"wordfreq:{here}",
        "rule",
        text,
        (),
        "untranslated",
        None,
        "stands in the original too" if at >= 0 else f"words of the language {here}",
        None,
    )
    return Finding(
        rule=rule_name(__name__),
        level="error" if run.sure else "warning",
        message=message,
        kind="untranslated",
        source=segment.source.span(at, at + len(text))
        if 0 <= at <= len(source) - len(text)
        else None,
        target=segment.target.span(run.start, run.end),
        evidence=(evidence,),
    )
