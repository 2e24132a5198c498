"""An Apertium server of your own house, asked over HTTP.

**What it is.** Apertium APy, the server of the rule-based translator Apertium
(https://wiki.apertium.org/wiki/Apertium-apy). On Debian and Ubuntu ``apt install apertium-apy``
brings it; mind that it listens on all interfaces of its machine. Name yours in the settings::

    [tool.fidelity.engine.apertium-apy]
    url = "http://127.0.0.1:2737"
    deadline = 20   # seconds that one call may take

and its host, where it is another machine of the house, under ``own-hosts``.

**Key and cost.** None.

**Languages.** The pairs that the server has, mostly of related languages: English with Spanish,
Catalan, Galician and a few more, Russian with Ukrainian and Belarusian. There is no pair of English
and Russian. Which ones it has is found out by asking; a pair that it lacks gets no answer.

**What it answers.** One translation, made from dictionaries and grammar rules, without a score. A
wording with a word that its dictionaries lack gets no answer; so does one that comes back as it
was.

**How far to trust it.** As far as ``apertium``, which runs the same programs without a server; both
are one family, and so one vote. It knows no context and takes many nouns for verbs.

**Terms of use.** Apertium and its data are under the GNU General Public License and run as programs
of their own.

**Privacy.** The wordings go to the server that you name, in the address of the question. On this
machine and on ``own-hosts`` that takes ``--allow self-hosted``; any other server, that of the
Apertium project too, is a service, and takes ``--allow terms``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fidelity.calls import Call, Manners, Reply
from fidelity.engines._answers import deadline
from fidelity.engines._apertium import read, without_marks
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

_PAIRS = "the pairs of the server; none of English and Russian"


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the server that the settings name.

    Raises:
        UsageError: a setting cannot be used.
    """
    url = address(setup, "apertium-apy", None)
    if url is None:
        yield without_server("apertium-apy", "apertium", _PAIRS)
        return
    about = About(
        kind="apertium-apy",
        service="apertium-apy",
        family="apertium",
        version="1",
        url=url,
        egress=egress_of(setup, url),
        manners=Manners(at_once=2, deadline=deadline(setup.options, "apertium-apy", 20.0)),
        pairs=_PAIRS,
    )

    def form(call: Call, asking: Asking) -> Call:
        (text,) = asking.texts
        return extended(
            call,
            "/translate",
            parameters={
                "langpair": f"{asking.source}|{asking.target}",
                "q": without_marks(text),
                "markUnknown": "yes",
                "format": "txt",
            },
            explain=_told,
        )

    yield ServiceEngine(about, setup.sender, asked(about, form, _read))


def _read(reply: Reply, _asking: Asking) -> Sequence[Found] | Fail:
    content = json_of(reply)
    if isinstance(content, Fail):
        return content
    data = content.get("responseData") if isinstance(content, Mapping) else None
    text = data.get("translatedText") if isinstance(data, Mapping) else None
    if not isinstance(text, str):
        return Fail("bad-response")
    plain = read(text)
    return [plain if isinstance(plain, Fail) else [plain]]


def _told(reply: Reply) -> Reason | None:
    """Read why the server refuses; it says so in the body."""
    return prose(str(json_of(reply).get("explanation", "")))
