"""All inflected forms of many wordings in one table, which one pass over a text searches.

The table is a tree of words: the cost of a search depends on the length of the text alone, not on
how many wordings there are. Scripts without spaces are searched character by character. A hyphen,
a space and a line break between two words count alike, so that cease-fire also finds "cease fire".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, Protocol, TypeVar

from fidelity.text import normalised

T = TypeVar("T")

Node = dict[str, Any]
"""What may follow a word: the next words, and under the empty word the values that end here. What
follows a next word may be a text from which ``Roots.grown`` makes it when it is asked for."""

_SPACELESS = (
    "\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
"""Kana, ideographs, Thai, Lao, Burmese and Khmer: every character is a word of its own."""

_TOKEN = re.compile(
    # An apostrophe is a letter's fellow in Cyrillic (об'єднання); elsewhere it parts two words.
    f"[{_SPACELESS}]|[^\\W_{_SPACELESS}]+(?:'(?=[\\u0400-\\u04ff])[^\\W_]+)*"
)

_ODD = re.compile(
    "[\u00ad\u00df\u0130\u0149\u017f\u01f0\u0300-\u036f\u0370-\u03ff\u0587\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u1e96-\u1e9f\u1f00-\u1fff\u212a\u212b\ufb00-\ufb17\ufe00-\ufe0f\ufeff\uff00-\uffef"
    "\u1100-\u11ff]"
)
"""Characters that normalising turns into more or fewer than one, or joins with a neighbour."""

_SIMPLE = re.compile("[a-zа-я ]+")
"""What normalising leaves as it is, and a space alone parts."""

_APOSTROPHES = re.compile("[‹›‚‘’‛′ʼʹ`´＇]")
_HYPHENS = frozenset("-\u2010\u2011")
_BREAK = re.compile("[;:!?()\\[\\]]|\n[ \t]*\n")
_ABBREVIATION = 3  # letters
_TITLE = 3  # words after the first, from which a wording may hold a comma


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A place in a text where one form of a wording stands."""

    start: int
    """0-based code-point offset into the text."""
    end: int
    values: tuple[T, ...]
    """What was entered under this form; several where several wordings share it."""
    glued: bool
    """Whether a hyphen joins it to a neighbour, so that it may be part of another word
    (вице-премьер, non-nuclear)."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut for searching."""

    text: str
    words: tuple[str, ...]
    """Normalised."""
    spans: tuple[tuple[int, int], ...]
    """Where each word stands in the text."""


def tokens(text: str) -> Tokens:
    """Cut a text into normalised words that know their places in it."""
    if _odd(text):
        folded = normalised(text)
        found = [(match.group(), match.span()) for match in _TOKEN.finditer(folded.text)]
        return Tokens(
            text, tuple(word for word, _ in found), tuple(folded.span(*span) for _, span in found)
        )
    matches = list(_TOKEN.finditer(_plain(text)))
    return Tokens(
        text,
        tuple([match.group() for match in matches]),
        tuple([match.span() for match in matches]),
    )


def _odd(text: str) -> bool:
    """Say whether normalising may change how many characters a text has."""
    return bool(_ODD.search(text)) or not unicodedata.is_normalized("NFC", text)


def _plain(text: str) -> str:
    """Normalise a text that is not odd: each character stays in its place."""
    return _APOSTROPHES.sub("'", text.lower().replace("ё", "е"))


class Roots(Protocol):
    """Where the forms of a table begin, read when a text asks for them."""

    @property
    def heads(self) -> AbstractSet[str]:
        """The first words of all forms."""

    def get(self, word: str, /) -> Node | None:
        """Give what may follow a first word; null where no form begins with it."""

    def grown(self, text: str, /) -> Node:
        """Make of a text what may follow."""


