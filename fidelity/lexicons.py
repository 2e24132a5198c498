"""The shipped function words and scales of force as tables to search texts with."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from fidelity.find import forms_of
from fidelity.form_table import FormTable
from fidelity.function_words import FunctionWord, function_words
from fidelity.model import Tag
from fidelity.scales import Expression, expressions

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
    return FormTable((word.forms or inflected[word.text], word) for word in words)
