"""Azure AI Translator: Microsoft's translation service, with a key of your own.

**What it is.** The text interface of Azure AI Translator, version 3.0
(https://learn.microsoft.com/azure/ai-services/translator). Settings::

    [tool.fidelity.engine.azure]
    region = "westeurope"   # of your resource; leave it out for a global one
    deadline = 20           # seconds that one call may take

and for a resource that has a host of its own, its address as ``url``, which ends in
``/translator/text/v3.0``.

**Key and cost.** The key of a Translator resource, in the environment variable
``AZURE_TRANSLATOR_KEY``. Microsoft charges by the character; there is a free tier with a monthly
limit. One ``fidelity check`` asks each distinct wording once.

**Languages.** Any two of some ninety.

**What it answers.** One translation, without a score. Up to a hundred terms go into one call.

**How far to trust it.** A large machine translator: good with whole texts, while a single term gets
its commonest sense. It is a family of its own.

**Terms of use.** Your contract with Microsoft. A quota that is used up, and a key that is not
valid, end the questions to it for the run.

**Privacy.** The wordings go to Microsoft, which takes ``--allow terms``; the region of the resource
says where they are worked on. They travel in the body of the question and the key in a header; only
the codes of the languages stand in the address. What Microsoft keeps is said in the data terms of
the service: read them before you send anything.
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
from fidelity.errors import UsageError
from fidelity.model import Fail, Reason
from fidelity.protocols import Engine, Missing, Setup

KEY = Key("AZURE_TRANSLATOR_KEY", header="Ocp-Apim-Subscription-Key")
_ADDRESS = "https://api.cognitive.microsofttranslator.com"
_AT_MOST = 100
_SAID: Mapping[int, Reason] = {
    400023: "unsupported-pair",
    400035: "unsupported-pair",
    400036: "unsupported-pair",
    400050: "too-long",
    400077: "too-long",
    401015: "authentication",
    403000: "authentication",
    403001: "quota",
    429000: "rate-limited",
    429001: "rate-limited",
    429002: "rate-limited",
}
"""What Azure's own numbers mean, where the status says less."""


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the service where there is a key.

    Raises:
        UsageError: a setting cannot be used.
    """
    url = address(setup, "azure", _ADDRESS)
    assert url is not None  # noqa: S101
    region = _region(setup.options)
    if secret(KEY) is None:
        yield without_key("azure", url, "microsoft", "azure", KEY, "Microsoft")
        return
    about = About(
        kind="azure",
        service="azure",
        family="microsoft",
        version="1",
        url=url,
        egress=egress_of(setup, url),
        manners=Manners(at_once=4, deadline=deadline(setup.options, "azure", 20.0)),
        at_most=_AT_MOST,
    )

    def form(call: Call, asking: Asking) -> Call:
        return extended(
            call,
            "/translate",
            parameters={"api-version": "3.0", "from": asking.source, "to": asking.target},
            json=[{"Text": text} for text in asking.texts],
            headers={"Ocp-Apim-Subscription-Region": region} if region else {},
            key=KEY,
            explain=_told,
        )

    yield ServiceEngine(about, setup.sender, asked(about, form, _read))


def _region(options: Mapping[str, object]) -> str | None:
    region = options.get("region")
    if region is not None and not (
        isinstance(region, str) and region.isascii() and region.isalnum()
    ):
        raise UsageError('azure: the setting region must be a name such as "westeurope"')
    return region


def _read(reply: Reply, _asking: Asking) -> Sequence[Found] | Fail:
    content = json_of(reply)
    if isinstance(content, Fail):
        return content
    if not isinstance(content, list) or not all(isinstance(each, Mapping) for each in content):
        return Fail("bad-response")
    return [[found["text"] for found in each["translations"]] for each in content]


def _told(reply: Reply) -> Reason | None:
    """Read Azure's number, which is the status with three digits more."""
    return _SAID.get(json_of(reply)["error"]["code"])
