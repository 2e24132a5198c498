"""Google's translation page for old telephones, read by the package deep-translator.

**What it is.** The page ``translate.google.com/m``, which is not meant for programs.
Install the reader with ``pip install "fidelity-check[web]"``. Settings::

    [tool.fidelity.engine.google-web]
    deadline = 15   # seconds that one call may take

**Key and cost.** None.

**Languages.** Any two of some hundred and twenty.

**What it answers.** One translation, without a score. A page without a translation, a consent page
and the page on unusual traffic are failures.

**How far to trust it.** The translations are those of a large machine translator; for a sender that
says it is no browser, which this program does, they are at times markedly worse. The same maker's
official interface is ``google-cloud``; both are one vote.

**Terms of use.** Google does not permit automated use of the page, and blocks addresses that ask
often. At most one question a second is put, and after the first refusal no more in that run. For
regular use take a service with a contract.

**Privacy.** The wordings go to Google, in the address of the question; that takes
``--allow terms``. Google's general terms apply, and nothing is promised of what it keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
from fidelity.model import Fail, Reason
from fidelity.protocols import Engine, Missing, Setup

_PAGE = "https://translate.google.com/m"
_REASONS: Mapping[int, Reason] = {403: "blocked", 429: "blocked"}
"""Both mean that the address of the sender is refused, so that asking again makes it worse."""


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the page where the reader is installed.

    Raises:
        UsageError: a setting cannot be used.
    """
    if not deep.installed():
        yield Missing(
            id=id_of("google-web", _PAGE),
            family="google",
            pairs=pairs("google"),
            egress="unofficial-service",
            sends="the wordings to translate.google.com",
            how_to_add=deep.HOW_TO_ADD,
        )
        return
    url = address(setup, "google-web", _PAGE)
    assert url is not None  # noqa: S101
    manners = Manners(
        pause=0.0 if egress_of(setup, url) == "self-hosted" else 1.0,
        attempts=2,
        deadline=deadline(setup.options, "google-web", 15.0),
    )
    about = About(
        kind="google-web",
        service="google",
        family="google",
        version=f"1.{deep.VERSION}",
        url=url,
        egress=egress_of(setup, url, "unofficial-service"),
        manners=manners,
    )

    def ask(asking: Asking, sender: Sender) -> Sequence[Found] | Fail:
        seen: list[str] = []

        def call(to: str, parameters: Mapping[str, str]) -> Call:
            return Call(
                engine=id_of("google-web", url),
                url=to,
                texts=asking.texts,
                parameters=parameters,
                manners=manners,
                reasons=_REASONS,
            )

        def keep(page: str) -> None:
            seen.append(page)

        def translate() -> object:
            errand = deep.Errand(sender, call, keep)
            reader = deep.module("google").GoogleTranslator(
                source=asking.source, target=asking.target, proxies=errand
            )
            reader._base_url = url  # noqa: SLF001  (it has no argument for it)
            return reader.translate(asking.texts[0])

        found = deep.heard(translate)
        if found == Fail("bad-response") and seen:
            return Fail(prose(seen[-1], asking.texts[0]) or "bad-response")
        return found if isinstance(found, Fail) else [found]

    yield ServiceEngine(about, setup.sender, ask)
