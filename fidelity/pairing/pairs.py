"""Turns bilingual files, and pairs of files in one language each, into segments.

A bilingual file says itself which translation belongs to which text; its units are taken as they
are. Two documents are laid side by side: first their paragraphs, headings, cells and cues, then the
sentences within those. Where nothing stands for a sentence, its segment has an empty side.

Texts are read as they are needed: at most ``align.WINDOW`` paragraphs of each document are in
memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from fidelity import documents
from fidelity.engines import embedding
from fidelity.errors import InputError, UsageError
from fidelity.model import Place, Tag
from fidelity.pairing._blocks import Block, Side, goes_on, joined
from fidelity.pairing.align import Means, align
from fidelity.pairing.lengths import cost, ratio
from fidelity.pairing.sentences import boundaries
from fidelity.passages import Anchor, Item, Notice, Passage, Suppression, Unit
from fidelity.segments import Segment
from fidelity.tags import flagged

Piece: TypeAlias = Segment | Notice | Suppression
"""What is found in the files, in their order. A suppression holds for the segment that comes next;
where it was written for a paragraph of several sentences, it is repeated before each of them."""

_DOUBTFUL = 5.0
"""The cost of pairing two sentences within a paragraph from which their meaning is looked at."""
_FITS = 3.0
"""The cost of a difference in length up to which one sentence may stand for three or more."""


def segments_of(
    path: str | Path,
    *,
    source: Tag | None = None,
    target: Tag | None = None,
    encoding: str | None = None,
) -> Iterator[Piece]:
    """Read a bilingual file.

    Args:
        path: the file; its ending says what format it has.
        source: the language translated from; null: the file says it.
        target: the language translated into; null: the file says it.
        encoding: the text encoding, where the user names it; null: recognise it.

    Returns:
        Its units as segments, with suppressions and notices among them. The file is read while the
        result is used: faults further on in it are raised there.

    Raises:
        InputError: the file cannot be read or understood; with the place.
        UsageError: the file is in one language, or a language is not known.
    """
    if not documents.bilingual(path):
        raise UsageError(
            f"{Path(path).as_posix()} is in one language; name its translation too: "
            "--source FILE --target FILE, or [[tool.fidelity.pairs]] in the settings"
        )
    items = documents.read(path, source=source, target=target, encoding=encoding)
    return _units(items, source, target)


def segments_of_pair(
    source_path: str | Path,
    target_path: str | Path,
    *,
    source: Tag,
    target: Tag,
    encoding: str | None = None,
    meaning: bool = True,
) -> Iterator[Piece]:
    """Lay a document and its translation side by side.

    Args:
        source_path: the original.
        target_path: its translation; it may have another format.
        source: the language of the original.
        target: the language of the translation.
        encoding: the text encoding of both, where the user names it; null: recognise it.
        meaning: whether doubtful places may be decided by the built-in model of meaning, which
            knows the languages of ``fidelity engines``; without it lengths and figures decide.

    Returns:
        Segments in the order of the documents, with suppressions and notices among them. The side
        where nothing stands for a text is empty; its place is the one after which it is missing.

    Raises:
        InputError: a file cannot be read or understood, or is a bilingual one; with the place.
        UsageError: a language is not known.
    """
    tags = flagged(source, "--from") or source, flagged(target, "--to") or target
    sides = []
    for path, tag in zip((source_path, target_path), tags, strict=True):
        if documents.bilingual(path):
            raise InputError(
                Place(Path(path).as_posix()),
                "this file holds texts with their translations already",
                "check it by itself",
            )
        items = documents.read(path, source=tag, encoding=encoding)
        sides.append(Side(items, Path(path).as_posix(), tag))
    encode = embedding.sentence_encoder(*tags) if meaning else None
    return _aligned(sides[0], sides[1], Means(ratio(*tags), encode))


def _units(items: Iterator[Item], source: Tag | None, target: Tag | None) -> Iterator[Piece]:
    for item in items:
        if isinstance(item, Unit):
            yield _unit(item, source, target)
        elif not isinstance(item, Passage):
            yield item


def _unit(unit: Unit, source: Tag | None, target: Tag | None) -> Segment:
    place = unit.source.place()
    from_ = unit.source.language or source
    into = (unit.target.language if unit.target else None) or target
    if from_ is None or into is None:
        flag = "--from" if from_ is None else "--to"
        raise InputError(place, "the file does not say which language this is", f"name it: {flag}")
    translation = unit.target or Passage(
        "", place.file, (Anchor(0, place.line or 1, place.column or 1),), into, "segment", unit.id
    )
    return Segment(
        unit.id or f"{place.file}:{place.line}", unit.source, translation, from_, into, unit.notes
    )


def _aligned(left: Side, right: Side, means: Means) -> Iterator[Piece]:
    """Yield the segments of two documents, paragraph by paragraph."""
    sources: list[Block] = []
    targets: list[Block] = []
    for rows, columns in align(left.passages(), right.passages(), means):
        yield from _notices(left, right)
        sources += left.take(rows)
        targets += right.take(columns)
        if sources and targets and (goes_on(sources) and goes_on(targets)):
            continue
        yield from _paragraph(left, right, sources, targets, means)
        sources, targets = [], []
    if sources or targets:
        yield from _paragraph(left, right, sources, targets, means)
    yield from _notices(left, right)


def _notices(left: Side, right: Side) -> Iterator[Notice]:
    for side in (left, right):
        while side.notices:
            yield side.notices.popleft()


def _paragraph(
    left: Side, right: Side, sources: list[Block], targets: list[Block], means: Means
) -> Iterator[Piece]:
    """Yield the segments of texts that belong together, with the remarks that hold for them."""
    remarks = [remark for block in (*sources, *targets) for remark in block.suppressions]
    texts = [block.passage for block in sources], [block.passage for block in targets]
    for one, other in _sentences(texts[0], texts[1], (left.tag, right.tag), means):
        yield from remarks
        source = left.used(one) if one else left.nothing(texts[1][0].kind)
        target = right.used(other) if other else right.nothing(texts[0][0].kind)
        place = source.place()
        yield Segment(f"{place.file}:{place.line}", source, target, left.tag, right.tag)


def _sentences(
    sources: Sequence[Passage],
    targets: Sequence[Passage],
    tags: tuple[Tag, Tag],
    means: Means,
) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Pair the sentences of paragraphs that belong together; null where nothing stands."""
    if not sources or not targets:
        yield (joined(sources) if sources else None), (joined(targets) if targets else None)
        return
    if sources[0].kind == targets[0].kind == "cue":  # a sentence may run over several
        sources, targets = [joined(sources, " ")], [joined(targets, " ")]
    one, other = _cut(sources, tags[0]), _cut(targets, tags[1])
    if _together(one, other, means.ratio):
        yield _whole(one), _whole(other)
        return
    # Within a paragraph of which both sides are known, less has to be looked at twice.
    means = replace(means, doubtful=_DOUBTFUL)
    row = column = 0
    for down, right in align(_parts(one), _parts(other), means):
        left, facing = one[row : row + down], other[column : column + right]
        yield (_whole(left) if left else None), (_whole(facing) if facing else None)
        row, column = row + down, column + right


_Sentence: TypeAlias = tuple[Passage, int, int]
"""The text in which it stands, its beginning and its end."""


def _cut(texts: Sequence[Passage], tag: Tag) -> list[_Sentence]:
    return [
        (text, start, end)
        for text in texts
        for start, end in (
            [(0, len(text.text))] if text.kind == "heading" else boundaries(text.text, tag)
        )
    ]


def _parts(several: Sequence[_Sentence]) -> Iterator[Passage]:
    return (passage.part(start, end) for passage, start, end in several)


def _together(one: Sequence[_Sentence], other: Sequence[_Sentence], expected: float) -> bool:
    """Say whether one sentence stands for all on the other side."""
    if min(len(one), len(other)) != 1:
        return False
    if max(len(one), len(other)) == 1:
        return True
    sizes = [sum(end - start for _, start, end in side) for side in (one, other)]
    return cost(sizes[0], sizes[1], expected) < _FITS


def _whole(several: Sequence[_Sentence]) -> Passage:
    """Make one text of sentences that follow each other; of one paragraph, as they stand in it."""
    first, last = several[0], several[-1]
    if first[0] is last[0]:
        return first[0].part(first[1], last[2])
    return joined([passage.part(start, end) for passage, start, end in several], " ")
