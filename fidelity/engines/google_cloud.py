"""Google Cloud Translation: Google's interface for programs, with a key of your own.

**What it is.** Cloud Translation Basic, version 2 (https://cloud.google.com/translate/docs).
Settings, none of them needed::

    [tool.fidelity.engine.google-cloud]
    deadline = 20   # seconds that one call may take

**Key and cost.** An API key of a project of yours, in the environment variable
``GOOGLE_CLOUD_API_KEY``; restrict it to this one interface. Google charges by the character, with a
monthly allowance that is free. One ``fidelity check`` asks each distinct wording once.

**Languages.** Any two of some hundred and twenty.

**What it answers.** One translation, without a score. Up to 128 terms go into one call.

**How far to trust it.** A large machine translator: good with whole texts, while a single term gets
its commonest sense. ``google-web`` is of the same maker, so the two are one vote.

**Terms of use.** Your contract with Google Cloud. A quota that is used up, and a key that is not
valid, end the questions to it for the run.

**Privacy.** The wordings go to Google, which takes ``--allow terms``. They travel in the body of
the question and the key in a header, so neither stands in an address. What Google keeps is said in
the data terms of the service: read them before you send anything.
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
from fidelity.engines._service_data import prose
from fidelity.model import Fail, Reason
from fidelity.protocols import Engine, Missing, Setup

KEY = Key("GOOGLE_CLOUD_API_KEY", header="X-Goog-Api-Key")
_ADDRESS = "https://translation.googleapis.com"
_AT_MOST = 128
_SAID: Mapping[str, Reason] = {
    "dailyLimitExceeded": "quota",
    "quotaExceeded": "quota",
    "billingNotEnabled": "quota",
    "rateLimitExceeded": "rate-limited",
    "userRateLimitExceeded": "rate-limited",
    "RATE_LIMIT_EXCEEDED": "rate-limited",
    "keyInvalid": "authentication",
    "API_KEY_INVALID": "authentication",
    "accessNotConfigured": "authentication",
}
"""What Google's own reasons mean: one status, 403, stands for most of them."""


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the service where there is a key.

    Raises:
        UsageError: a setting cannot be used.
    """
    url = address(setup, "google-cloud", _ADDRESS)
    assert url is not None  # noqa: S101
    if secret(KEY) is None:
        yield without_key(
            "google-cloud", url, "google", "google", KEY, "translation.googleapis.com"
        )
        return
    about = About(
        kind="google-cloud",
        service="google",
        family="google",
        version="1",
        url=url,
        egress=egress_of(setup, url),
        manners=Manners(at_once=4, deadline=deadline(setup.options, "google-cloud", 20.0)),
        at_most=_AT_MOST,
    )

    def form(call: Call, asking: Asking) -> Call:
        return extended(
            call,
            "/language/translate/v2",
            json={
                "q": list(asking.texts),
                "source": asking.source,
                "target": asking.target,
                "format": "text",
            },
            key=KEY,
            explain=_told,
        )

    yield ServiceEngine(about, setup.sender, asked(about, form, _read))


def _read(reply: Reply, _asking: Asking) -> Sequence[Found] | Fail:
    content = json_of(reply)
    if isinstance(content, Fail):
        return content
    data = content.get("data") if isinstance(content, Mapping) else None
    found = data.get("translations") if isinstance(data, Mapping) else None
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        return Fail("bad-response")
    return [[each.get("translatedText")] for each in found]


def _told(reply: Reply) -> Reason | None:
    """Read Google's reason, which stands in one of two places of the body."""
    error = json_of(reply)["error"]
    for entry in (*error.get("errors", ()), *error.get("details", ())):
        if known := _SAID.get(str(entry.get("reason"))):
            return known
    return prose(str(error.get("message", "")))
