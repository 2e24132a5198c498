"""Finds figures in a text and reads them: numbers, dates, hours, codes, Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod
from typing import Literal

from fidelity.rules._quantity_data import Notation

Shape = Literal[
    "figure", "word", "ordinal", "round", "part", "scale", "month", "weekday", "hour", "decade",
    "code", "roman",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is one number, or one word of a number."""

    start: int
    end: int
    values: tuple[Fraction, ...]
    """What it may be, likeliest first. Of an hour: minutes after midnight."""
    shape: Shape
    figure: bool = False
    """Whether it is written in figures."""
    sure: bool = True
    """Whether it is surely a number by itself."""
    label: str = ""
    """Of a code: its letters."""


_SPACE = "\u0020\u00a0\u2009\u202f"
_NUMBER = (
    rf"(?<![\d.,])\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?![\d]|[.,]\d{{3}})(?:[.,]\d+)?"
    r"|\d+(?:[.,'’]\d+)*"
)
_PIECES = re.compile(
    r"(?P<opaque>(?:https?://|www\.|doi:)\S+|\S+@\S+\.\w+)"
    r"|(?P<symbol>\b[A-ZА-ЯІ][\w.-]*(?:/[\w.-]+)*/[\w.-]*\d[\w.-]*(?:/[\w.-]+)*)"
    r"|(?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<date>(?<![\d.,/])\d{1,2}(?P<mark>[./])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?![\d/]|[.,]\d))"
    r"|(?P<hour>(?<![\d:.,])(?:[01]?\d|2[0-4])(?::|\s?(?:[hч]|год)\.?\s?)[0-5]\d(?![\d:])"
    r"(?:\s?(?:мин|м|хв|min|mn)(?!\w)\.?)?)"
    r"|(?P<ratio>(?<![\d/.,])[1-9]/[2-9](?![\d/]))"
    r"|(?P<part>[½⅓⅔¼¾⅕⅛])"
    r"|(?P<roman>(?<![\w.-])(?:[IVXLCІХС]{2,8}|[VX]|[IІ](?=\s+(?:век|стол|тыс|полуг|кварт)))"
    r"(?:(?=(?:e|er|ème)\b)|(?!\w|-\d|(?<=[\s(].)\.)))"
    r"|(?P<han>[〇零一二三四五六七八九十百千万亿兆两几]+)"
    rf"|(?P<number>{_NUMBER})"
)
_ANY = re.compile(r"[\d½⅓⅔¼¾⅕⅛〇零一二三四五六七八九十百千万亿兆两几]|(?<!\w)[IVXLCІХС]")
_PARTS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8"}
_LETTERS = re.compile(r"[^\W\d_]+$")
_SIGNS = frozenset("$€£¥₽₴₪₩₹")
_YEARS = range(1000, 2200)


def figures(text: str, how: Notation) -> Iterator[Piece]:
    """Yield what is written in figures, by place.

    Args:
        text: any text.
        how: the notation of its language.
    """
    if not _ANY.search(text):
        return
    for match in _PIECES.finditer(text):
        kind = match.lastgroup if match.lastgroup != "mark" else "date"
        start, end, found = match.start(), match.end(), match.group()
        if kind == "symbol":
            yield from _codes(start, found, re.sub(r"[\d\W_]", "", found))
        elif kind in ("iso", "date"):
            yield from _date(found, start)
        elif kind == "han":
            yield from _han(text, start, found)
        elif kind == "number":
            yield from _number(text, start, end, how)
        elif kind != "opaque":
            yield from _single(str(kind), start, found)


def _single(kind: str, start: int, found: str) -> Iterator[Piece]:
    """Read an hour, a part such as ½, or a Roman numeral."""
    end = start + len(found)
    if kind == "hour":
        hours, minutes = map(int, re.findall(r"\d+", found))
        yield Piece(start, end, (Fraction(hours * 60 + minutes),), "hour", True)
    elif kind == "ratio":
        above, below = map(Fraction, found.split("/"))
        yield Piece(start, end, (above / below, above, below), "part", True)
    elif kind == "part":
        yield Piece(start, end, (Fraction(_PARTS[found]),), "part", True)
    elif (value := roman(found)) is not None:
        yield Piece(start, end, (value,), "roman", sure=False)


