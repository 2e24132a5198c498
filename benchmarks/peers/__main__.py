"""Runs l10n-lint and pofilter beside ours on the same files in the same run.

    python -m benchmarks.peers FOLDER [--peers FOLDER] [--limit N]

FOLDER holds the sets that ``benchmarks.texts`` and ``benchmarks.recognition`` read (each part is
left out where its set is missing). Three things are measured:

* good translations (``good.en-ru.jsonl``): how long each takes, and how many entries it flags;
* correct forms: where the translation holds the rendering of ``tico19.terms.en-ru.csv`` in some
  form, how often each calls it missing, though it is told that very glossary; and how often it
  notices when the translation is that of another segment, which does not hold it;
* planted shifts (``cases.jsonl``, English and Russian): how many of the wrong sentences each flags,
  and how many of the right ones. l10n-lint runs twice: with its own rules, and with our shipped
  glossaries as its required and forbidden terms. pofilter has no glossary check.

Flagged means a warning or an error; pofilter knows no levels, so any check of its counts. The
peers are installed from PyPI into ``--peers`` (else a folder that goes afterwards).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.intervals import rate, share
from benchmarks.peers.catalogue import Entry
from benchmarks.peers.programs import Program, Said, Terms, programs
from benchmarks.recognition import GLOSSARY, TEXTS, Occurrence, occurrences, wordings
from benchmarks.sets import Row, rows, segment
from fidelity.loading import load_glossary, shipped_glossaries
from fidelity.model import Glossary
from fidelity.segments import Segment

LANGUAGES = ("en", "ru")
MISSING = ("missing-term", "drifted-meaning", "required-term-missing")
"""What two of the checkers call a rendering that is not there. Where another word seems to stand in
its place, ours names that word (``drifted-meaning``) in the same finding."""


def entry(item: Segment) -> Entry:
    """Make an entry of a segment."""
    return Entry(item.source.text, item.target.text)


def told(glossary: Glossary, path: Path | None = None) -> Terms:
    """Bring a glossary into the form that the checkers are told."""
    required = [
        (term, rendering)
        for concept in glossary.concepts
        for term in wordings(concept, LANGUAGES[0])[:1]
        for rendering in wordings(concept, LANGUAGES[1])[:1]
    ]
    return Terms(required, (), path)


def shipped(source: str, target: str) -> Terms:
    """Bring the shipped glossaries into that form: preferred renderings, and all avoided ones."""
    concepts = [concept for glossary in shipped_glossaries() for concept in glossary.concepts]
    required = [
        (term, rendering)
        for concept in concepts
        for term in wordings(concept, source)[:1]
        for rendering in wordings(concept, target)[:1]
    ]
    forbidden = dict.fromkeys(
        term.text
        for concept in concepts
        for term in concept.terms
        if not term.accepted and term.language.split("-")[0] == target
    )
    return Terms(required, list(forbidden))


def good(items: Sequence[Segment], checkers: Mapping[str, Program]) -> None:
    """Measure time and flagged entries on good translations, without a user's glossary."""
    words = sum(len(item.source.text.split()) for item in items)
    print(f"good translations, {len(items)} entries, {words} words of source")
    for name, check in checkers.items():
        said = check([entry(item) for item in items], *LANGUAGES, Terms())
        flags = sum(map(len, said.flags.values()))
        print(
            f"  {name:10} {said.wall:.1f} s, {said.cpu:.1f} s of processor; entries flagged "
            f"{share(len(said.flags), len(items))}; flags {rate(flags, words)}"
        )


def misses(one: Occurrence, said: Sequence[str]) -> bool:
    """Say whether one of several remarks says that this concept's rendering is missing."""
    rendering = wordings(one.concept, LANGUAGES[1])[0]
    return any(
        f"'{rendering}'" in line or line.endswith(f"({one.concept.id})")
        for line in said
        if line.startswith(MISSING)
    )


