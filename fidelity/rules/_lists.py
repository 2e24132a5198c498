"""Finds the member of a list that the list of the other side has not.

A list is a row of short members with commas between them and a conjunction before the last. Where
the other side has the same list with one member fewer, and every other member has a counterpart of
its own there, the one that is left has none (two keys: the count, and the nearness of the words).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fidelity.lexicon.modifiers import breaks, conjunctions
from fidelity.matching import meaning
from fidelity.matching.coverage import weights
from fidelity.matching.sides import KnownText, Side
from fidelity.model import Evidence
from fidelity.rules._evidence import line
from fidelity.rules._facing import facing, nearness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEWEST = 4
"""Members from which a row of words is a list that may lose one."""
_LONGEST = 6
"""Words that a member may have."""
_EDGE = 4
"""Words of what stands before or after a list that may be of its first or last member."""
_LIGHT = 0.27
"""Weight up to which a word is no more than grammar."""
_TELLING = 0.45
"""Weight that some word of a member must have."""
_ALIKE = 0.5
"""Cosine from which a member of one list may be one of the other."""
_APART = 0.5
"""Cosine up to which a member is none of what the other side says."""
_GAIN = 0.015
"""Cosine by which the sides must come nearer without the member."""
_COMMA = re.compile(r"\s*,\s*")

Member = tuple[int, int]
"""The first word of a member, and the one after its last."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A member that the list of the other side has not."""

    start: int
    """0-based code-point offset into the text of its side."""
    end: int
    members: int
    """How many members its list has."""
    near: float
    """Cosine of its words with the nearest words of the other side that are free."""


def missing(known: KnownText, *, lost: bool) -> Iterator[Missing]:
    """Yield each member that one side lists and the other does not.

    Args:
        known: the segment.
        lost: whether to look for what the translation lacks; else for what it has beside.
    """
    side, other = facing(known, lost=lost)
    if not meaning.serves(side.language, other.language):
        return
    mine, theirs = list(_lists(side, _FEWEST)), list(_lists(other, _FEWEST - 1))
    if not mine or not theirs:
        return
    near = _of_content(nearness(known, lost=lost), side, other)
    for members in mine:
        same = [each for each in theirs if len(each) == len(members) - 1]
        alone = [place for each in same if (place := _alone(members, each, near)) is not None]
        if alone and not any(len(each) >= len(members) for each in theirs):
            first, last = members[alone[0]]
            telling = [row for row in range(first, last) if weights(side)[row] >= _TELLING]
            if not telling:
                continue
            # What follows the head of the last member may belong to all of them.
            head = telling[0] + 1 if alone[0] == len(members) - 1 else last
            left = _free(near, first, head)
            start, end = side.words[first].start, side.words[head - 1].end
            if left < _APART and meaning.without(side.text, other.text, (start, end)) > _GAIN:
                yield Missing(start, end, len(members), left)


def _of_content(near: NDArray[np.float32], side: Side, other: Side) -> NDArray[np.float32]:
    """Let words that are grammar only answer nothing, and be answered by nothing."""
    import numpy as np

    heavy = [weights(each) > _LIGHT for each in (side, other)]
    return np.where(np.outer(*heavy), near, 0.0)


def _lists(side: Side, fewest: int) -> Iterator[list[Member]]:
    """Yield the lists of a side: rows of members that end with a conjunction, or of three."""
    members: list[Member] = []
    joined = False
    for piece in [*_pieces(side), None]:
        if piece is None or piece.new or joined:
            if len(members) >= fewest and (joined or len(members) > 2):
                yield members
            members = members[-1:] if joined and piece and not piece.new else []
            joined = False
        if piece is None:
            return
        long = piece.last - piece.first > _LONGEST
        joined = piece.joined and bool(members)
        # What is longer holds the last member of one list, or the first of another.
        if not long:
            members.append((piece.first, piece.last))
        elif joined:
            members.append((piece.first, piece.first + _EDGE))
        else:
            members = [(piece.last - _EDGE, piece.last)]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What may be a member of a list."""

    first: int
    last: int
    joined: bool
    """Whether a conjunction stands before it."""
    new: bool
    """Whether no comma or conjunction stands before it, or it is a clause."""


def _pieces(side: Side) -> Iterator[_Piece]:
    """Cut a side at marks and conjunctions."""
    words, joins, breaking = side.words, conjunctions(side.language), breaks(side.language)
    begin, joined, new = 0, False, True
    for row in range(len(words) + 1):
        end = row == len(words)
        gap = "." if end else side.text[words[row - 1].end if row else 0 : words[row].start]
        joins_here = not end and words[row].text.lower() in joins
        if row > begin and (end or joins_here or gap.strip()):
            opens = words[begin].text.lower() in breaking
            yield _Piece(begin, row, joined, new or opens)
            begin, joined, new = row, False, False
        new = new or (bool(gap.strip()) and not _COMMA.fullmatch(gap))
        if joins_here:
            begin, joined = row + 1, True


def _alone(
    members: Sequence[Member], others: Sequence[Member], near: NDArray[np.float32]
) -> int | None:
    """Give the place of the member that is left when every other has found its counterpart."""
    pairs = sorted(
        (
            (float(near[first:last, begin:end].max(initial=0.0)), mine, theirs)
            for mine, (first, last) in enumerate(members)
            for theirs, (begin, end) in enumerate(others)
        ),
        reverse=True,
    )
    paired: dict[int, int] = {}
    for alike, mine, theirs in pairs:
        if alike >= _ALIKE and mine not in paired and theirs not in paired.values():
            paired[mine] = theirs
    if len(paired) != len(others):
        return None
    order = [paired[mine] for mine in sorted(paired)]
    left = next(mine for mine in range(len(members)) if mine not in paired)
    # What stands before a list may be taken for its first member.
    return left if left and order == sorted(order) else None


def _free(near: NDArray[np.float32], first: int, last: int) -> float:
    """Give the nearness of a member to what no other word of its side is nearer to."""
    import numpy as np

    own = near[first:last].max(axis=0)
    rest = np.delete(near, range(first, last), axis=0).max(axis=0, initial=0.0)
    return float(own[own > rest].max(initial=0.0))


def evidence(member: Missing, text: str) -> tuple[Evidence, ...]:
    """Write down the two keys."""
    said = (
        ("list", "structure", f"the list has {member.members} members, the other one fewer"),
        (
            f"embedding:{meaning.NAME}",
            "embedding",
            f"each other member has a counterpart; no free word is nearer than {member.near:.2f}",
        ),
    )
    return tuple(line(engine, family, text, reason) for engine, family, reason in said)