def _codes(start: int, found: str, label: str) -> Iterator[Piece]:
    """Yield each number inside a code."""
    for digits in re.finditer(r"\d+", found):
        place = start + digits.start(), start + digits.end()
        yield Piece(*place, (Fraction(digits.group()),), "code", True, label=label)


def _han(text: str, start: int, found: str) -> Iterator[Piece]:
    """Read a Chinese numeral, or the scale after figures (3万)."""
    end = start + len(found)
    if set(found) <= _HAN_SCALES.keys():
        yield Piece(start, end, (Fraction(prod(_HAN_SCALES[each] for each in found)),), "scale")
        return
    value = None if text.startswith("分之", end) else chinese(found)
    if value is not None and text.startswith("月", end) and value <= 12:
        yield Piece(start, end + 1, (value,), "month")
    elif value is not None:
        yield Piece(start, end, (value,), "word", sure=len(found) > 1)


def _date(found: str, start: int) -> Iterator[Piece]:
    """Yield day, month and year of a date in figures, in whatever order."""
    parts = list(re.finditer(r"\d+", found))
    for digits in parts:
        value = Fraction(digits.group())
        place = start + digits.start(), start + digits.end()
        if digits is not parts[0] and len(parts[0].group()) < 4 and digits is parts[-1]:
            century = (2000, 1900) if len(digits.group()) == 2 else (0,)
            yield Piece(*place, tuple(value + each for each in century), "figure", True)
        else:
            yield Piece(*place, (value,), "figure", True, label="date")


def _number(text: str, start: int, end: int, how: Notation) -> Iterator[Piece]:
    """Read one number with what is joined to it."""
    written = text[start:end]
    label = _before(text, start)
    after = re.compile(r"(?:[-‐‑'’]?)([^\W\d_]+)").match(text, end)
    joined = after is not None and after.start(1) == end
    if after and after.group(1).lower() in how.decade:
        value = (*_readings(written, how.decimal), Fraction(0))[0]
        if value % 10 == 0 and (0 < value < 100 or value in _YEARS):
            yield Piece(start, end, (value, value % 100), "decade", True)
            return
    if after and after.group(1).lower() in how.ordinal:
        yield Piece(start, end, _readings(written, how.decimal), "ordinal", True)
        return
    if label or (joined and after and not _may_follow(after.group(1))):
        yield from _codes(start, written, label)
        return
    if joined and after and after.group(1) in how.scales:
        yield _scaled(
            text, Piece(start, after.end(), _readings(written, how.decimal), "figure", True), how
        )
        return
    if text.startswith("月", end) and written.isdigit():
        yield Piece(start, end + 1, (Fraction(written),), "month", True)
        return
    yield from _plain(text, start, written, how)


def _scaled(text: str, piece: Piece, how: Notation) -> Piece:
    """Multiply figures by the letters that follow them; a lone m may also be metres (5m)."""
    letters = re.sub(r"[\W\d_]", "", text[piece.start : piece.end])
    values = tuple(value * how.scales[letters] for value in piece.values)
    money = text[: piece.start].rstrip()[-1:] in _SIGNS
    return replace(piece, values=values if money or len(letters) > 1 else (*piece.values, *values))


