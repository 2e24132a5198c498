"""The shipped function words and scales of force as tables to search texts with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.lexicon.function_words import FunctionWord, function_words
from fidelity.lexicon.scales import Expression, expressions
from fidelity.matching.find import forms_of
from fidelity.matching.form_table import FormTable
from fidelity.model import Tag

W = TypeVar("W", FunctionWord, Expression)


@cache
def function_table(tag: Tag, *kinds: str) -> FormTable[FunctionWord]:
    """Build the table of a language's function words of some kinds, in all their forms.

    Args:
        tag: the language; one that has no data gives an empty table.
        kinds: such as ``negator`` and ``modal``; see ``data/words/classes.yaml``.
    """
    there = function_words(tag)
    words = [word for kind in kinds for word in (there.of(kind) if there else ())]
    return _table(words, tag)


@cache
def scale_table(tag: Tag, *axes: str) -> FormTable[Expression]:
    """Build the table of a language's expressions on some axes, in all their forms.

    Args:
        tag: the language; one that has no scales gives an empty table.
        axes: ids of axes; none: all.
    """
    return _table([each for each in expressions(tag) if not axes or each.axis in axes], tag)


def _table(words: list[W], tag: Tag) -> FormTable[W]:
    """Enter each wording in the forms that count, or else in all that it has."""
    free = [word.text for word in words if not word.forms]
    inflected = dict(zip(free, forms_of(free, tag), strict=True))
    return FormTable(
        (word.forms or _forms(word, inflected[word.text], tag), word) for word in words
    )


def _forms(word: FunctionWord | Expression, inflected: list[str], tag: Tag) -> tuple[str, ...]:
    return (*inflected, *(verb_forms(word.text, tag) if _verb(word) else ()))


def _verb(word: FunctionWord | Expression) -> bool:
    return isinstance(word, Expression) and word.part_of_speech == "verb"


def verb_forms(text: str, tag: Tag) -> tuple[str, ...]:
    """Conjugate a regular verb whose forms word lists know as those of a noun (demande).

    Args:
        text: a verb, or a phrase that begins with one, in dictionary form.
        tag: its language; one without endings gives nothing.
    """
    first, *rest = text.split(" ")
    return tuple(
        " ".join((first[: -len(infinitive)] + ending, *rest))
        for infinitive, endings in _endings().get(tag.split("-")[0], {}).items()
        if first.endswith(infinitive)
        for ending in endings
    )


@cache
def _endings() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Read the endings, by language and by ending of the infinitive."""
    path = shelf.table("verb-endings.yaml")
    return {
        tag: {
            infinitive: plain.texts(endings, infinitive, path)
            for infinitive, endings in plain.keys(value, tag, path).items()
        }
        for tag, value in plain.keys(plain.parsed(path), "the file", path).items()
    }
