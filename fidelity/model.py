"""The words that everything else is said in: small frozen values, no behaviour of their own.

Names follow the field's standards: concept, term and administrative status from ISO 30042 (TBX),
severity from MQM, levels from SARIF 2.1.0, language tags from BCP 47. This module imports nothing
else of the package, so every other module may use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Tag: TypeAlias = str
"""A BCP 47 language tag in its canonical spelling, such as ``en``, ``ru`` or ``zh-Hans``."""

Status: TypeAlias = Literal["preferred", "admitted", "deprecated", "forbidden"]
Severity: TypeAlias = Literal["neutral", "minor", "major", "critical"]
Level: TypeAlias = Literal["note", "warning", "error"]
VerdictWord: TypeAlias = Literal["faithful", "drifted", "cannot-tell"]
Egress: TypeAlias = Literal["local", "self-hosted", "official-service", "unofficial-service"]
Kind: TypeAlias = Literal[
    "sense",
    "false_friend",
    "near_homonym",
    "force_up",
    "force_down",
    "modality",
    "polarity",
    "quantity",
    "scope",
    "name",
    "register",
    "attribution",
    "omission",
    "addition",
    "untranslated",
    "related",
]
Relation: TypeAlias = Literal[
    "same",
    "synonym",
    "hypernym",
    "hyponym",
    "related",
    "unrelated",
    "antonym",
    "untranslated",
    "unknown",
]
Reason: TypeAlias = Literal[
    "unsupported-pair",
    "too-long",
    "not-found",
    "echo",
    "empty",
    "rate-limited",
    "quota",
    "authentication",
    "blocked",
    "server",
    "timeout",
    "network",
    "bad-response",
    "no-consent",
    "offline",
    "circuit-open",
    "not-recorded",
    "engine-fault",
    "unreadable",
]
"""Why an engine gave no answer, or why a unit could not be judged. A closed list."""

Decider: TypeAlias = Literal["document", "settings", "editor", "baseline"]
"""Where it was decided that a finding may stand: in a remark beside the text, in the settings, in
the table of accepted renderings, or by what was there before."""

ACCEPTED: frozenset[Status] = frozenset({"preferred", "admitted"})
"""The statuses under which a term may be used."""

ABSTENTIONS: frozenset[Reason] = frozenset({"unsupported-pair", "not-found", "empty", "echo"})
"""Reasons that are an engine's honest "I do not know"; every other reason is a fault, and what it
kept from being judged is reported as unchecked."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: a file, and a position in it where the format has one."""

    file: str
    """The path as the user named it, with forward slashes."""
    line: int | None = None
    """1-based; for a table, the row; null where the format has no lines."""
    column: int | None = None
    """1-based, in code points; for a spreadsheet, the column of the cell."""

    def __str__(self) -> str:
        """Write the place as ``file:line:column``, leaving out what is not known."""
        parts = [self.file]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Term:
    """One wording of a concept in one language."""

    text: str
    language: Tag
    status: Status = "preferred"
    part_of_speech: str | None = None
    """A universal part of speech in lower case (``noun``, ``verb``, ``adjective`` …)."""
    reason: str | None = None
    """Why a deprecated or forbidden term is to be avoided, in words for an editor."""
    kind: Kind | None = None
    """What goes wrong where an avoided term is used."""
    note: str | None = None
    source: str | None = None
    """The authority for this one term, where it is not the concept's."""
    profile: str | None = None
    """The house (office, newsroom) for which the status holds; null for everyone."""
    valid_from: str | None = None
    """First day on which the status holds, ``YYYY-MM-DD``."""
    valid_until: str | None = None
    """Last day on which the status holds, ``YYYY-MM-DD``."""
    place: Place | None = field(default=None, compare=False)

    @property
    def accepted(self) -> bool:
        """Whether the term may be used: preferred or admitted."""
        return self.status in ACCEPTED


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning, with the terms that stand for it in each language."""

    id: str
    terms: tuple[Term, ...]
    definition: str | None = None
    domain: str | None = None
    note: str | None = None
    source: str | None = None
    """The authority: a citation that an editor can look up."""
    severity: Severity = "major"
    """What a wrong rendering of this concept costs."""
    examples: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)

    def in_language(self, language: Tag, *, accepted: bool | None = None) -> tuple[Term, ...]:
        """List the terms of one language, in the order of the glossary.

        Args:
            language: the BCP 47 tag, spelled as in the terms.
            accepted: true for preferred and admitted terms only, false for the avoided ones only,
                null for all.
        """
        return tuple(
            term
            for term in self.terms
            if term.language == language and (accepted is None or term.accepted == accepted)
        )


@dataclass(frozen=True, slots=True)
class Glossary:
    """Concepts that belong together, and where they were read."""

    name: str
    """The name that findings quote as the authority: ``glossaries/diplomacy``."""
    concepts: tuple[Concept, ...]
    languages: tuple[Tag, ...]
    """Every language that it declares or uses; the first is the source language."""
    sha256: str = ""
    """Hash of the bytes that it was read from, hexadecimal; empty for one made in memory."""
    title: str | None = None
    licence: str | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """One question to an engine: how does this wording read in the other language?"""

    text: str
    source: Tag
    """The language of ``text``."""
    target: Tag
    """The language of the answer."""
    wanted: tuple[str, ...] = ()
    """Wordings of the target language whose standing the engine should report, whether or not they
    are among its best answers. An engine that cannot ignores them."""
    part_of_speech: str | None = None
    best: int = 10
    """How many answers are of use, at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer of an engine."""

    text: str
    score: float | None = None
    """The engine's own score, higher is better; comparable within one engine only."""
    sense: str | None = None
    """A dictionary's sense label or usage note."""
    part_of_speech: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How one wanted wording stands among an engine's answers."""

    text: str
    score: float
    """On the scale of the candidates' scores."""
    rank: int
    """1-based: 1 means that nothing scores higher."""
    similarity: float
    """The engine's symmetrical measure of how near query and wording are, in [-1, 1]."""