def misses_any(_one: Occurrence, said: Sequence[str]) -> bool:
    """Say whether one of several remarks says that a rendering is missing.

    Of terms that overlap (symptom, symptoms), one remark is enough.
    """
    return any(line.startswith(MISSING) for line in said)


def elsewhere(found: Sequence[Occurrence], items: Sequence[Segment]) -> list[Segment | None]:
    """Find, for each occurrence, another segment whose translation holds no rendering of it."""
    holding: dict[str, set[str]] = {}
    for one in found:
        if one.rendered:
            holding.setdefault(one.concept.id, set()).add(one.item.id)
    places = {item.id: place for place, item in enumerate(items)}
    chosen: list[Segment | None] = []
    for one in found:
        first = places[one.item.id] + len(items) // 2
        turn = [items[(first + step) % len(items)] for step in range(len(items))]
        free = (item for item in turn if item.id not in holding.get(one.concept.id, set()))
        chosen.append(next(free, None))
    return chosen


def forms(folder: Path, items: Sequence[Segment], checkers: Mapping[str, Program]) -> None:
    """Measure how correct and missing renderings of a user's glossary are told apart."""
    path = folder / GLOSSARY
    glossary = load_glossary(path)
    terms = told(glossary, path.absolute())
    held = [one for one in occurrences(items, glossary) if one.rendered]
    others = elsewhere(held, items)
    right = [entry(one.item) for one in held]
    wrong = [
        Entry(one.item.source.text, other.target.text if other else "")
        for one, other in zip(held, others, strict=True)
    ]
    print(f"terms of a glossary, {len(held)} places where the translation holds the rendering")
    for name, check in checkers.items():
        alarms, found = (
            sum(
                notices(one, said.flags.get(place, ()))
                for said in [check(entries, *LANGUAGES, terms)]
                for place, one in enumerate(held)
            )
            for entries, notices in ((right, misses), (wrong, misses_any))
        )
        print(
            f"  {name:10} called missing {share(alarms, len(held))}; "
            f"found where it is missing {share(found, len(held))}"
        )


def shifts(items: Sequence[Row], checkers: Mapping[str, Program]) -> None:
    """Measure how many wrong and right sentences are flagged."""
    plain = [(name, check, False) for name, check in checkers.items()]
    runs = [*plain, ("l10n-lint with our glossaries", checkers["l10n-lint"], True)]
    pairs = (LANGUAGES, LANGUAGES[::-1])
    for name, check, with_terms in runs:
        hits, alarms, total = 0, 0, 0
        for source, target in pairs:
            mine = [row for row in items if (row["src_lang"], row["tgt_lang"]) == (source, target)]
            terms = shipped(source, target) if with_terms else Terms()
            said: list[Said] = []
            for side in ("target_wrong", "target_right"):
                entries = [Entry(row["source_text"], row[side]) for row in mine]
                said.append(check(entries, source, target, terms))
            hits, alarms = hits + len(said[0].flags), alarms + len(said[1].flags)
            total += len(mine)
        print(f"  {name:30} wrong flagged {share(hits, total)}; right {share(alarms, total)}")


def main() -> None:
    """Run everything that the folder has sets for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", type=Path, default=None, help="where the peers are installed")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="N items of a set")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = args.peers or Path(scratch)
        home.mkdir(parents=True, exist_ok=True)
        checkers = programs(home.absolute())
        if (args.folder / TEXTS).is_file():
            found = rows(args.folder / TEXTS, args.limit)
            items = [segment(row, row["source"], row["translation"]) for row in found]
            good(items, checkers)
            if (args.folder / GLOSSARY).is_file():
                forms(args.folder, items, checkers)
        if (args.folder / "cases.jsonl").is_file():
            cases = [row for row in rows(args.folder / "cases.jsonl") if not row["disputed"]]
            print("planted shifts, English and Russian")
            shifts(cases, checkers)


if __name__ == "__main__":
    main()
