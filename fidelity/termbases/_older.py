"""Text encodings from before Unicode, where they can be told for certain.

A glossary read in the wrong encoding is worse than one refused: every rendering in it would be
judged as a word that it is not. So an older encoding is accepted only if the languages of the table
are known, every letter that it gives belongs to them, and no other encoding does as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from fidelity.errors import InputError
from fidelity.model import Place, Tag
from fidelity.protocols import GlossaryFile
from fidelity.tags import from_header

_BY_SCRIPT = {
    "Cyrl": ("cp1251", "koi8-r", "koi8-u", "cp866", "mac_cyrillic", "iso8859-5"),
    "Latn": ("cp1252", "mac_roman", "cp1250", "iso8859-2", "cp1254", "cp1257"),
    "Grek": ("cp1253",),
    "Hebr": ("cp1255",),
    "Arab": ("cp1256",),
    "Thai": ("cp874",),
    "Hans": ("gb18030", "big5"),
    "Hant": ("big5", "gb18030"),
    "Jpan": ("cp932", "euc_jp"),
    "Kore": ("cp949",),
}
_CENTRAL = ("cp1250", "iso8859-2")
_WESTERN = ("cp1252", "mac_roman")
_BY_LANGUAGE = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"), _CENTRAL),
    **dict.fromkeys(("tr", "az"), ("cp1254",)),
    **dict.fromkeys(("lt", "lv", "et"), ("cp1257",)),
    **dict.fromkeys(("vi",), ("cp1258",)),
    **dict.fromkeys(("en", "fr", "es", "de", "it", "pt", "nl", "da", "sv", "no", "fi"), _WESTERN),
}
_BLOCKS = {
    "Cyrl": ("CYRILLIC",),
    "Latn": ("LATIN", "FEMININE", "MASCULINE"),
    "Grek": ("GREEK",),
    "Hebr": ("HEBREW",),
    "Arab": ("ARABIC",),
    "Thai": ("THAI",),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"),
    "Kore": ("HANGUL", "CJK"),
    "Armn": ("ARMENIAN",),
    "Geor": ("GEORGIAN",),
}
"""The first word of the Unicode names of a script's letters."""

_ALPHABETS = {
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
    "uk": "абвгдежзийклмнопрстуфхцчшщьюяєіїґ",
    "be": "абвгдежзйклмнопрстуфхцчшыьэюяёіў",
    "en": "àâçèéêëîïñôöûü",
    "fr": "àâæçèéêëîïôœùûüÿ",
    "es": "áéíñóúü",
    "de": "äöüß",
    "it": "àèéìíîòóùú",
    "pt": "àáâãçéêíóôõúü",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
}
"""Letters beyond a to z, where several encodings give letters of the right script."""

_TYPOGRAPHY = frozenset("«»“”„‘’‚‹›–—…§°·•¿¡©®™€£\u00a0\u00ad、。（）「」『』，；：！？・ー")
_TAG_CELL = re.compile(r"(?:^|[,;\t|\"])([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)(?=$|[,;\t|\"])", re.M)
_ENOUGH = 100_000
"""Bytes from which an encoding is recognised."""
_STRANGE = 0.02
"""The share of characters that may be out of place in a reading that is accepted."""
_EAST_ASIAN = "\u2e80"
_FEWEST = 10
"""East Asian characters from which a reading counts: any two bytes are one in some encoding."""
_CAPITALS = 0.6
"""The share of capitals from which a reading looks wrong. KOI8-R read as Windows-1251 is all
capitals, but so may a glossary be: then how common its letters are must decide."""
_COMMON = frozenset("оеаинтсрвлі")
"""The letters that make up more than half of a text in any Slavic language in Cyrillic."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the bytes, and how well it reads."""

    strange: float
    """Share of the characters beyond ASCII that no text in these languages would have."""
    capitals: bool
    """Whether most letters beyond ASCII are capitals."""
    common: float
    """Share of the letters beyond ASCII that are common ones."""


def older(file: GlossaryFile) -> str:
    """Read a text in the one encoding from before Unicode that does well.

    Raises:
        InputError: none does, or more than one.
    """
    sample = file.data[:_ENOUGH]
    for tags in dict.fromkeys(_languages(file, sample)):
        for encodings in (_encodings(tags), _suggestions(sample)):
            if text := _best(file.data, encodings, tags):
                return text
    raise InputError(
        Place(file.path),
        "the text is not UTF-8, and which encoding it has cannot be told for certain",
        "save it as UTF-8, or name the encoding, for example --encoding cp1251",
    )


