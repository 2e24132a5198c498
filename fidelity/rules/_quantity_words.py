"""Joins figures and number words that stand side by side into numbers (две тысячи двадцатый)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from fidelity.lexicon.function_words import FunctionWord
from fidelity.matching.form_table import Hit, Tokens, longest
from fidelity.model import Tag
from fidelity.rules._quantity_data import SHORT_MONTH, Notation, numerals
from fidelity.rules._quantity_figures import Piece, Shape

_SHAPES: dict[str, Shape] = {
    "number": "word", "ordinal": "ordinal", "collective": "round", "scale": "scale",
    "month": "month", "weekday": "weekday", SHORT_MONTH: "month",
}  # fmt: skip
_BESIDE = re.compile(r"\d[\s.-]{1,2}$")
_FOLLOWED = re.compile(r"\.?,?\s\d")
_HUNDRED = 100
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or currency in a text."""

    start: int
    end: int
    word: FunctionWord


def spelled(cut: Tokens, tag: Tag) -> tuple[list[Piece], list[Unit]]:
    """Find the number words of a text, and its units and currencies, by place."""
    pieces: list[Piece] = []
    units: list[Unit] = []
    hits = numerals(tag).table.search(cut)
    kept = [hit for hit in hits if not _other_word(hit, cut.text)]
    for hit in longest(kept):
        for value in hit.values:
            if isinstance(value, Fraction):
                part = Piece(hit.start, hit.end, (1 / value, value), "part")
                pieces.append(part)
            elif value.kind in ("unit", "currency"):
                units.append(Unit(hit.start, hit.end, value))
            else:
                pieces.append(_piece(hit, value))
    return _one_each(pieces), units


def _piece(hit: Hit[FunctionWord | Fraction], word: FunctionWord) -> Piece:
    values = tuple(Fraction(found.value) for found in word.classes if found.value is not None)
    return Piece(hit.start, hit.end, values, _SHAPES[word.kind])


def _one_each(pieces: Sequence[Piece]) -> list[Piece]:
    """Keep one piece a place: an ordinal that is also the name of a part is an ordinal."""
    found: dict[int, Piece] = {}
    for piece in pieces:
        there = found.get(piece.start)
        if there is None or (piece.shape == "round" and there.shape == "word"):
            found[piece.start] = piece
        elif there.values[0] != piece.values[0]:
            first, other = (there, piece) if there.shape == "ordinal" else (piece, there)
            found[piece.start] = replace(first, values=(*first.values, *other.values))
    return [found[place] for place in sorted(found)]


def _other_word(hit: Hit[FunctionWord | Fraction], text: str) -> bool:
    """Say whether a hit is another word with the same letters (march, may, so)."""
    found = text[hit.start : hit.end]
    word = hit.values[0]
    if isinstance(word, Fraction):
        return False
    if word.kind in ("month", "weekday"):
        return word.text[0].isupper() and not found[0].isupper()
    if word.kind == SHORT_MONTH:
        beside = _BESIDE.search(text[max(0, hit.start - 6) : hit.start])
        return not (beside or _FOLLOWED.match(text, hit.end)) or (
            word.text[0].isupper() and not found[0].isupper()
        )
    if word.kind == "currency" and word.text.isupper():
        return not found.isupper()
    return False


def joined(pieces: Sequence[Piece], text: str, how: Notation) -> Iterator[Piece]:
    """Join the pieces of each number, by place.

    Args:
        pieces: figures and number words, by place, none overlapping.
        text: where they stand.
        how: the notation of its language.
    """
    at = 0
    while at < len(pieces):
        sum_ = _Sum(pieces[at])
        upto = at + 1
        if pieces[at].shape in ("figure", "word", "round", "part", "scale", "ordinal"):
            while upto < len(pieces):
                gap = text[pieces[upto - 1].end : pieces[upto].start]
                half = how.half.match(text, pieces[upto - 1].end)
                if half and pieces[upto].start < half.end():
                    skipped = upto + 1
                    if skipped == len(pieces) or pieces[skipped].shape != "scale":
                        break
                    gap, upto = text[half.end() : pieces[skipped].start], skipped
                    sum_.half()
                if len(gap) > 12 or not sum_.take(
                    pieces[upto], gap, how, pieces[upto + 1 : upto + 2]
                ):
                    break
                upto += 1
        done = sum_.piece()
        half = how.half.match(text, done.end)
        if half and not sum_.halved and done.shape in ("figure", "word"):
            more = tuple(value + Fraction(1, 2) for value in done.values)
            done = replace(done, values=more, end=half.end())
        yield done
        at = upto
        while at < len(pieces) and pieces[at].start < done.end:
            at += 1


