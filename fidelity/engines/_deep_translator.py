"""Runs the page readers of deep-translator over our own transport.

That package (MIT) opens connections of its own, without a timeout, and follows what the environment
says. So each of its modules is loaded a second time under a private name, and there the name
``requests`` means our transport; whoever else uses the package in this process is not touched. Of
a translator's arguments only ``proxies`` reaches the place where it sends, so the call travels in
there. Translators are made anew for each call: shared ones mix up the answers of two threads.
"""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType, SimpleNamespace
from typing import Any

from fidelity.calls import Call, Sender
from fidelity.engines._replies import text_of
from fidelity.engines._service_data import prose
from fidelity.model import Fail, Reason

VERSION = "1.11.4"
"""The one version that this is written for."""
HOW_TO_ADD = 'pip install "fidelity-check[web]"'
_REASONS: Mapping[str, Reason] = {
    "LanguageNotSupportedException": "unsupported-pair",
    "InvalidSourceOrTargetLanguage": "unsupported-pair",
    "NotValidLength": "too-long",
    "NotValidPayload": "bad-response",
    "ElementNotFoundInGetRequest": "not-found",
    "StopIteration": "empty",
}
"""What the package's own exceptions mean; their texts, which hold the question, are dropped."""


def installed() -> bool:
    """Say whether the package is there, in the one version."""
    try:
        return importlib.metadata.version("deep-translator") == VERSION
    except importlib.metadata.PackageNotFoundError:
        return False


class _Refused(BaseException):
    """A call that brought no answer, on its way through the package, which must not catch it."""

    def __init__(self, fail: Fail) -> None:
        super().__init__()
        self.fail = fail


@dataclass(frozen=True, slots=True)
class Errand:
    """One call on its way through the package.

    Args:
        sender: the transport.
        call: makes the call of an address and its parameters.
        check: looks at the text of the answer before the package does; null: it may pass.
        mend: takes out of the text what the package reads wrongly.
    """

    sender: Sender
    call: Callable[[str, Mapping[str, str]], Call]
    check: Callable[[str], Fail | None] = lambda _text: None
    mend: Callable[[str], str] = lambda text: text

    def get(self, url: str, parameters: Mapping[str, str]) -> SimpleNamespace:
        """Stand in for ``requests.get``."""
        reply = self.sender.send(self.call(url, parameters))
        text = reply if isinstance(reply, Fail) else text_of(reply)
        refused = text if isinstance(text, Fail) else self.check(text)
        if refused is not None:
            raise _Refused(refused)
        mended = self.mend(str(text))
        return SimpleNamespace(
            status_code=200, text=mended, json=lambda: json.loads(mended), close=lambda: None
        )


def _get(url: str, params: Mapping[str, str] | None = None, *, proxies: Errand) -> Any:
    return proxies.get(url, params or {})


@functools.cache
def module(name: str) -> ModuleType:
    """Load a module of the package for ourselves alone, over our transport."""
    spec = importlib.util.find_spec(f"deep_translator.{name}")
    assert spec is not None  # noqa: S101
    assert spec.loader is not None  # noqa: S101
    private = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(private)
    private.requests = SimpleNamespace(get=_get)  # type: ignore[attr-defined]
    return private


def heard(translate: Callable[[], object], page: str = "") -> list[object] | Fail:
    """Run the package, and turn whatever it gives or raises into answers or a reason.

    Args:
        translate: makes a translator and asks it.
        page: what the answer looked like, where nothing was found in it; for its prose.
    """
    try:
        found = translate()
    except _Refused as refused:
        return refused.fail
    except (Exception, SystemExit) as fault:
        usual = _REASONS.get(type(fault).__name__)
        return Fail(usual or prose(page) or "bad-response")
    if found is None or found == "":
        return Fail("empty")
    return found if isinstance(found, list) else [found]
