"""Measures how sentences are cut and documents laid side by side, and the rules about both.

Run it as ``python -m benchmarks.pairs FOLDER``; the folder holds development sets as JSON Lines.
All disturbances are drawn with fixed seeds. Where sentencex is installed, it is measured beside
ours.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from fidelity.engines.embedding import sentence_encoder
from fidelity.matching.sides import House
from fidelity.pairing.align import Means, align
from fidelity.pairing.lengths import ratio
from fidelity.pairing.sentences import boundaries
from fidelity.passages import Anchor, Passage
from fidelity.run_text import check_segment, conclude, text_rules
from fidelity.segments import Segment

Text = tuple[str, str]
Bead = tuple[tuple[int, ...], tuple[int, ...]]
Cut = Callable[[str, str], Sequence[tuple[int, int]]]

SETS = (
    ("good.en-ru.jsonl", "en", "ru"),
    ("mucow.ru-en.jsonl", "ru", "en"),
    ("demetr.fr-en.jsonl", "fr", "en"),
    ("demetr.es-en.jsonl", "es", "en"),
    ("demetr.de-en.jsonl", "de", "en"),
)
HARD = Path(__file__).parent.parent / "tests" / "fixtures" / "sentences"
SIZE = 60
"""Sentences of a document that is aligned."""
ROWS = 20
"""Rows of a document of which the rows slip."""


def texts(path: Path) -> list[Text]:
    """Read each original once, with a translation that is good."""
    found: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["source"], row.get("translation") or row.get("good") or "")
    return [(one, other) for one, other in found.items() if other]


def passage(text: str, line: int = 1) -> Passage:
    """Make a text."""
    return Passage(text, "a", (Anchor(0, line, 1),), kind="segment")


def disturbed(pairs: Sequence[Text], draw: random.Random) -> tuple[list[str], list[str], set[Bead]]:
    """Join, leave out and add sentences: a tenth joined on either side, 3 % out, 3 % in."""
    left: list[str] = []
    right: list[str] = []
    beads: set[Bead] = set()
    at = 0
    while at < len(pairs):
        chance, two = draw.random(), pairs[at : at + 2]
        source, target = [pairs[at][0]], [pairs[at][1]]
        if chance < 0.2 and len(two) == 2:
            source, target = [one for one, _ in two], [other for _, other in two]
            if chance < 0.1:
                target = [" ".join(target)]
            else:
                source = [" ".join(source)]
            at += 1
        elif chance < 0.23:
            target = []
        elif chance < 0.26:
            source = []
        at += 1
        rows = tuple(range(len(left), len(left) + len(source)))
        beads.add((rows, tuple(range(len(right), len(right) + len(target)))))
        left += source
        right += target
    return left, right, beads


def found(left: Sequence[str], right: Sequence[str], means: Means) -> Iterator[Bead]:
    """Give what belongs together, as numbers of sentences."""
    row = column = 0
    for down, across in align(map(passage, left), map(passage, right), means):
        yield tuple(range(row, row + down)), tuple(range(column, column + across))
        row, column = row + down, column + across


def alignment(pairs: Sequence[Text], means: Means, documents: int = 20, seed: int = 5) -> str:
    """Measure beads that are found exactly, and those with an empty side."""
    draw = random.Random(seed)  # noqa: S311 -- no secret is drawn
    hits = wanted = given = gap_hits = gaps = 0
    for _ in range(documents):
        start = draw.randrange(max(1, len(pairs) - SIZE))
        left, right, beads = disturbed(pairs[start : start + SIZE], draw)
        got = set(found(left, right, means))
        empty = {bead for bead in beads if not all(bead)}
        hits, wanted, given = hits + len(got & beads), wanted + len(beads), given + len(got)
        gap_hits, gaps = gap_hits + len(got & empty), gaps + len(empty)
    return f"F1 {2 * hits / (wanted + given):.3f}, gaps found {gap_hits} of {gaps}"


def cutting(cut: Cut, lines: Sequence[str], tag: str) -> float:
    """Give the F1 of the boundaries inside a dozen sentences joined."""
    glue = "" if tag == "zh" else " "
    hits = wanted = given = 0
    for at in range(0, len(lines), 12):
        part = lines[at : at + 12]
        ends = set(list(accumulate(len(line) + len(glue) for line in part))[:-1])
        right = {end - len(glue) for end in ends}
        got = {end for _, end in cut(glue.join(part), tag)[:-1]}
        hits, wanted, given = hits + len(got & right), wanted + len(right), given + len(got)
    return 2 * hits / max(1, wanted + given)


def other_cutters() -> dict[str, Cut]:
    """List what else is installed."""
    try:
        import sentencex  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return {}

    def cut(text: str, tag: str) -> list[tuple[int, int]]:
        spans, at = [], 0
        for piece in sentencex.segment(tag, text):
            at = text.index(piece, at) + len(piece)
            spans.append((at - len(piece), at - len(piece) + len(piece.rstrip())))
        return spans

    return {"sentencex": cut}


def reported(pairs: Sequence[Text], source: str, target: str) -> set[str]:
    """Name the rules that report a document of these rows."""
    rules, house = text_rules(["misaligned-text", "swapped-languages"]), House(source, target)
    seen: list[tuple[str, object]] = []
    for line, (one, other) in enumerate(pairs, 1):
        item = Segment(str(line), passage(one, line), passage(other, line), source, target)
        seen += check_segment(item, house, rules).observations
    return {each.rule for each in conclude(seen, house, rules)}


def slipping(pairs: Sequence[Text], source: str, target: str) -> str:
    """Count documents that are reported: whole, and with one translation taken out."""
    whole = slipped = documents = 0
    for at in range(0, len(pairs) - ROWS, ROWS):
        rows = pairs[at : at + ROWS]
        lost = random.Random(at).randrange(0, ROWS // 2)  # noqa: S311 -- no secret is drawn
        rest = [other for number, (_, other) in enumerate(rows) if number != lost]
        shifted = list(zip((one for one, _ in rows), [*rest, "…"], strict=True))
        documents += 1
        whole += bool(reported(rows, source, target))
        slipped += "misaligned-text" in reported(shifted, source, target)
    return f"{documents} documents: {whole} reported whole, {slipped} with rows that slipped"


def main(folder: Path) -> None:
    """Print all figures."""
    cutters: dict[str, Cut] = {"ours": boundaries, **other_cutters()}
    for path in sorted(HARD.glob("*.txt")):
        lines = path.read_text("utf-8").splitlines()
        figures = [f"{name} {cutting(cut, lines, path.stem):.3f}" for name, cut in cutters.items()]
        print(f"sentences {path.stem}: {', '.join(figures)}")
    for name, source, target in SETS:
        pairs = texts(folder / name)
        for way, encode in (("lengths", None), ("meaning", sentence_encoder(source, target))):
            print(
                f"alignment {name} {way}:", alignment(pairs, Means(ratio(source, target), encode))
            )
        print(f"rules {name}:", slipping(pairs, source, target))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