class _Sum:
    """A number that is being read from left to right.

    Args:
        first: its first piece.
    """

    def __init__(self, first: Piece) -> None:
        self._pieces = [first]
        self._total = Fraction(0)
        self._scale: Fraction | None = None
        self._current = first.values[0]
        self._shape: Shape = first.shape
        self._alternatives: tuple[Fraction, ...] = first.values[1:]
        self.halved = False
        if first.shape == "scale":
            self._total, self._current, self._scale = first.values[0], Fraction(0), first.values[0]
            self._shape = "round"

    def half(self) -> None:
        """Add a half to what was read (two and a half million)."""
        if not self.halved:
            self._current += Fraction(1, 2)
            self.halved = True

    def take(self, piece: Piece, gap: str, how: Notation, following: Sequence[Piece]) -> bool:
        """Add the next piece if it belongs to the number, and say whether it did.

        Args:
            piece: what comes next.
            gap: what stands before it.
            how: the notation of the language.
            following: what comes after it, if anything.
        """
        if self._shape in ("ordinal", "hour") or (self._shape == "part" and piece.shape != "scale"):
            return False
        if piece.shape in ("scale", "round"):
            taken = bool(how.counted.fullmatch(gap)) and self._multiply(piece)
        elif piece.shape == "part":
            taken = not gap.strip(" -") and self._part(piece)
        elif piece.shape == "figure":
            bigger = following[:1] and following[0].shape == "scale"
            taken = bool(bigger and self._scale and not gap.strip() and not self._current)
            if taken and following[0].values[0] < (self._scale or 0) and piece.sure:
                self._current = piece.values[0]
            else:
                taken = False
        elif any(each.figure for each in self._pieces) or not how.joins.fullmatch(gap):
            taken = False
        else:
            taken = self._word(piece, gap)
        if taken:
            self._pieces.append(piece)
        return taken

    def _multiply(self, piece: Piece) -> bool:
        """Take a scale or a round number: two million, three dozen, hundreds of thousands."""
        factor = piece.values[0]
        if self._shape == "round":
            if piece.shape == "round" or self._scale == factor:
                return False
            self._total, self._current, self._scale = (
                (self._total or self._current) * factor, Fraction(0), factor,
            )  # fmt: skip
            return True
        if piece.shape == "round" and (self._total or self._current > 99):
            return False
        if not self._current and self._total:
            if self._scale is None or factor <= self._scale or factor == _THOUSAND:
                return False
            self._total *= factor
        elif self._scale is not None and factor >= self._scale:
            return False
        else:
            self._total += (self._current or 1) * factor
        self._alternatives = tuple(value * factor for value in (*self._alternatives,)) + tuple(
            self._total / factor * other for other in piece.values[1:]
        )
        if self._shape == "part":
            self._shape = "word"
        if piece.shape == "round":
            self._shape = "round"
        self._current, self._scale = Fraction(0), factor
        return True

    def _part(self, piece: Piece) -> bool:
        """Take the noun of a part: two thirds."""
        if self._total or not 0 < self._current < 20 or self._current.denominator != 1:
            return False
        below = piece.values[1] if len(piece.values) > 1 else 1 / piece.values[0]
        if piece.figure:  # 2½, 2 1/2
            self._current += piece.values[0]
            return True
        self._alternatives = (below, self._current)
        self._current /= below
        self._shape = "part"
        return True

    def _word(self, piece: Piece, gap: str) -> bool:
        """Take a number word or an ordinal: twenty-one, one hundred and first, two fifths."""
        value = piece.values[0]
        if piece.shape not in ("word", "ordinal") or self._shape == "round":
            return False
        if value == _HUNDRED and 1 < self._current < _HUNDRED and self._current % 10:
            self._current *= _HUNDRED  # twelve hundred
            return True
        if self._fits(value) and not (gap.strip(" -") and not self._total and self._current < 60
                                      and self._current % 10 == 0 and value > 9):  # fmt: skip
            self._current += value
            self._shape = piece.shape
            return True
        below = piece.shape == "ordinal" and value > 2 and not self._total
        if below and 0 < self._current < value and not gap.strip(" -"):
            self._alternatives = (value, self._current)
            self._current /= value
            self._shape = "part"
            return True
        return False

    def _fits(self, value: Fraction) -> bool:
        """Say whether a number word can follow within the same group of thousands."""
        current = self._current
        if value.denominator != 1 or current.denominator != 1 or not 0 < value < _THOUSAND:
            return False
        if not current:
            return bool(self._total)
        if value < 10:
            return current % 10 == 0 and (current % 100 >= 20 or current % 100 == 0)
        if value < 20 and current % 100 in (60, 80):  # soixante et onze
            return True
        return value < 100 and current % 100 == 0

    def piece(self) -> Piece:
        """Make the whole of what was read."""
        first, last = self._pieces[0], self._pieces[-1]
        if len(self._pieces) == 1 and not self.halved:
            shape: Shape = "round" if first.shape == "scale" else first.shape
            return replace(first, shape=shape)
        figure = any(piece.figure for piece in self._pieces)
        shape = "figure" if figure and self._shape in ("word", "scale", "round") else self._shape
        values = dict.fromkeys((self._total + self._current, *self._alternatives))
        return Piece(first.start, last.end, tuple(values), shape, figure, first.sure)