@dataclass(frozen=True, slots=True)
class Ok:
    """An engine's answer: at least one candidate, best first."""

    candidates: tuple[Candidate, ...]
    wanted: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Fail:
    """An engine's failure to answer. It carries no text, address or key."""

    reason: Reason
    retry_after: float | None = None
    """Seconds, where the far side said so."""


Outcome: TypeAlias = Ok | Fail


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one engine, glossary or rule says about one rendering, as the report prints it."""

    engine: str
    family: str
    query: str
    answers: tuple[str, ...]
    relation: Relation
    competent: bool | None
    """Whether the engine passed the control questions; null where it could not be asked them."""
    reason: str
    """In words: which control was asked and how it ended, or why there is no answer."""
    points: float | None
    """What this line adds to the log odds of *drifted* (natural logarithm); null where nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence says about one rendering of one concept."""

    concept: str
    source: Term
    """The source-language term that the rendering was judged against."""
    rendering: Term
    verdict: VerdictWord
    probability: float | None
    """That the rendering has drifted, in [0, 1], at the base rate that the signature names; null
    where there is no evidence at all."""
    kind: Kind | None = None
    meaning: str | None = None
    """What the rendering means, where that is not what the concept means."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """The whole segment that a stretch of text stands in, for those who read a report."""

    text: str
    first: Place
    """Where the segment begins."""
    last: Place
    """Where it ends: the place past its last character."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in a file."""

    place: Place
    text: str | None = None
    start: int | None = None
    """0-based code-point offset into the segment; null for a whole glossary entry."""
    end: int | None = None
    context: Context | None = field(default=None, compare=False, repr=False)
    """The segment; null for a glossary entry."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an editor should look at."""

    rule: str
    level: Level
    message: str
    kind: Kind | None = None
    concept: str | None = None
    segment: str | None = None
    source: Span | None = None
    target: Span | None = None
    meaning: str | None = None
    probability: float | None = None
    evidence: tuple[Evidence, ...] = ()
    suggestions: tuple[str, ...] = ()
    """Wordings to use instead, best first, each with its authority in brackets."""
    fingerprint: str = ""
    """Hexadecimal; the same for the same finding when lines move. Stamped by the runner."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that a fault kept from being judged."""

    reason: Reason
    message: str
    """One line for the user: what was not checked, why, and what to do."""
    concept: str | None = None
    rendering: str | None = None
    engine: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that somebody decided to let stand."""

    finding: Finding
    by: Decider
    reason: str
    """Why, in the words of whoever decided; may be empty for a baseline."""
    place: Place | None = None
    """Where the decision is written down."""


@dataclass(frozen=True, slots=True)
class Score:
    """How well one segment is translated, as far as the rules can tell."""

    id: str
    score: float
    """In [0, 1]; 1: nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run found."""

    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    signature: str
    """One line from which the run can be repeated: version, glossaries, engines, weights."""
    accepted: int = 0
    """How many findings an editor's list of accepted renderings took out."""
    counts: Mapping[str, int] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()
    """A score for each segment, where they are asked for."""
    suppressed: tuple[Suppressed, ...] = ()
    """What the gate took out of the findings, so that a report can show it."""
    remarks: tuple[str, ...] = ()
    """Which engines were left out although somebody may expect them to be asked, a line each. They
    stand in no report: commands write them beside it."""
