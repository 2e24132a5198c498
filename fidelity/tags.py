"""Language tags: one spelling inside the program, many accepted from outside.

Tags follow BCP 47 (RFC 5646). How near two tags are is the distance of the Unicode locale data
(CLDR, "language matching"), as ``langcodes`` computes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from fidelity.errors import UsageError
from fidelity.model import Tag

FARTHEST = 9
"""The greatest distance at which two tags still name the same language for us: regions differ by up
to 5, scripts of one language by 5 to 54, and Russian read by a Belarusian by 24."""

_SHAPE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})
_NAMES = Path(__file__).with_name("data") / "language-names.yaml"
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BESIDE_A_NAME = re.compile(
    r"\b(?:terms?|language|text|source|target|термины?|язык|текст|termes?|langue|texte"
    r"|términos?|idioma|texto|benennung|begriff|sprache)\b"
)
"""Words that may stand beside a language's name in a column header: "English term"."""


@lru_cache(maxsize=4096)
def canonical(tag: str) -> Tag:
    """Give a language tag its canonical spelling: ``ru_RU`` becomes ``ru-RU``, ``EN`` ``en``.

    Args:
        tag: a BCP 47 tag; case does not matter, and underscores stand for hyphens.

    Raises:
        ValueError: it is no tag, or its language is not registered. The message is for users.
    """
    import langcodes

    asked = tag.strip()
    if not _SHAPE.fullmatch(asked):
        near = names().get(_folded(asked))
        hint = f"did you mean {near}?" if near else "write a code such as en, ru or zh-Hans"
        raise ValueError(f"“{tag}” is not a language tag; {hint}")
    try:
        spelled = langcodes.standardize_tag(asked)
        valid = langcodes.tag_is_valid(spelled)
    except ValueError as fault:
        raise ValueError(f"“{tag}” is not a language tag; write en, ru or zh-Hans") from fault
    language, *rest = spelled.split("-")
    # A registered extended language ("zh-yue") is a language of its own by now ("yue"); any other
    # three letters in that place ("en-zzz") would pass as valid.
    if not valid or language in _NO_LANGUAGE or (rest and re.fullmatch("[a-z]{3}", rest[0])):
        raise ValueError(f"“{tag}” names no language that is registered; write en, ru or zh-Hans")
    return spelled


def flagged(tag: str | None, flag: str) -> Tag | None:
    """Give a tag that the user named its canonical spelling.

    Args:
        tag: as it was written; null: none was named.
        flag: what it was written after, for the message.

    Raises:
        UsageError: it names no language.
    """
    try:
        return canonical(tag) if tag is not None else None
    except ValueError as fault:
        raise UsageError(f"{flag}: {fault}") from fault


def from_header(text: str) -> Tag | None:
    """Read the header of a column as a language: ``ru_RU``, ``Русский``, ``English (en-GB)``.

    A bare code of three letters counts only where it has a two-letter equivalent (``eng``), because
    most three-letter words are the code of some language (``pos``, ``ref``, ``def``).

    Returns:
        The canonical tag; null where the header names no language.
    """
    whole = _folded(text)
    if known := names().get(whole):
        return known
    found = _BRACKETS.search(whole)
    beside = _bare(_folded(_BRACKETS.sub(" ", whole)))
    outside = _named(beside)
    inside = _named(_bare(_folded(found[1]))) if found else None
    # What stands outside the brackets decides: "English (UK)" is not Ukrainian, and a column
    # "Definition (en)" holds no terms. The brackets may only say it more exactly.
    exact = inside and outside and _language(inside) == _language(outside)
    return outside if beside and not exact else inside


@cache
def names() -> Mapping[str, Tag]:
    """List the names of languages that a column header may bear: name in lower case to tag."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table = yaml.load(_NAMES.read_bytes(), Loader=loader)  # noqa: S506 -- both are safe loaders
    return {_folded(name): tag for tag, known in table.items() for name in known}


@lru_cache(maxsize=4096)
def matches(wanted: Tag, present: Tag) -> bool:
    """Say whether text in one language serves where another is wanted.

    Regional variants serve each other; neighbouring languages do not, however near they are:
    Belarusian never serves for Russian, nor simplified for traditional Chinese.

    Args:
        wanted: the tag that the user names.
        present: the tag of what is there.
    """
    import langcodes

    return wanted == present or langcodes.tag_distance(wanted, present) <= FARTHEST


def _bare(words: str) -> str:
    """Leave out a word such as "term" beside a language's name."""
    return " ".join(_BESIDE_A_NAME.sub(" ", words).split())


def _named(words: str) -> Tag | None:
    return names().get(words) or _coded(words)


def _language(tag: Tag) -> str:
    return tag.split("-")[0]


def _coded(text: str) -> Tag | None:
    if not _SHAPE.fullmatch(text):
        return None
    try:
        tag = canonical(text)
    except ValueError:
        return None
    bare = re.fullmatch("[a-z]{3}", text)
    return None if bare and len(tag) == len(text) else tag


def _folded(text: str) -> str:
    words = unicodedata.normalize("NFC", text).replace("\ufeff", " ").split()
    return " ".join(words).casefold()
