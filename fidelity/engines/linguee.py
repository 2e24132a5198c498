"""Linguee: an editors' dictionary on the web, read by the package deep-translator.

**What it is.** The dictionary part of https://www.linguee.com, of DeepL SE, Cologne. Install the
reader with ``pip install "fidelity-check[web]"``. Settings::

    [tool.fidelity.engine.linguee]
    deadline = 30   # seconds that one call may take

**Key and cost.** None.

**Languages.** English with each of 24 others, Russian and Chinese among them.

**What it answers.** The translations that the page has in front, in its order and without scores.
Questions of fifty letters and more are not put. A page without a dictionary in it, such as one that
asks for consent or for a proof that somebody sits there, is a failure.

**How far to trust it.** It is edited by people and good with legal and political terms; what a word
can mean is not what it means here. It is of the maker of DeepL, so the two are one vote. It is the
least reliable source of all: it blocks addresses that ask often, and its pages change.

**Terms of use.** The site is made for people, not for programs; read its terms before you use this
regularly. One question in ten seconds is put, and after the first refusal no more in that run.

**Privacy.** The wordings go to DeepL SE, in the address of the question; that takes
``--allow terms``. Nothing is promised of what it keeps.
"""

from __future__ import annotations

import re
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
from fidelity.engines._service_data import codes, languages, prose
from fidelity.model import Fail, Reason, Tag
from fidelity.protocols import Engine, Missing, Setup

_SITE = "https://www.linguee.com"
_PAUSE = 10.0
_REASONS: Mapping[int, Reason] = {403: "blocked", 429: "blocked", 503: "blocked"}
"""All mean that the address of the sender is refused, so that asking again makes it worse."""
_DICTIONARY = re.compile(r"noresults|dictLink")
"""What stands in a page of the dictionary, also in one without an answer."""
_STAND_IN = re.compile(r'<span[^>]*class=["\']?placeholder\b[^>]*>.*?</span>', re.DOTALL)
"""The package takes the letters of a stand-in ("sth", or a gender) out of the whole word."""


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the dictionary where the reader is installed.

    Raises:
        UsageError: a setting cannot be used.
    """
    url = address(setup, "linguee", _SITE)
    assert url is not None  # noqa: S101
    spoken = f"English with {len(languages('linguee', 'source')) - 1} languages"
    if not deep.installed():
        yield Missing(
            id=id_of("linguee", url),
            family="deepl",
            pairs=spoken,
            egress="unofficial-service",
            sends="the wordings to www.linguee.com",
            how_to_add=deep.HOW_TO_ADD,
        )
        return
    own = egress_of(setup, url) == "self-hosted"
    manners = Manners(
        pause=0.0 if own else _PAUSE,
        attempts=1,
        deadline=deadline(setup.options, "linguee", 30.0),
    )
    about = About(
        kind="linguee",
        service="linguee",
        family="deepl",
        version=f"1.{deep.VERSION}",
        url=url,
        egress=egress_of(setup, url, "unofficial-service"),
        manners=manners,
        pairs=spoken,
        codes=_codes,
    )

    def ask(asking: Asking, sender: Sender) -> Sequence[Found] | Fail:
        (text,) = asking.texts
        seen: list[str] = []

        def call(to: str, _parameters: Mapping[str, str]) -> Call:
            return Call(
                engine=id_of("linguee", url),
                url=to.partition("?")[0],
                texts=asking.texts,
                parameters={"source": asking.source, "query": text},
                manners=manners,
                reasons=_REASONS,
            )

        def mend(page: str) -> str:
            seen.append(page)
            return _STAND_IN.sub("", page)

        def translate() -> object:
            errand = deep.Errand(sender, call, mend=mend)
            reader = deep.module("linguee").LingueeTranslator(
                source=asking.source, target=asking.target, proxies=errand
            )
            reader._base_url = f"{url}/"  # noqa: SLF001  (it has no argument for it)
            return reader.translate(text, return_all=True)

        found = deep.heard(translate)
        if found == Fail("not-found") and seen and not _DICTIONARY.search(seen[-1]):
            return Fail(prose(seen[-1], text) or "bad-response")
        return found if isinstance(found, Fail) else [found]

    yield ServiceEngine(about, setup.sender, ask)


def _codes(source: Tag, target: Tag) -> tuple[str, str] | None:
    """Give the names of the languages; the site pairs every language with English only."""
    found = codes("linguee", source, target)
    return found if found is not None and "english" in found else None
