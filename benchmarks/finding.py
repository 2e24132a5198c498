"""Measures how quickly terms are found, and how quickly segments are checked.

    python -m benchmarks.finding FOLDER [--concepts 500,5000,100000] [--rules-only] [--seconds 5]

FOLDER holds ``good.en-ru.jsonl``; its texts are cut into pairs of 20 words a side. The concepts are
made of English and Russian words of wordfreq, up to 1,000 alone (``--singles``) and the rest in
twos, in all their forms, the commonest words left out (``--rank``), since glossaries seldom hold
them; both sides of each pair are searched. Then all rules, with the shipped glossaries, check the
segments as they are. Everything runs on one core, and what is counted is its time; the best of
three rounds counts, so that other work of the machine spoils the figure least.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.sets import rows, segment
from fidelity.matching.find import term_table
from fidelity.matching.sides import House, KnownText
from fidelity.model import Concept, Glossary, Term
from fidelity.passages import Anchor, Passage
from fidelity.run_text import check_segment
from fidelity.segments import Segment
from fidelity.texts import Checker

_VOCABULARY = 40_000
WORDS = 20
ROUNDS = 3
PAIR = ("en", "ru")
TEXTS = "good.en-ru.jsonl"


def pieces(words: Sequence[str], size: int = WORDS) -> list[str]:
    """Cut words into texts of one length; the rest is left over."""
    return [
        " ".join(words[place : place + size]) for place in range(0, len(words) - size + 1, size)
    ]


def pairs_of(items: Sequence[Segment]) -> list[Segment]:
    """Make pairs of 20 words a side of the running texts."""
    first = " ".join(item.source.text for item in items).split()
    second = " ".join(item.target.text for item in items).split()
    made = []
    for number, texts in enumerate(zip(pieces(first), pieces(second), strict=False)):
        one, other = (Passage(text, "set", (Anchor(0, 1, 1),)) for text in texts)
        made.append(Segment(str(number), one, other, *PAIR))
    return made


def wordings(tag: str, count: int, rank: int, singles: int) -> Iterator[str]:
    """Make so many different wordings: words of four letters and more, then two of them.

    Args:
        tag: the language.
        count: how many.
        rank: how many of the commonest words are left out.
        singles: how many single words at most.
    """
    from wordfreq import top_n_list

    words = [
        word
        for word in top_n_list(tag, rank + _VOCABULARY)[rank:]
        if len(word) > 3 and word.isalpha()
    ]
    alone = words[: min(count // 2, singles)]
    yield from alone
    draw = random.Random(5)  # noqa: S311 -- no secret is drawn
    seen: set[str] = set()
    while len(seen) < count - len(alone):
        phrase = f"{draw.choice(words)} {draw.choice(words)}"
        if phrase not in seen:
            seen.add(phrase)
            yield phrase


def glossary_of(count: int, rank: int = 3000, singles: int = 1000) -> Glossary:
    """Make a glossary of so many concepts."""
    concepts = tuple(
        Concept(str(number), tuple(Term(text, tag) for text, tag in zip(texts, PAIR, strict=True)))
        for number, texts in enumerate(
            zip(*(wordings(tag, count, rank, singles) for tag in PAIR), strict=True), 1
        )
    )
    return Glossary(f"words-{count}", concepts, PAIR)


def best(work: Callable[[], int], seconds: float) -> tuple[float, int]:
    """Repeat some work and take the quickest round.

    Args:
        work: does it once and returns a count of what it found.
        seconds: how long one round should last at least.

    Returns:
        Seconds of processor time for one repetition, and the count.
    """
    quickest, found = float("inf"), 0
    for _ in range(ROUNDS):
        started, times = time.process_time(), 0
        while (spent := time.process_time() - started) < seconds or not times:
            found = work()
            times += 1
        quickest = min(quickest, spent / times)
    return quickest, found


def searching(pairs: Sequence[Segment], house: House) -> Callable[[], int]:
    """Prepare a search of both sides of every pair."""

    def work() -> int:
        found = 0
        for pair in pairs:
            known = KnownText(pair, house)
            found += len(known.source.mentions) + len(known.target.mentions)
        return found

    return work


def finding(pairs: Sequence[Segment], glossaries: Sequence[Glossary], seconds: float) -> None:
    """Measure the search for terms, by size of the glossary."""
    for glossary in glossaries:
        started = time.process_time()
        tables = {tag: term_table([glossary], tag) for tag in PAIR}
        built = time.process_time() - started
        house = House(*PAIR, (glossary,), tables)
        spent, found = best(searching(pairs, house), seconds)
        print(
            f"{len(glossary.concepts)} concepts: {len(pairs) / spent:,.0f} pairs a second, "
            f"{spent / len(pairs) / 2 * 1e6:.1f} µs a side, {found / len(pairs):.1f} terms a pair; "
            f"tables made in {built:.1f} s"
        )


def checking(items: Sequence[Segment], seconds: float) -> None:
    """Measure all rules with the shipped glossaries."""
    started = time.process_time()
    checker = Checker()
    house, rules = checker.house(*PAIR), dict(checker.rules)
    check_segment(items[0], house, rules)
    print(f"glossaries and tables in place after {time.process_time() - started:.1f} s")
    words = sum(len(item.source.text.split()) for item in items)
    before = time.process_time()
    checker.run(items)
    first = time.process_time() - before
    times = []
    for item in items:
        before = time.process_time()
        check_segment(item, house, rules)
        times.append(time.process_time() - before)
    spent, _ = best(lambda: len([check_segment(item, house, rules) for item in items]), seconds)
    middle = sorted(times)
    for name, took in (("new texts", first), ("the same again", spent)):
        print(
            f"all rules, {name}: {len(items) / took:.0f} segments a second, "
            f"{words / took:,.0f} words of source a second"
        )
    print(
        f"  one by one, half of these take less than {middle[len(middle) // 2] * 1e3:.1f} ms, "
        f"19 of 20 less than {middle[len(middle) * 19 // 20] * 1e3:.1f} ms"
    )


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--concepts", default="500,5000,100000", help="sizes of the glossary")
    parser.add_argument("--rank", type=int, default=3000, help="commonest words left out")
    parser.add_argument("--singles", type=int, default=1000, help="single words at most")
    parser.add_argument("--rules-only", action="store_true", help="leave out the search for terms")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of a round")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="N segments")
    args = parser.parse_args()
    found = rows(args.folder / TEXTS, args.limit)
    items = [segment(row, row["source"], row["translation"]) for row in found]
    if not args.rules_only:
        counts = [int(count) for count in args.concepts.split(",")]
        glossaries = [glossary_of(count, args.rank, args.singles) for count in counts]
        finding(pairs_of(items), glossaries, args.seconds)
    checking(items, args.seconds)


if __name__ == "__main__":
    main()
