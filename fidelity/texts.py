"""Checks translated texts: from the pieces of documents to a report. Nothing here prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

from fidelity import __version__
from fidelity.asking import DEFAULT_CACHE, cache_folder
from fidelity.cache import using
from fidelity.loading import shipped_glossaries
from fidelity.matching.coverage import prepare
from fidelity.matching.find import TermTable, term_table
from fidelity.matching.sides import House, KnownText
from fidelity.model import Finding, Glossary, Report, Score, Tag
from fidelity.pairing.pairs import Piece
from fidelity.passages import Anchor, Notice, Passage, Suppression
from fidelity.run_text import Observed, check_known, text_rules
from fidelity.scoring.scores import score
from fidelity.segments import Segment
from fidelity.stamping import stamped
from fidelity.tags import matches
from fidelity.workers import Checked, as_many_as_pay, bundled, checked

_COMPARING = frozenset({"added-text", "omitted-text"})
"""Rules that compare the words of every segment, for which all are placed beforehand."""

Tables: TypeAlias = dict[tuple[Tag, tuple[int, ...]], TermTable]
"""The terms of a language, by the places of the glossaries that they come from."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """What a run over texts found, before the gate."""

    report: Report
    remarks: tuple[tuple[str, Suppression], ...] = ()
    """What editors wrote beside segments, each with the id of its segment."""
    notices: tuple[Notice, ...] = ()
    """What the readers of the documents have to tell."""


@dataclass(slots=True)
class _Tally:
    """What is gathered while the segments pass by; none of them is kept."""

    rules: Mapping[str, ModuleType]
    findings: list[Finding] = field(default_factory=list)
    observed: dict[tuple[Tag, Tag], Observed] = field(default_factory=dict)
    scores: list[Score] = field(default_factory=list)
    remarks: list[tuple[str, Suppression]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    segments: int = 0

    def add(self, one: Checked) -> None:
        """Take in what is known of one segment."""
        self.segments += 1
        self.findings += one.findings
        self.observed.setdefault(one.pair, Observed(self.rules)).add(one.observations)
        if one.score is not None:
            self.scores.append(Score(one.segment, one.score))


class Checker:
    """Checks segments; what is the same for a pair of languages is made ready once.

    Args:
        glossaries: where the terms stand; null: those that ship with the package.
        rules: names of rules, exactly these; null: all that look at texts.
        profile: whose house it is: its own wordings are no finding.
        today: the day for which statuses hold, ``YYYY-MM-DD``; null: today.
        cache: the folder where the forms of terms are kept; null: nothing is kept.
        jobs: how many processes check segments side by side; null: two from 512 segments on, where
            there are two processors. With more than one, whatever starts the run must stand under
            ``if __name__ == "__main__"``, as ``multiprocessing`` asks.

    Raises:
        UsageError: there is no rule of that name.
    """

    def __init__(
        self,
        glossaries: Sequence[Glossary] | None = None,
        *,
        rules: Sequence[str] | None = None,
        profile: str | None = None,
        today: str | None = None,
        cache: Path | str | None = DEFAULT_CACHE,
        jobs: int | None = 1,
    ) -> None:
        self._jobs = jobs
        self._cache = cache_folder(cache)
        given = shipped_glossaries(self._cache) if glossaries is None else glossaries
        self.glossaries = tuple(given)
        self.rules: Mapping[str, ModuleType] = text_rules(rules)
        self._profile = profile
        self._today = datetime.now(UTC).date().isoformat() if today is None else today
        self._houses: dict[tuple[Tag, Tag], House] = {}
        self._tables: Tables = {}

    def house(self, source: Tag, target: Tag) -> House:
        """Make ready what is the same for all segments of one pair of languages."""
        pair = (source, target)
        if pair not in self._houses:
            self._houses[pair] = house_for(
                source,
                target,
                self.glossaries,
                profile=self._profile,
                today=self._today,
                cache=self._cache,
                tables=self._tables,
            )
        return self._houses[pair]

    def run(self, pieces: Iterable[Piece], *, scores: bool = False) -> TextRun:
        """Check the pieces of documents, one after the other.

        Args:
            pieces: segments, with what editors and readers remark among them
                (``fidelity.pairing.pairs``). They are not kept: memory does not grow with the
                documents.
            scores: whether to give each segment a score.
        """
        tally = _Tally(self.rules)
        for one in self._checked(_segments(pieces, tally), scores=scores):
            tally.add(one)
        findings = stamped((*tally.findings, *self._concluded(tally)))
        report = Report(
            verdicts=(),
            findings=tuple(findings),
            unchecked=(),
            signature=self._signature(tally.observed),
            scores=tuple(tally.scores),
            counts={"segments": tally.segments},
        )
        counted = replace(report, counts=_counts(report, tally.segments))
        return TextRun(counted, tuple(tally.remarks), tuple(tally.notices))

    def check(self, source: str, target: str, *, from_: Tag, to: Tag) -> tuple[Finding, ...]:
        """Check one text against its translation.

        Args:
            source: the text.
            target: its translation.
            from_: the language translated from, a BCP 47 tag.
            to: the language translated into.
        """
        first, second = (Passage(text, "text", (Anchor(0, 1, 1),)) for text in (source, target))
        return self.run([Segment("text:1", first, second, from_, to)]).report.findings

    def _checked(self, segments: Iterable[Segment], *, scores: bool) -> Iterator[Checked]:
        jobs = self._jobs
        if jobs is None:
            jobs, segments = as_many_as_pay(segments)
        if jobs == 1:
            bundles = bundled(segments)
            return (one for bundle in bundles for one in self._judged(bundle, scores=scores))
        recipe = (self.glossaries, tuple(self.rules), self._profile, self._today, self._cache)
        return checked(segments, partial(_ready, *recipe, scores=scores), jobs)

    def _judged(self, segments: Sequence[Segment], *, scores: bool) -> Iterator[Checked]:
        several = [
            KnownText(each, self.house(each.source_language, each.target_language))
            for each in segments
        ]
        if _COMPARING & self.rules.keys():
            prepare(side for known in several for side in (known.source, known.target))
        for known in several:
            outcome = check_known(known, self.rules)
            worth = score(known, outcome.findings) if scores else None
            segment = known.segment
            pair = (segment.source_language, segment.target_language)
            yield Checked(segment.id, pair, outcome.findings, outcome.observations, worth)

    def _concluded(self, tally: _Tally) -> Iterator[Finding]:
        with using(self._cache):
            for pair, observed in tally.observed.items():
                yield from observed.concluded(self.house(*pair))

    def _signature(self, seen: Iterable[tuple[Tag, Tag]]) -> str:
        named = ",".join(f"{each.name}@{(each.sha256 or 'memory')[:8]}" for each in self.glossaries)
        pairs = ",".join("-".join(pair) for pair in seen)
        return (
            f"fidelity:{__version__}|lang:{pairs}|glossaries:{named}|rules:{','.join(self.rules)}"
        )


def _ready(
    glossaries: Sequence[Glossary],
    rules: Sequence[str],
    profile: str | None,
    today: str,
    cache: Path | None,
    *,
    scores: bool,
) -> Callable[[Sequence[Segment]], Iterable[Checked]]:
    """Make what checks segments in another process, where modules cannot be handed over."""
    checker = Checker(glossaries, rules=rules, profile=profile, today=today, cache=cache)
    return partial(checker._judged, scores=scores)  # noqa: SLF001 - its own class


def _segments(pieces: Iterable[Piece], tally: _Tally) -> Iterator[Segment]:
    """Yield the segments, and put aside what editors and readers remark among them."""
    pending: list[Suppression] = []
    for piece in pieces:
        if isinstance(piece, Suppression):
            pending.append(piece)
        elif isinstance(piece, Notice):
            tally.notices.append(piece)
        else:
            tally.remarks += ((piece.id, remark) for remark in pending)
            pending.clear()
            yield piece


def check(
    source: str,
    target: str,
    *,
    from_: Tag,
    to: Tag,
    glossaries: Sequence[Glossary] | None = None,
) -> tuple[Finding, ...]:
    """Check one text against its translation; for more than one, keep a ``Checker``.

    Args:
        source: the text.
        target: its translation.
        from_: the language translated from, a BCP 47 tag.
        to: the language translated into.
        glossaries: where the terms stand; null: those that ship with the package.
    """
    return Checker(glossaries).check(source, target, from_=from_, to=to)


def house_for(
    source: Tag,
    target: Tag,
    glossaries: Sequence[Glossary],
    *,
    profile: str | None = None,
    today: str = "",
    cache: Path | str | None = DEFAULT_CACHE,
    tables: Tables | None = None,
) -> House:
    """Make ready what is the same for all segments of one pair of languages.

    Args:
        source: the language translated from.
        target: the language translated into.
        glossaries: where the terms stand, the user's own first.
        profile: whose house it is.
        today: the day for which statuses hold, ``YYYY-MM-DD``; empty: any.
        cache: the folder where the forms of terms are kept; null: nothing is kept.
        tables: the terms of languages that are ready, of the same glossaries; those of the two
            languages are put in. Null: they are made anew.
    """
    where = cache_folder(cache)
    ready = {} if tables is None else tables
    places = tuple(_of_both(glossaries, source, target))
    for tag in (source, target):
        if (tag, places) not in ready:
            ready[tag, places] = term_table([glossaries[place] for place in places], tag, where)
    two = {tag: ready[tag, places] for tag in (source, target)}
    return House(source, target, tuple(glossaries), two, profile, today, cache=where)


def _of_both(glossaries: Sequence[Glossary], source: Tag, target: Tag) -> Iterator[int]:
    """List the places of the glossaries that hold both languages.

    Another one has nothing to say about the pair, and a long term of it would hide the short term
    that lies inside it (actual cost, actual).
    """
    for place, glossary in enumerate(glossaries):
        if all(
            any(matches(tag, each) or matches(each, tag) for each in glossary.languages)
            for tag in (source, target)
        ):
            yield place


def _counts(report: Report, segments: int) -> dict[str, int]:
    levels = Counter(finding.level for finding in report.findings)
    return {
        "segments": segments,
        "unchecked": len(report.unchecked),
        "error": levels["error"],
        "warning": levels["warning"],
        "note": levels["note"],
    }
