"""DeepL: the translation service, with a key of your own.

**What it is.** The interface for programs of DeepL SE, Cologne (https://developers.deepl.com).
Settings::

    [tool.fidelity.engine.deepl]
    deadline = 20   # seconds that one call may take

**Key and cost.** The key of your contract, in the environment variable ``DEEPL_API_KEY``; keys of
the free plan, which end in ``:fx``, are put to its own host. The free plan has a monthly limit of
characters, the other ones cost by the character. One ``fidelity check`` asks each distinct wording
once.

**Languages.** Any two of thirty-four.

**What it answers.** One translation, without a score. Up to fifty terms go into one call.

**How far to trust it.** It is among the best translators of whole texts; a single term gets its
commonest sense. Linguee is of the same maker, so the two are one vote.

**Terms of use.** Your contract with DeepL. A quota that is used up, and a key that is not valid,
end the questions to it for the run.

**Privacy.** The wordings go to DeepL, which takes ``--allow terms``. What DeepL keeps depends on
the plan: read its terms before you send anything, those of the free plan above all. No names of
files or concepts and no context are sent. The key travels in a header.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fidelity.calls import Call, Key, Manners, Reply
from fidelity.engines._answers import deadline
from fidelity.engines._keys import secret
from fidelity.engines._replies import json_of
from fidelity.engines._service import (
    About,
    Asking,
    Found,
    ServiceEngine,
    address,
    asked,
    egress_of,
    extended,
    without_key,
)
from fidelity.model import Fail, Reason
from fidelity.protocols import Engine, Missing, Setup

KEY = Key("DEEPL_API_KEY", header="Authorization", form="DeepL-Auth-Key {}")
_FREE, _PAID = "https://api-free.deepl.com", "https://api.deepl.com"
_AT_MOST = 50
_REASONS: Mapping[int, Reason] = {400: "bad-response", 403: "authentication", 404: "bad-response"}


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the service where there is a key.

    Raises:
        UsageError: a setting cannot be used.
    """
    key = secret(KEY)
    if key is None:
        yield without_key("deepl", _PAID, "deepl", "deepl", KEY, "api.deepl.com")
        return
    url = address(setup, "deepl", _FREE if key.endswith(":fx") else _PAID)
    assert url is not None  # noqa: S101
    about = About(
        kind="deepl",
        service="deepl",
        family="deepl",
        version="1",
        url=url,
        egress=egress_of(setup, url),
        manners=Manners(at_once=4, deadline=deadline(setup.options, "deepl", 20.0)),
        at_most=_AT_MOST,
    )

    def form(call: Call, asking: Asking) -> Call:
        return extended(
            call,
            "/v2/translate",
            json={
                "text": list(asking.texts),
                "source_lang": asking.source,
                "target_lang": asking.target,
            },
            key=KEY,
            reasons=_REASONS,
        )

    yield ServiceEngine(about, setup.sender, asked(about, form, _read))


def _read(reply: Reply, _asking: Asking) -> Sequence[Found] | Fail:
    content = json_of(reply)
    if isinstance(content, Fail):
        return content
    found = content.get("translations") if isinstance(content, Mapping) else None
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        return Fail("bad-response")
    return [[each.get("text")] for each in found]