def _languages(file: GlossaryFile, sample: bytes) -> Iterator[frozenset[Tag]]:
    """Say which languages the table may be in, the surest answer first."""
    named = frozenset(tag for tag in (file.source, file.target) if tag)
    if file.target:
        yield named
    plain = sample.decode("ascii", "replace")
    header = plain.lstrip().partition("\n")[0].partition("\r")[0]
    if tags := named | _tags(re.split(r"[,;\t|]", header)):
        yield tags
    for encoding in dict.fromkeys(name for names in _BY_SCRIPT.values() for name in names):
        # A header such as "Английский;Русский" proves the encoding that makes it readable.
        line = sample.decode(encoding, "replace").lstrip().partition("\n")[0]
        if len(tags := _tags(re.split(r"[,;\t|]", line))) > 1:
            yield tags
    if tags := named | _tags(_TAG_CELL.findall(plain)):
        yield tags


def _tags(cells: Iterable[str]) -> frozenset[Tag]:
    return frozenset(tag for cell in set(cells) if (tag := from_header(cell.strip('" '))))


def _encodings(tags: Iterable[Tag]) -> tuple[str, ...]:
    languages = {tag.split("-")[0] for tag in tags}
    # English alone needs no letter beyond ASCII, so it says nothing beside another language.
    languages = languages - {"en"} or languages
    found: dict[str, None] = {}
    for tag in sorted(tags):
        language = tag.split("-")[0]
        if language in languages:
            known = _BY_LANGUAGE.get(language) or _BY_SCRIPT.get(_script(tag), ())
            found.update(dict.fromkeys(known))
    return tuple(found)


def _suggestions(sample: bytes) -> tuple[str, ...]:
    """Ask a recogniser about languages that our table lacks; what it says is verified like ours."""
    from charset_normalizer import from_bytes

    return tuple(match.encoding for match in from_bytes(sample))[:8]


def _best(data: bytes, encodings: Iterable[str], tags: frozenset[Tag]) -> str | None:
    good: dict[str, _Reading] = {}
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        reading = _read(text, tags)
        if reading and reading.strange <= _STRANGE:
            good.setdefault(text, reading)
    ranked = sorted(good, key=lambda text: (good[text].capitals, good[text].strange))
    if not ranked or any(not _better(good[ranked[0]], good[other]) for other in ranked[1:]):
        return None
    return None if good[ranked[0]].capitals else ranked[0]


def _better(best: _Reading, other: _Reading) -> bool:
    """Say whether the other reading can be left aside."""
    if other.capitals and not best.capitals:
        return best.common > other.common
    return other.strange - best.strange >= _STRANGE / 4


def _read(text: str, tags: frozenset[Tag]) -> _Reading | None:
    """Weigh a reading; null where it cannot be text in these languages at all."""
    text = text[:_ENOUGH]
    beyond = Counter(char for char in text if char > "\x7f")
    if any(unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"} for char in beyond):
        return None
    fitting = {char for char in beyond if _fits(char, tags)}
    letters = sum(count for char, count in beyond.items() if char in fitting)
    if letters < (_FEWEST if any(char >= _EAST_ASIAN for char in fitting) else 1):
        return None
    strange = sum(
        count for char, count in beyond.items() if char not in fitting and char not in _TYPOGRAPHY
    )
    strange += sum(
        one.islower() and two.isupper() and max(one, two) > "\x7f" for one, two in pairwise(text)
    )
    capitals = sum(count for char, count in beyond.items() if char in fitting and char.isupper())
    common = sum(count for char, count in beyond.items() if char.lower() in _COMMON)
    return _Reading(strange / beyond.total(), capitals > _CAPITALS * letters, common / letters)


def _fits(char: str, tags: Iterable[Tag]) -> bool:
    block = unicodedata.name(char, "").split(" ")[0].split("-")[0]
    for tag in tags:
        alphabet = _ALPHABETS.get(tag.split("-")[0])
        if alphabet is not None:
            if char.lower() in alphabet:
                return True
        elif block in _BLOCKS.get(_script(tag), ()):
            return True
    return False


def _script(tag: Tag) -> str:
    from langcodes import Language

    return Language.get(tag).maximize().script or ""
