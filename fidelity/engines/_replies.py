"""What of a service's answer counts: its text, its JSON, and whether it is a translation at all.

An answer is not believed. A hotel's log-in page, an apology, the question given back, a text in
another language: each is a failure with its reason, never a translation.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from typing import Any

from fidelity.calls import Reply
from fidelity.engines._answers import answered
from fidelity.engines._service_data import prose
from fidelity.engines._wording import key
from fidelity.identify import other_language, script
from fidelity.model import Fail, Outcome, Query, Reason, Tag

_LETTERS_OF = {
    "Latn": "A-Za-zÀ-ɏḀ-ỿ",
    "Cyrl": "\u0400-\u052f",
    "Arab": "\u0600-\u06ff\u0750-\u077f",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff",
    "Kana": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
    "Hang": "\uac00-\ud7af",
    "Grek": "\u0370-\u03ff",
    "Hebr": "\u0590-\u05ff",
}
_SCRIPTS = {name: re.compile(f"[{letters}]") for name, letters in _LETTERS_OF.items()}
_ACRONYM = re.compile(r"\b[A-Z0-9][A-Z0-9.&-]*\b")
_MARKUP = re.compile(r"</?[a-zA-Z!][^>]*>")
_WORDS_TO_TELL = 6
"""Words that it takes to tell the language of a text by its commonest words."""
_TIMES, _MORE = 8, 80
"""An answer may have so many times the letters of the question and so many more."""


def text_of(reply: Reply) -> str | Fail:
    """Decode an answer. UTF-8 is tried first: what is valid in it is hardly ever anything else."""
    for name in ("utf-8-sig", reply.charset or "utf-8"):
        try:
            return reply.body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return Fail("bad-response")


def json_of(reply: Reply) -> Any:
    """Read an answer as JSON, whatever it calls itself; ``Fail`` where it is none."""
    text = text_of(reply)
    if isinstance(text, Fail):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return Fail(prose(text) or "bad-response")


def translated(query: Query, found: Iterable[object]) -> Outcome:
    """Make an outcome of what a service gave as translations, best first.

    Args:
        query: the question.
        found: whatever stood where translations should stand.
    """
    kept: list[str] = []
    refused: Reason | None = None
    for raw in found:
        text = html.unescape(raw) if isinstance(raw, str) else ""
        if (reason := _no_translation(text, query)) is None:
            kept.append(text)
        else:
            refused = refused or reason
    outcome = answered(query, ((text, None) for text in kept))
    return Fail(refused) if isinstance(outcome, Fail) and refused and not kept else outcome


def _no_translation(text: str, query: Query) -> Reason | None:
    """Say why a text is no translation; null where it may well be one."""
    if (reason := prose(text, query.text)) is not None:
        return reason
    if len(text) > _TIMES * len(query.text) + _MORE or _MARKUP.search(text):
        return "bad-response"
    if key(text) == key(query.text):
        return None  # the question given back: told apart where answers are read
    return None if _in_language(text, query.target) else "bad-response"


def _in_language(text: str, tag: Tag) -> bool:
    """Say whether a text may be in a language, by its script and, if it is long, by its words."""
    letters = _SCRIPTS.get(script(tag))
    if letters is not None:
        plain = text if script(tag) == "Latn" else _ACRONYM.sub("", text)
        total = sum(map(str.isalpha, plain))
        if total and 2 * len(letters.findall(plain)) < total:
            return False
    return len(text.split()) < _WORDS_TO_TELL or other_language(text, tag) is None
