"""Dictionaries of a DICT server on this machine (RFC 2229).

**What it is.** The databases of a server that speaks the Dictionary Server Protocol, such as dictd.
Where the files of a dictionary lie on this machine, the engine ``dictionary`` reads them without a
server and in both directions; this one is for servers whose files cannot be read. Settings::

    [tool.fidelity.engine.dict]
    databases = [
      "fd-eng-deu", "fd-deu-eng",
      {name = "legal-en", from = "en", to = "ru", source = "legal"},
      {name = "legal-ru", from = "ru", to = "en", source = "legal"},
    ]
    url = "dict://127.0.0.1:2628"   # this is what holds without it
    deadline = 10                   # seconds that one call may take

The languages and the source of FreeDict's databases (``fd-eng-deu``) and of Mueller's dictionary
are told by their names. A database answers from its headwords only, so name both directions: a
check asks what a rendering means, and leaves out a source that has but the other direction, of
which it tells you. On Debian and Ubuntu ``apt install dictd dict-freedict-eng-deu
dict-freedict-deu-eng`` adds a server.

**Key and cost.** None.

**Languages.** Those of the databases that are named, each from its headwords to its translations.

**What it answers.** The translations of a headword in the order of the dictionary, without examples
and idioms; a single word is looked up in its dictionary form too, and references are followed. The
score of an answer is 1/rank.

**How far to trust it.** As far as ``dictionary``: it lists what a word can mean, in every sense.
Each source is a family of its own, and the same one as with ``dictionary``, so that one that is
asked in both ways has one vote.

**Terms of use.** Those of the dictionaries; most are under the GNU General Public License and are
asked where they were installed.

**Privacy.** The protocol has no encryption, so only a server on this machine is asked, and another
one only through a tunnel of your own that ends on this machine. That takes ``--allow self-hosted``.
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from fidelity.calls import Call, Manners, Sender
from fidelity.engines._answers import deadline, same_language
from fidelity.engines._article import Article
from fidelity.engines._dict_find import family_of, is_mueller, languages_of
from fidelity.engines._dict_index import PARSER, article_of, distinct
from fidelity.engines._dict_server import LONGEST, Definition, definitions, questions
from fidelity.engines._service import About, Asking, Found, ServiceEngine
from fidelity.engines._transport import host_of
from fidelity.engines._wording import key, standings, with_lemmas
from fidelity.errors import UsageError
from fidelity.model import Candidate, Fail, Ok, Outcome, Query, Tag
from fidelity.protocols import Engine, Missing, Setup

_ADDRESS = "dict://127.0.0.1:2628"
_AT_MOST = 50
_HOPS = 3  # references that are followed: = armour = armor = ...
_Wordings: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Database:
    """One database of the server."""

    name: str
    family: str
    """Its source: both directions of one dictionary share it."""
    source: Tag
    target: Tag


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """Offer the databases that the settings name.

    Raises:
        UsageError: a setting cannot be used.
    """
    url, databases = _address(setup.options), _databases(setup.options)
    manners = Manners(attempts=2, deadline=deadline(setup.options, "dict", 10.0))
    for family in dict.fromkeys(each.family for each in databases):
        ours = tuple(each for each in databases if each.family == family)
        yield _engine(ours, url, manners, setup)
    if not databases:
        yield Missing(
            id="dict:server",
            family="dictionary",
            pairs="those of the databases of your server",
            egress="self-hosted",
            sends="the wordings to a DICT server on this machine",
            how_to_add="run a DICT server on this machine, then set [tool.fidelity.engine.dict] "
            'databases = ["…"]',
        )


def _engine(
    databases: Sequence[Database], url: str, manners: Manners, setup: Setup
) -> ServiceEngine:
    """Make one engine of the directions of one dictionary."""
    family = databases[0].family
    about = About(
        kind="dict",
        service="",
        family=f"dictionary:{family}",
        version=f"1.{PARSER}",
        url=url,
        egress="self-hosted",
        manners=manners,
        at_most=_AT_MOST,
        name=family,
        pairs=", ".join(f"{each.source} → {each.target}" for each in databases),
        codes=lambda source, target: _codes(databases, source, target),
    )

    def defined(
        one: Database, words: _Wordings, sender: Sender
    ) -> Mapping[str, list[Definition]] | Fail:
        reply = sender.send(
            Call(
                engine=f"dict:{family}",
                url=url,
                texts=words,
                lines=questions("fidelity", one.name, words),
                manners=manners,
            )
        )
        found = reply if isinstance(reply, Fail) else definitions(reply.body, len(words))
        return found if isinstance(found, Fail) else dict(zip(words, found, strict=True))

    def ask(asking: Asking, sender: Sender) -> Sequence[Found] | Fail:
        pair = (asking.source, asking.target)
        one = next(each for each in databases if (each.source, each.target) == pair)
        found: dict[str, Found] = {}
        pending = {text: _wordings(text, one.source) for text in asking.texts}
        for text in asking.texts:
            if any(len(word.encode()) > LONGEST for word in pending[text]):
                return Fail("too-long")
        for _ in range(1 + _HOPS):
            words = tuple(dict.fromkeys(word for each in pending.values() for word in each))
            heard = defined(one, words, sender) if words else {}
            if isinstance(heard, Fail):
                return heard
            looked = {
                text: _looked_up(words, heard, mueller=is_mueller(one.name))
                for text, words in pending.items()
            }
            found |= {text: answers for text, (answers, _) in looked.items() if answers}
            pending = {text: (see,) for text, (_, see) in looked.items() if see}
        return [found.get(text, Fail("not-found")) for text in asking.texts]

    return ServiceEngine(about, setup.sender, ask, _listed)


def _codes(databases: Iterable[Database], source: Tag, target: Tag) -> tuple[str, str] | None:
    for each in databases:
        if same_language(source, each.source) and same_language(target, each.target):
            return each.source, each.target
    return None


def _wordings(text: str, language: Tag) -> _Wordings:
    """List under what a wording may stand: as it is written, then its dictionary form."""
    return tuple(dict.fromkeys((text, *with_lemmas(text, language))))


def _looked_up(
    words: _Wordings, heard: Mapping[str, list[Definition]], *, mueller: bool
) -> tuple[tuple[Candidate, ...], str | None]:
    """Take the translations of the first wording that has any, or the headword to look up next."""
    see = None
    for word in words:
        articles = [
            article
            for each in heard.get(word, ())
            if (article := article_of((each.word.casefold(),), each.text, mueller=mueller))
            and key(word) in map(key, article.heads)
        ]
        if answers := _translations(articles):
            return answers, None
        see = see or next((article.see for article in articles if article.see), None)
    return (), see


def _translations(articles: Iterable[Article]) -> tuple[Candidate, ...]:
    return distinct(
        Candidate(each.text, None, each.sense, each.part_of_speech)
        for article in articles
        for each in article.translations
        if key(each.text)
    )


def _listed(query: Query, found: Sequence[object]) -> Outcome:
    """Make an outcome of the translations, with the standing of all of them."""
    answers = tuple(each for each in found if isinstance(each, Candidate))
    placed = standings((each.text for each in answers), query.wanted, query.target)
    return Ok(answers[: max(1, query.best)], placed)


def _address(options: Mapping[str, object]) -> str:
    url = options.get("url", _ADDRESS)
    if not isinstance(url, str) or host_of(url) is None or not url.startswith("dict://"):
        raise UsageError(
            "dict: the setting url must be an address such as dict://127.0.0.1:2628 on this "
            "machine, because the protocol has no encryption"
        )
    parts = urllib.parse.urlsplit(url)
    return f"dict://{parts.netloc}"


def _databases(options: Mapping[str, object]) -> tuple[Database, ...]:
    entries = options.get("databases", ())
    if not isinstance(entries, (list, tuple)):
        raise UsageError("dict: the setting databases must be a list; put it in square brackets")
    databases = tuple(map(_database, entries))
    directions = [(each.family, each.source, each.target) for each in databases]
    for each, direction in zip(databases, directions, strict=True):
        if directions.count(direction) > 1:
            raise UsageError(
                f"dict: {each.name} is one of two databases of the same source and direction; "
                "leave one of them out, or write a table with name, from, to and source"
            )
    return databases


def _database(entry: object) -> Database:
    table = {"name": entry} if isinstance(entry, str) else entry
    name = table.get("name") if isinstance(table, Mapping) else None
    if not isinstance(table, Mapping) or not isinstance(name, str) or not name.strip():
        raise UsageError(
            f"dict: {entry!r} in the setting databases is neither a name nor a table with name, "
            "from, to and source"
        )
    pair = (table.get("from"), table.get("to"))
    languages = (str(pair[0]), str(pair[1])) if all(pair) else languages_of(name)
    if languages is None:
        raise UsageError(
            f"dict: the languages of {name} are not known; write a table with name, from and to "
            "in the setting databases"
        )
    return Database(name, str(table.get("source") or family_of(name)), *languages)
