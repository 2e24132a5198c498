"""LibreTranslate: a translation server that an office can run on a machine of its own.

**What it is.** A server under a free licence that translates with the models of Argos
(https://libretranslate.com). Name yours in the settings::

    [tool.fidelity.engine.libretranslate]
    url = "http://127.0.0.1:5000"
    deadline = 20   # seconds that one call may take

and its host, where it is another machine of the house, under ``own-hosts``.

**Key and cost.** None where you run it; if the server asks for a key, put it into the environment
variable ``LIBRETRANSLATE_API_KEY``.

**Languages.** Those of its models, of some fifty.

**What it answers.** Its translation and up to three alternatives, without scores.

**How far to trust it.** As far as the models of Argos, which ``ct2`` can run without a server; both
are one family, and so one vote. Single terms are often taken for the commonest sense.

**Terms of use.** The server is under the AGPL 3.0 and runs as a program of its own; the models are
under the licences that they come with.

**Privacy.** The wordings go to the server that you name, and nowhere else. On this machine and on
``own-hosts`` that takes ``--allow self-hosted``; any other server is a service, and takes
``--allow terms``. The key travels in the body of the question, because the server reads it nowhere
else, and never in an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fidelity.calls import Call, Key, Manners, Reply
from fidelity.engines._answers import deadline
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
    without_server,
)
from fidelity.engines._service_data import prose
from fidelity.model import Fail, Reason
from fidelity.protocols import Engine, Missing, Setup

KEY = Key("LIBRETRANSLATE_API_KEY", field="api_key", needed=False)
_ALTERNATIVES = 3
_AT_MOST = 32


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the server that the settings name.

    Raises:
        UsageError: a setting cannot be used.
    """
    url = address(setup, "libretranslate", None)
    if url is None:
        yield without_server("libretranslate", "argos", "any two of some fifty languages")
        return
    about = About(
        kind="libretranslate",
        service="libretranslate",
        family="argos",
        version="1",
        url=url,
        egress=egress_of(setup, url),
        manners=Manners(at_once=2, deadline=deadline(setup.options, "libretranslate", 20.0)),
        at_most=_AT_MOST,
    )

    def form(call: Call, asking: Asking) -> Call:
        return extended(
            call,
            "/translate",
            json={
                "q": list(asking.texts),
                "source": asking.source,
                "target": asking.target,
                "format": "text",
                "alternatives": _ALTERNATIVES,
            },
            key=KEY,
            explain=_told,
        )

    yield ServiceEngine(about, setup.sender, asked(about, form, _read))


def _read(reply: Reply, asking: Asking) -> Sequence[Found] | Fail:
    content, count = json_of(reply), len(asking.texts)
    if isinstance(content, Fail):
        return content
    if not isinstance(content, Mapping):
        return Fail("bad-response")
    texts, others = content.get("translatedText"), content.get("alternatives", [])
    if not isinstance(texts, list) or len(texts) != count:
        return Fail("bad-response")
    if not isinstance(others, list) or len(others) != count:
        others = [[]] * count
    return [
        [text, *(more if isinstance(more, list) else [])]
        for text, more in zip(texts, others, strict=True)
    ]


def _told(reply: Reply) -> Reason | None:
    """Read why the server refuses; it says so in the body."""
    content = json_of(reply)
    return prose(str(content.get("error", ""))) if isinstance(content, Mapping) else None
