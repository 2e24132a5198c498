"""What each kind of part must offer. A part is one module; these describe its contents.

A part is found by its file name (``fidelity.plugins``), so there is nothing to register. The
protocols let mypy check every part, and they are the reference for people who write one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple, Protocol, TypeAlias, runtime_checkable

from fidelity.calls import Sender
from fidelity.model import (
    Egress,
    Glossary,
    Level,
    Outcome,
    Place,
    Query,
    Report,
    Tag,
    Verdict,
)

Progress = Callable[[str, int, int], None]
"""Told ``(what is being done, steps done, steps in all)``; the library itself never prints."""


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Stand in where nobody watches."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, with its place and every dictionary form it may have."""

    text: str
    start: int
    """0-based code-point offset into the text."""
    end: int
    lemmas: tuple[str, ...]
    """Every possible dictionary form, lower case, likeliest first; never empty."""
    parts_of_speech: tuple[str, ...] = ()
    """The part of speech of each lemma (``noun``, ``verb`` …), in the same order; empty where the
    language has no tagger."""


@runtime_checkable
class Language(Protocol):
    """A module of ``fidelity/languages``: what we know of one language's words."""

    def words(self, text: str) -> tuple[Word, ...]:
        """Split a text into words (numbers included, punctuation left out)."""

    def forms(self, term: str) -> frozenset[str]:
        """List every inflected form of a term, lower case, agreement inside it kept."""

    def knows(self, word: str) -> bool | None:
        """Say whether a dictionary of the language holds the word; null where there is none."""


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """The bytes of a glossary file and what the user said about them."""

    path: str
    """As the user named it; used in messages only."""
    data: bytes
    source: Tag | None = None
    """The ``--from`` of the command line."""
    target: Tag | None = None
    """The ``--to`` of the command line."""
    encoding: str | None = None
    """A text encoding that the user named; null: recognise it."""


@runtime_checkable
class GlossaryFormat(Protocol):
    """A module of ``fidelity/termbases``: one file format for glossaries."""

    SUFFIXES: tuple[str, ...]
    """File name endings with the dot, lower case."""

    def read(self, file: GlossaryFile) -> Glossary:
        """Read a glossary; raise ``InputError`` with the place for anything that cannot be used."""

    def write(self, glossary: Glossary) -> bytes:
        """Write a glossary; what ``read`` makes of the result is the same glossary."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What an engine may use when it is opened."""

    cache: Path | None
    """A folder for derived tables, private to the user; null: keep nothing on disk."""
    glossaries: tuple[Glossary, ...] = ()
    """The loaded glossaries: their terms are added to an engine's vocabulary."""
    under_check: frozenset[str] = frozenset()
    """Names of the glossaries under check: they never answer about themselves."""
    options: Mapping[str, object] = field(default_factory=dict)
    """The settings of this engine."""
    progress: Progress = no_progress
    sender: Sender | None = None
    """The one way by which an engine may send anything; null: none, so it sends nothing."""


@dataclass(frozen=True, slots=True)
class Missing:
    """An engine that could serve but is not installed here."""

    id: str
    family: str
    pairs: str
    """For which languages it would serve, in words."""
    egress: Egress
    sends: str
    """What it would send where, in words."""
    how_to_add: str
    """The command or step that adds it."""


