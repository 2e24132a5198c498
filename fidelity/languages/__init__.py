"""What we know of each language's words: one module a language."""

from __future__ import annotations

from functools import cache
from typing import cast

from fidelity import plugins
from fidelity.errors import UsageError
from fidelity.protocols import Language


@cache
def language(tag: str) -> Language:
    """Choose what knows the words of a language.

    Args:
        tag: a BCP 47 tag; script and region make no difference (``zh-Hant-TW``: Chinese).

    Returns:
        The module of the language, ours or another package's; else the default module, bound to
        the language.

    Raises:
        UsageError: the tag is not one.
    """
    base = _base(tag)
    if base != "default":
        for names in (plugins.names, plugins.plugged):
            if base in names("languages"):
                return cast("Language", plugins.load("languages", base))
    from fidelity.languages import default

    return default.bound(base)


def _base(tag: str) -> str:
    """Take the language part of a tag, in its usual spelling."""
    import langcodes
    from langcodes.tag_parser import LanguageTagError

    try:
        return str(langcodes.Language.get(langcodes.standardize_tag(tag, macro=True)).language)
    except LanguageTagError:
        raise UsageError(
            f"{tag!r} is not a language tag; write one such as en, ru or zh-Hans (BCP 47)"
        ) from None
