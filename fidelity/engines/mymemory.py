"""MyMemory: a public translation memory with machine translation, read by deep-translator.

**What it is.** A memory of what many people translated (Translated srl, Rome;
https://mymemory.translated.net), filled up by a machine. Install the reader with
``pip install "fidelity-check[web]"``. Settings::

    [tool.fidelity.engine.mymemory]
    email = "office@example.org"   # raises the daily limit; it is sent with each question
    deadline = 15                  # seconds that one call may take

**Key and cost.** None, up to a daily number of characters: 5,000 without an address of e-mail and
50,000 with one, as its documentation has it.

**Languages.** Any two of some seventy.

**What it answers.** Its best translation, then others that the memory holds for the very same
wording; entries for similar wordings are left out. There are no scores.

**How far to trust it.** The memory holds good and bad work of anybody. Its limits and faults come
as sentences where the translation should stand; they are recognised and count as failures.

**Terms of use.** Those of the site. A question may have 500 bytes; above the daily number of
characters it refuses for the day.

**Privacy.** The wordings go to Translated srl over https, in the address of the question; that
takes ``--allow terms``. It is a public memory: read its terms on what becomes of questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fidelity.calls import Call, Manners, Sender
from fidelity.engines import _deep_translator as deep
from fidelity.engines._answers import deadline
from fidelity.engines._service import (
    About,
    Asking,
    Found,
    ServiceEngine,
    address,
    egress_of,
    id_of,
)
from fidelity.engines._service_data import pairs, prose
from fidelity.engines._wording import key
from fidelity.errors import UsageError
from fidelity.model import Fail, Reason
from fidelity.protocols import Engine, Missing, Setup

_ADDRESS = "https://api.mymemory.translated.net/get"
_MOST_BYTES = 500
_REASONS: Mapping[int, Reason] = {403: "blocked", 429: "quota"}


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the memory where the reader is installed.

    Raises:
        UsageError: a setting cannot be used.
    """
    if not deep.installed():
        yield Missing(
            id=id_of("mymemory", _ADDRESS),
            family="mymemory",
            pairs=pairs("mymemory"),
            egress="official-service",
            sends="the wordings to api.mymemory.translated.net",
            how_to_add=deep.HOW_TO_ADD,
        )
        return
    url = address(setup, "mymemory", _ADDRESS)
    assert url is not None  # noqa: S101
    own = egress_of(setup, url) == "self-hosted"
    manners = Manners(
        pause=0.0 if own else 0.5,
        attempts=2,
        deadline=deadline(setup.options, "mymemory", 15.0),
    )
    about = About(
        kind="mymemory",
        service="mymemory",
        family="mymemory",
        version=f"1.{deep.VERSION}",
        url=url,
        egress=egress_of(setup, url),
        manners=manners,
    )
    email = _email(setup.options)

    def ask(asking: Asking, sender: Sender) -> Sequence[Found] | Fail:
        (text,) = asking.texts
        if len(text.encode()) >= _MOST_BYTES:
            return [Fail("too-long")]

        def call(to: str, parameters: Mapping[str, str]) -> Call:
            return Call(
                engine=id_of("mymemory", url),
                url=to,
                texts=asking.texts,
                parameters=parameters,
                manners=manners,
                reasons=_REASONS,
            )

        def translate() -> object:
            errand = deep.Errand(sender, call, _refusal)
            reader = deep.module("mymemory").MyMemoryTranslator(
                source=asking.source, target=asking.target, proxies=errand, email=email
            )
            reader._base_url = url  # noqa: SLF001  (it has no argument for it)
            return reader.translate(text, return_all=True)

        found = deep.heard(translate)
        return found if isinstance(found, Fail) else [_same_wording(found, text)]

    yield ServiceEngine(about, setup.sender, ask)


def _email(options: Mapping[str, object]) -> str | None:
    email = options.get("email")
    if email is not None and not (isinstance(email, str) and "@" in email):
        raise UsageError("mymemory: the setting email must be an address of e-mail")
    return email


def _refusal(text: str) -> Fail | None:
    """Look at what the service says of its own answer; null where it is one."""
    try:
        content = json.loads(text)
    except ValueError:
        return Fail(prose(text) or "bad-response")
    if not isinstance(content, Mapping) or not isinstance(content.get("responseData"), Mapping):
        return Fail("bad-response")
    said = f"{content.get('responseDetails')} {content['responseData'].get('translatedText')}"
    if content.get("quotaFinished") is True:
        return Fail("quota")
    if str(content.get("responseStatus")) != "200":
        return Fail(prose(said) or "bad-response")
    return None


def _same_wording(found: Sequence[Any], text: str) -> list[object]:
    """Take the translations of the wording itself, not those of wordings like it."""
    return [
        each["translation"] if isinstance(each, Mapping) else each
        for each in found
        if not isinstance(each, Mapping)
        or (key(str(each.get("segment", ""))) == key(text) and each.get("translation"))
    ]