@runtime_checkable
class Engine(Protocol):
    """One source of evidence about what a wording means in another language.

    An engine that can place a whole sentence may say so with ``reads_definitions = True``. It is
    then also asked how the concept's definition reads, the rendering being one of the wanted
    wordings.

    An engine whose standings of wanted wordings follow from its answers alone says so with
    ``ranks_by_answers = True``: what it answered then serves every question with the same text,
    whatever is wanted.

    An engine that replays a recording has a ``recording``, the fingerprint of what it will answer.
    """

    @property
    def id(self) -> str:
        """``kind:name``, such as ``embedding:use-m3`` or ``dictionary:mueller7``."""

    @property
    def family(self) -> str:
        """Engines of one family share their origin, so they count as one vote."""

    @property
    def version(self) -> str:
        """Changes whenever the same question may get another answer."""

    @property
    def egress(self) -> Egress:
        """Whether, and to whom, it sends what it is asked."""

    @property
    def pairs(self) -> str:
        """For which languages it serves, in words."""

    @property
    def sends(self) -> str:
        """What it sends where, in words."""

    def serves(self, source: Tag, target: Tag) -> bool:
        """Say whether it answers questions from ``source`` into ``target``."""

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Answer each query: same length, same order, one bad query spoils no other."""


class EngineModule(Protocol):
    """A module of ``fidelity/engines``."""

    def engines(self, setup: Setup) -> Iterable[Engine | Missing]:
        """List what this kind of engine has to offer here; cheap: models load when first asked."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule may look at beside the concept itself."""

    glossary: Glossary
    """The glossary under check."""
    others: tuple[Glossary, ...]
    """The other loaded glossaries, the shipped ones among them."""
    source: Tag
    target: Tag
    verdicts: Mapping[tuple[str, str], Verdict]
    """The verdict by ``(concept id, rendering text)``."""
    language: Callable[[Tag], Language]
    """The words of a language."""


class Example(NamedTuple):
    """A source text and a translation, by which a rule shows what it finds and what it lets be."""

    pair: str
    """The two language tags, joined by a hyphen: ``en-ru``."""
    source: str
    target: str


class Rule(Protocol):
    """A module of ``fidelity/rules``. Its docstring is its page in the documentation.

    It offers one or more of three functions:

    * ``audit(concept, known)`` yields what is wrong with one concept of a glossary; ``known`` is
      a ``Known``.
    * ``check(segment, known)`` yields what is wrong with one translated segment; ``segment`` is a
      ``fidelity.segments.Segment``, ``known`` a ``fidelity.matching.sides.KnownText``.
    * ``observe(segment, known)`` yields small values about one segment, and
      ``conclude(observations, house)`` what they say together about a whole set of documents;
      ``house`` is a ``fidelity.matching.sides.House``. With ``condense(observations)``, which makes
      fewer values of many, of the same meaning to ``conclude`` and to itself, memory does not grow
      with the documents: what was observed first is condensed while more is observed.

    A rule for text also has ``RIGHT`` and ``WRONG``, tuples of ``Example``: on the first it has to
    stay quiet, in each of the second it has to find something. They are its tests and its page.
    """

    LEVEL: Level
    """The level of its findings where nothing raises or lowers it."""


Rendering: TypeAlias = tuple[str, str, str, str, str]
"""What an editor's decision is about: concept, source text and language, rendering and language."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One rendering that an editor accepted."""

    rendering: Rendering
    evidence: str
    """The hash of the evidence that the editor saw."""
    reason: str
    file: str
    """The glossary that holds the rendering."""
    place: Place
    """The row of the editor's table."""


@dataclass(frozen=True, slots=True)
class View:
    """What a report shows beside what was found. Every part has a value for library users."""

    exit: int | None = None
    """The exit status of the command; null where no command was run."""
    reason: str = ""
    """Why the status is what it is, in words."""
    last_line: str = ""
    """Counts and reason in one line, for reports that are read by people."""
    base: str | None = None
    """The working folder: absolute paths are written as seen from it. Null: the file name alone."""
    width: int | None = None
    """Columns of the terminal; null where the report does not go to one."""
    verbose: bool = False
    """Whether to show the verdicts that are no finding as well."""
    fail_on: Level = "error"
    """The lowest level that fails the run."""
    decisions: tuple[Decision, ...] = ()
    """What the editors accepted before, to be carried over."""


class Reporter(Protocol):
    """A module of ``fidelity/reports``: one format for reports."""

    SUFFIX: str
    """The usual file name ending, with the dot."""

    def write(
        self, report: Report, stream: IO[str], *, color: bool = False, view: View | None = None
    ) -> None:
        """Write a report as text.

        Args:
            report: what to write.
            stream: where.
            color: whether to mark levels by colour.
            view: what the run knows beside the report; null outside a run.
        """
