"""Reads the quantities of a text: numbers with their units, money, dates and hours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from fidelity.lexicon.function_words import FunctionWord
from fidelity.matching.sides import Side
from fidelity.rules._quantity_data import Notation, notation, numerals
from fidelity.rules._quantity_figures import Piece, Shape, figures
from fidelity.rules._quantity_words import Unit, joined, spelled

_CODE = re.compile(r"((?:US|AU?|CA?)\$|[$€£¥₽₴₪₩₹])\s?$")
_AFTER = re.compile(r"\s?(%|‰|°\s?[CСFF]|[$€£¥₽₴₪₩₹²³])")
_NEAR = re.compile(r"[\s\u00a0]*[-‐‑]?[\s\u00a0]*\.?\s*")
_LISTED = re.compile(r"[\s“«\"(•]*\d[\d.]*[.):](?!\d)\s*|[\s“«\"(•]*\d+(?:\.\d+)+\s")
"""The number of a paragraph or list item."""
_LEADING = re.compile(r"[\s“«\"(•]*\d{1,3}\s+(?=[A-ZА-ЯІЇЄҐ])")
"""A number before a capital letter, which is rather a footnote's than one of the sentence."""
_CLOSE = 5
"""Characters within which a year follows its month."""
_LAST_DAY = 31
_NOON = 12 * 60
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text, with what it counts."""

    start: int
    end: int
    """The stretch with the unit."""
    text: str
    values: tuple[Fraction, ...]
    """What it may be, likeliest first."""
    shape: Shape
    figure: bool
    sure: bool
    """Whether it is surely a number by itself that a translation must keep."""
    unit: FunctionWord | None = None
    own_unit: bool = True
    """Whether the unit stands beside the number itself, not at the other end of a range."""
    minutes: tuple[int, ...] = ()
    """Of a time of day: minutes after midnight that it may be."""
    idle: bool = False
    """Whether it may be left out, as the number of a footnote, or a year after its month."""
    label: str = ""
    place: float = 0.0
    """Where it stands, as a share of the text."""

    @property
    def value(self) -> Fraction:
        """The likeliest value."""
        return self.values[0]


def quantities(side: Side) -> tuple[tuple[Quantity, ...], tuple[FunctionWord, ...]]:
    """List the quantities of one side of a segment, by place, and the units that it names."""
    text, how = side.text, notation(side.language)
    words, units = spelled(side.tokens, side.language)
    written = list(figures(text, how))
    pieces = _merged(written, words)
    found: list[Quantity] = []
    listed = _LISTED.match(text)
    leading = None if side.language.startswith("de") else _LEADING.match(text)
    for piece in joined(pieces, text, how):
        quantity = _quantity(piece, side, units, how)
        if quantity.shape == "word" and how.several.search(text[: quantity.start]):
            quantity = replace(quantity, shape="round")
        if listed and piece.end <= listed.end() < len(text.rstrip()):
            quantity = replace(quantity, sure=False)
        note = leading and piece.end <= leading.end() and quantity.unit is None
        dated = found and found[-1].shape == "month" and quantity.start - found[-1].end < _CLOSE
        if note or (dated and quantity.value > _LAST_DAY):
            quantity = replace(quantity, idle=True)
        found.append(quantity)
    return _spread(found, text, how), tuple(unit.word for unit in units)


def _merged(written: Sequence[Piece], words: Sequence[Piece]) -> list[Piece]:
    """Put figures and words in one row; where they overlap, figures win."""
    taken = [(piece.start, piece.end) for piece in written]
    free = [
        word
        for word in words
        if not any(start < word.end and word.start < end for start, end in taken)
    ]
    return sorted([*written, *free], key=lambda piece: piece.start)


def _quantity(piece: Piece, side: Side, units: Sequence[Unit], how: Notation) -> Quantity:
    """Add to a number its unit and, of an hour, the part of the day."""
    text = side.text
    unit, start, end = _unit(piece, side, units, how)
    minutes = _minutes(piece, text, max(end, piece.end), unit, how)
    return Quantity(
        start,
        end,
        text[start:end],
        piece.values,
        piece.shape,
        piece.figure,
        piece.sure,
        unit,
        minutes=minutes,
        label=piece.label,
        place=piece.start / max(1, len(text)),
    )


_Found = tuple[FunctionWord | None, int, int]
"""A unit, and the stretch of the number with it."""


def _unit(piece: Piece, side: Side, units: Sequence[Unit], how: Notation) -> _Found:
    """Find the unit or currency that stands before or after a number."""
    if piece.shape in ("month", "weekday", "code", "hour", "decade", "roman"):
        return None, piece.start, piece.end
    return (
        _symbol(piece, side)
        or _named(piece, side.text, units, how)
        or _attached(piece, side)
        or (None, piece.start, piece.end)
    )


def _symbol(piece: Piece, side: Side) -> _Found | None:
    """Find a sign such as $ before a number, or % behind it."""
    symbols = numerals(side.language).symbols
    before = _CODE.search(side.text, max(0, piece.start - 5), piece.start)
    if before and before.group(1) in symbols:
        return symbols[before.group(1)], before.start(), piece.end
    after = _AFTER.match(side.text, piece.end)
    if after and (sign := after.group(1).replace(" ", "").replace("С", "C")) in symbols:
        return symbols[sign], piece.start, after.end()
    return None


def _named(piece: Piece, text: str, units: Sequence[Unit], how: Notation) -> _Found | None:
    """Find a word for a unit behind a number, or the code of a currency before it."""
    for found in units:
        gap = text[piece.end : found.start]
        if found.start >= piece.end and _follows(gap, how) and _fits(found, piece, text, how):
            return found.word, piece.start, found.end
        code = found.word.kind == "currency" and found.word.text.isupper()
        if code and found.end <= piece.start and not text[found.end : piece.start].strip():
            return found.word, found.start, piece.end
    return None


def _attached(piece: Piece, side: Side) -> _Found | None:
    """Find a unit that is written together with figures (5km)."""
    letters = re.compile(r"[^\W\d_]+").match(side.text, piece.end)
    if letters and piece.figure:
        for hit in numerals(side.language).table.search(letters.group()):
            word = hit.values[0]
            if isinstance(word, FunctionWord) and word.kind in ("unit", "currency"):
                return word, piece.start, letters.end()
    return None


def _follows(gap: str, how: Notation) -> bool:
    """Say whether a unit stands close enough behind its number."""
    return len(gap) < 6 and bool(_NEAR.fullmatch(gap) or how.counted.fullmatch(gap))


def _fits(unit: Unit, piece: Piece, text: str, how: Notation) -> bool:
    """Say whether a word behind a number is its unit and not another word of the same letters."""
    found = text[unit.start : unit.end]
    if found.lower() in how.no_unit:
        return False
    if unit.word.kind == "unit" and len(found) < 3 and found.isalpha():
        return piece.figure and len(str(piece.values[0])) != 4
    return piece.shape not in ("ordinal", "part") or unit.word.kind == "currency"


def _minutes(
    piece: Piece, text: str, end: int, unit: FunctionWord | None, how: Notation
) -> tuple[int, ...]:
    """List the minutes after midnight that a number may mean as a time of day."""
    value = piece.values[0]
    if piece.shape == "hour":
        base = int(value)
    elif piece.shape in ("figure", "word") and value.denominator == 1 and value <= 24:
        base = int(value) * 60
    elif written := re.fullmatch(r"([01]?\d|2[0-4])\.([0-5]\d)", text[piece.start : piece.end]):
        base = int(written.group(1)) * 60 + int(written.group(2))
    else:
        return ()
    morning = how.morning.match(text, piece.end) or how.morning.match(text, end)
    evening = how.evening.match(text, piece.end) or how.evening.match(text, end)
    early, late = base % _NOON, base % _NOON + _NOON
    if morning and evening:
        return early, late
    if morning:
        return (early,)
    if evening:
        return (late,)
    if piece.shape != "hour" and (unit is None or unit.ids != ("hour",)):
        return ()
    definite = base >= _NOON + 60 or (how.full_clock and piece.shape == "hour")
    return (base % _DAY,) if definite else (base % _DAY, (base + _NOON) % _DAY)


def _spread(found: Sequence[Quantity], text: str, how: Notation) -> tuple[Quantity, ...]:
    """Give the first ends of ranges the unit and the scale of their last one (5-10 million)."""
    done = list(found)
    for at in range(len(done) - 2, -1, -1):
        one, other = done[at], done[at + 1]
        gap = text[one.end : other.start]
        if one.shape not in ("figure", "word") or len(gap) > 10 or not how.range.fullmatch(gap):
            continue
        if one.unit is None and other.unit is not None:
            one = replace(one, unit=other.unit, own_unit=False)
        elif one.unit is not None and other.unit is None and one.unit.kind == "currency":
            done[at + 1] = replace(other, unit=one.unit, own_unit=False)
        scale = _scale(other)
        if one.value < 1000 <= other.value and scale > 1 and one.value < other.value / scale * 1000:
            one = replace(one, values=(*one.values, one.value * scale))
        done[at] = one
    return tuple(done)


def _scale(quantity: Quantity) -> int:
    """Give the power of ten that a word after figures multiplies them by; 1 where there is none."""
    digits = re.search(r"\d+(?:[.,]\d+)?", quantity.text)
    bare = Fraction(digits.group().replace(",", ".")) if digits else Fraction(0)
    if not bare or not re.search(r"\d\W*[^\W\d_]", quantity.text):
        return 1
    ratio = quantity.value / bare
    return int(ratio) if ratio in (10**3, 10**4, 10**6, 10**8, 10**9, 10**12) else 1
