"""Asks every engine what one wording means in another language."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from fidelity.asking import Answer, back_translate
from fidelity.commands import _embargo, _recording
from fidelity.commands._asked import means, settings
from fidelity.commands._console import Console
from fidelity.commands._flags import add_languages, add_means
from fidelity.errors import UsageError
from fidelity.model import ABSTENTIONS, Fail, Reason
from fidelity.reports._columns import Cell, aligned, clean

_IN_WORDS: Mapping[Reason, str] = {
    "not-found": "does not know the wording",
    "empty": "gave an empty answer",
    "echo": "gave the wording back untranslated",
    "unsupported-pair": "does not know this pair of languages",
}


def flags(parser: argparse.ArgumentParser) -> None:
    """Add the text, the languages and the engines."""
    parser.add_argument("text", metavar="TEXT", help="the wording to translate back")
    add_languages(parser)
    parser.add_argument(
        "--term", metavar="WORDING", help="what it should mean: each answer is compared with it"
    )
    add_means(parser)


def main(args: argparse.Namespace, console: Console) -> int:
    """Print a line per engine: its answers, best first, and how the best one stands to the term.

    Returns:
        0 where every engine had its say (an honest "I do not know" included), else 3.

    Raises:
        UsageError: a language is missing or no engine serves the pair.
    """
    set_ = settings()
    # A rendering is read back: it is in the language that glossaries are translated *into*.
    source, target = args.source or set_.target, args.target or set_.source
    if source is None or target is None:
        raise UsageError("say from which language into which: --from ru --to en")
    progress = console.progress()
    with_ = means(args, set_, progress)
    embargoed = _embargo.of_glossaries(with_.others, set_)
    answers = back_translate(
        args.text,
        source=source,
        target=target,
        term=args.term,
        others=[each for each in with_.others if each.name not in embargoed],
        engines=with_.engines,
        cache=with_.cache,
        options=with_.options,
        progress=progress,
        sender=with_.sender,
        records=with_.records,
    )
    _recording.save(with_.records, console)
    for refused in with_.refused:
        console.remark(refused.message)
    if not answers:
        raise UsageError(
            f"no engine that may be asked serves {source} to {target}; see fidelity engines"
        )
    silent = [answer for answer in answers if _silent(answer)]
    rows = [_row(answer) for answer in answers if answer not in silent]
    console.lines(*aligned(rows, color=console.color))
    if silent:
        console.lines(f"{len(silent)} more glossaries do not know the wording")
    return 3 if with_.refused or any(_fault(answer) for answer in answers) else 0


def _silent(answer: Answer) -> bool:
    """Say whether a glossary has nothing to say, which need not fill a line."""
    return answer.engine.family.startswith("termbase:") and answer.outcome == Fail("not-found")


def _fault(answer: Answer) -> bool:
    return isinstance(answer.outcome, Fail) and answer.outcome.reason not in ABSTENTIONS


def _row(answer: Answer) -> list[Cell]:
    name: Cell = (answer.engine.id, "bold")
    stands: list[Cell] = [] if answer.relation is None else [(answer.relation, "")]
    if isinstance(answer.outcome, Fail):
        reason = answer.outcome.reason
        return [name, *stands, (_IN_WORDS.get(reason, f"failed: {reason}"), "yellow")]
    texts = [clean(candidate.text) for candidate in answer.outcome.candidates]
    relations = answer.relations or ["unknown"] * len(texts)
    said = [
        text if relation == "unknown" else f"{text} ({relation})"
        for text, relation in zip(texts, relations, strict=True)
    ]
    return [name, *stands, (", ".join(said), "")]