class FormTable(Generic[T]):
    """Forms of wordings, each with the values that were entered under it. Read only once built.

    Args:
        entries: the forms of one wording, in any spelling that ``normalise`` evens out, and the
            value that a hit on any of them gives. Forms without a letter or digit are left out.
        roots: forms that were cut before, instead of entries.
    """

    __slots__ = ("_begin", "_grown", "_heads")

    def __init__(
        self, entries: Iterable[tuple[Iterable[str], T]] = (), roots: Roots | None = None
    ) -> None:
        tree: Node = {}
        for forms, value in entries:
            for words in cut_forms(forms):
                enter(tree, words, (value,))
        self._begin: Callable[[str], Node | None] = (tree if roots is None else roots).get
        self._heads: AbstractSet[str] = tree.keys() if roots is None else roots.heads
        self._grown: Callable[[str], Node] | None = None if roots is None else roots.grown

    def search(self, text: str | Tokens) -> list[Hit[T]]:
        """Find every form in a text, those inside longer ones included.

        Returns:
            The hits by rising start; of those with the same start, the longest first.
        """
        cut = tokens(text) if isinstance(text, str) else text
        heads, begin = self._heads, self._begin
        hits: list[Hit[T]] = []
        if heads.isdisjoint(cut.words):  # as most tables are with most texts
            return hits
        for place, word in enumerate(cut.words):
            if word in heads and (node := begin(word)) is not None:
                hits += self._from(node, place, cut)
        return hits

    def _from(
        self,
        node: Node,
        place: int,
        cut: Tokens,
    ) -> list[Hit[T]]:
        """Follow the tree from one word of the text on."""
        words, spans, text = cut.words, cut.spans, cut.text
        found: list[Hit[T]] = []
        start, last, commas = spans[place][0], place, False
        while True:
            # A comma joins the words of a long title; between two or three it parts them.
            if "" in node and not (commas and last - place < _TITLE):
                end = spans[last][1]
                found.append(Hit(start, end, node[""], _glued(text, start, end)))
            last += 1
            following = node.get(words[last]) if last < len(words) else None
            if following is None:
                break
            gap = text[spans[last - 1][1] : spans[last][0]]
            if len(gap) > 1 and _parts(gap, words[last - 1]):
                break
            commas = commas or "," in gap
            if self._grown is not None and isinstance(following, str):
                following = node[words[last]] = self._grown(following)
            node = following
        found.reverse()
        return found


def cut_forms(forms: Iterable[str]) -> Iterable[tuple[str, ...]]:
    """Cut the forms of one wording into words, each form once; one without words is left out."""
    return filter(None, dict.fromkeys(map(_cut, forms)))


def enter(node: Node, words: Sequence[str], values: tuple[object, ...]) -> None:
    """Enter values under some words that follow one another, after those that are there."""
    for word in words:
        node = node.setdefault(word, {})
    # The empty word cannot stand in a text, so its key is free for the values.
    node[""] = (*node[""], *values) if "" in node else values


def _cut(form: str) -> tuple[str, ...]:
    """Give the words of ``tokens`` alone, which is quicker."""
    if _SIMPLE.fullmatch(form):
        return tuple(form.split())
    return tokens(form).words if _odd(form) else tuple(_TOKEN.findall(_plain(form)))


def _parts(gap: str, before: str) -> bool:
    """Say whether what stands between two words keeps them from being one phrase."""
    if _BREAK.search(gap):
        return True
    # After a short word a full stop may be that of an abbreviation (St. Petersburg).
    return "." in gap and len(before) > _ABBREVIATION


def _glued(text: str, start: int, end: int) -> bool:
    before = start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalnum()
    after = end + 1 < len(text) and text[end] in _HYPHENS and text[end + 1].isalnum()
    return before or after


def longest(hits: Iterable[Hit[T]]) -> list[Hit[T]]:
    """Keep the hits that no longer one overlaps, by rising start."""
    taken: list[Hit[T]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit.start)


def inside(hits: Sequence[Hit[T]]) -> Iterator[tuple[Hit[T], bool]]:
    """Pair each hit with whether a longer one overlaps it."""
    if all(hit.end <= after.start for hit, after in pairwise(hits)):  # as in most texts
        yield from ((hit, False) for hit in hits)
        return
    kept = {(hit.start, hit.end) for hit in longest(hits)}
    for hit in hits:
        yield hit, (hit.start, hit.end) not in kept