def _plain(text: str, start: int, written: str, how: Notation) -> Iterator[Piece]:
    """Read one number that stands alone."""
    values = _readings(written, how.decimal)
    if values:
        year = re.search(r"(?<!\d)(\d{4})\s?[-‐‑–—/]\s?$", text[:start][-8:])
        value = values[0]
        if year and len(written) == 2 and int(year.group(1)) in _YEARS:
            values = (int(year.group(1)) // 100 * 100 + value, value)
        clear = not re.fullmatch(r"\d+,\d{1,2}", written) or how.decimal == ","
        yield Piece(start, start + len(written), values, "figure", True, sure=clear)
        return
    marks = set(re.findall(r"\D", written))
    for digits in re.finditer(r"\d+", written):
        place = start + digits.start(), start + digits.end()
        shape: Shape = "code" if marks == {"."} else "figure"
        yield Piece(*place, (Fraction(digits.group()),), shape, True, sure=False)


def _before(text: str, start: int) -> str:
    """Give the letters that make a figure part of a code (S-300, CO2); none where it is not."""
    stretch = text[max(0, start - 20) : start]
    if stretch[-1:].isalpha():
        found = _LETTERS.search(stretch)
        letters = found.group() if found else ""
        # Ideographs are words of their own, and so is a currency before its sum.
        return "" if not letters or ord(letters[-1]) >= 0x2E80 or len(letters) > 3 else letters
    found = re.search(r"([^\W\d_]+)[-‐‑–]$|([A-Z]{2,})\.$", stretch)
    letters = found.group(found.lastindex or 0) if found else ""
    return letters if letters[1:] != letters[1:].lower() or len(letters) == 1 else ""


def _may_follow(letters: str) -> bool:
    """Say whether letters right after a figure may be a unit, a scale or a word, not a code."""
    return ord(letters[0]) >= 0x2E80 or letters.lower() in _ABBREVIATED or len(letters) > 3


_ABBREVIATED = frozenset(
    ("m", "bn", "k", "tn", "km", "kg", "g", "mg", "ml", "cm", "mm", "h", "am", "pm", "mw", "gw",
     "kw", "kwh", "mwh", "mln", "mn", "ft", "lb", "mph", "usd", "eur", "м", "км", "кг", "г", "мм",
     "см", "млн", "млрд", "тыс", "т", "ч", "мин", "л", "га", "b", "t", "y", "yr", "min", "sec", "s",
     "md", "mrd", "mio", "тис", "грн", "руб", "mi", "oz", "ha", "kt",
     "мг", "мл", "в", "c", "f", "a",
     "p", "er")
)  # fmt: skip


def _readings(written: str, decimal: str) -> tuple[Fraction, ...]:
    """List what a number in figures may be, likeliest first; nothing for a dotted code.

    Args:
        written: digits with commas, full stops, apostrophes and spaces between.
        decimal: the decimal mark of the language.
    """
    bare = re.sub(rf"[{_SPACE}'’]", "", written)
    marks = re.findall(r"[.,]", bare)
    if not marks:
        return (Fraction(bare),)
    groups = re.split(r"[.,]", bare)
    thousands = 0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if len(set(marks)) == 2:
        if marks.count(marks[-1]) > 1 or not all(len(group) == 3 for group in groups[1:-1]):
            return ()
        return (Fraction("".join(groups[:-1]) + "." + groups[-1]),)
    whole = Fraction("".join(groups))
    if len(marks) > 1:
        return (whole,) if thousands else ()
    tenths = Fraction(bare.replace(",", "."))
    if not thousands or groups[0] == "0" or bare != written:
        return (tenths,)
    return (tenths, whole) if marks[0] == decimal else (whole, tenths)


_CYRILLIC = str.maketrans("ІХС", "IXC")
_ROMAN_TENS = re.compile("(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(numeral: str) -> Fraction | None:
    """Read a Roman numeral, also one typed in Cyrillic letters; null where it is none."""
    plain = numeral.translate(_CYRILLIC)
    if not _ROMAN_TENS.fullmatch(plain):
        return None
    digits = [_ROMAN[each] for each in plain]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return Fraction(sum(-one if one < other else one for one, other in pairs))


_HAN_DIGITS = {**{d: n for n, d in enumerate("〇一二三四五六七八九")}, "零": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}


def chinese(numeral: str) -> Fraction | None:
    """Read a Chinese numeral; null where the characters make none (几, a bare 万).

    A row of digits is read digit by digit (二〇二〇: 2020).
    """
    if all(each in _HAN_DIGITS for each in numeral):
        return Fraction(int("".join(str(_HAN_DIGITS[each]) for each in numeral)))
    total = section = digit = 0
    seen = False
    for each in numeral:
        if each in _HAN_DIGITS:
            digit, seen = _HAN_DIGITS[each], True
        elif each in _HAN_UNITS:
            section += (digit or 1) * _HAN_UNITS[each]
            digit, seen = 0, True
        elif each in _HAN_SCALES and seen:
            total = (
                (total + section + digit) * _HAN_SCALES[each]
                if total < 10**4
                else total + (section + digit) * _HAN_SCALES[each]
            )
            section = digit = 0
        else:
            return None
    return Fraction(total + section + digit)
