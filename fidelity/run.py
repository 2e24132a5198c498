"""The path of an audit: from glossaries to a report. Nothing here prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from fidelity import __version__, plugins
from fidelity.asking import DEFAULT_CACHE, cache_folder, chosen, installed, one_way
from fidelity.cache import using
from fidelity.calls import Sender, Withheld
from fidelity.errors import InputError, UsageError
from fidelity.judging.evidence import examine
from fidelity.judging.verdicts import remembered
from fidelity.judging.weights import group, weights_for
from fidelity.languages import language
from fidelity.loading import shipped_glossaries
from fidelity.model import (
    Concept,
    Finding,
    Glossary,
    Place,
    Report,
    Tag,
    Unchecked,
    Verdict,
)
from fidelity.protocols import Engine, Known, Missing, Progress, no_progress
from fidelity.recording.records import Records
from fidelity.stamping import stamped
from fidelity.tags import canonical, matches


def audit(
    glossary: Glossary | Sequence[Glossary],
    *,
    source: str | None = None,
    target: str | None = None,
    others: Sequence[Glossary] | None = None,
    engines: Sequence[str] | None = None,
    rules: Sequence[str] | None = None,
    cache: Path | str | None = DEFAULT_CACHE,
    options: Mapping[str, Mapping[str, object]] | None = None,
    progress: Progress = no_progress,
    sender: Sender | None = None,
    records: Records | None = None,
    embargoed: Mapping[str, str] | None = None,
) -> Report:
    """Audit glossaries: judge every accepted rendering and run every rule.

    Args:
        glossary: the glossary or glossaries under check.
        source: the language of the terms; null: each glossary's first language.
        target: the language of the renderings; null: every other language of each glossary.
        others: glossaries to compare with; null: those that ship with the package.
        engines: ids or kinds of engines, exactly these; null: every offline engine installed.
        rules: names of rules, exactly these; null: all.
        cache: the folder for derived tables and remembered verdicts; null: keep nothing.
        options: settings by kind of engine.
        progress: told how far the run has come.
        sender: what ``fidelity.asking.connection`` gave; null: nothing leaves the machine.
        records: from where answers of services come, and where they are kept; null: nowhere.
        embargoed: names of glossaries under embargo, each with its last day. They are judged by
            the engines of this machine alone, nothing of them is kept on disk, and no other
            glossary is compared with them.

    Raises:
        UsageError: an engine or rule of that name is not there.
        InputError: a glossary lacks one of the two languages.
    """
    checked = (glossary,) if isinstance(glossary, Glossary) else tuple(glossary)
    compared = shipped_glossaries(cache_folder(cache)) if others is None else tuple(others)
    context = _Context(
        checked,
        compared,
        engines,
        rules,
        cache,
        options or {},
        progress,
        sender,
        records,
        embargoed or {},
    )
    parts = [
        _audit_pair(each, *pair, context)
        for each in checked
        for pair in _pairs(each, source, target)
    ]
    verdicts = tuple(verdict for part in parts for verdict in part.verdicts)
    findings = tuple(stamped(finding for part in parts for finding in part.findings))
    unchecked = tuple(item for part in parts for item in part.unchecked)
    signature = "|".join(dict.fromkeys(part.signature for part in parts))
    return Report(
        verdicts,
        findings,
        unchecked,
        signature,
        counts=_counts(verdicts, findings, unchecked),
        remarks=tuple(dict.fromkeys(remark for part in parts for remark in part.remarks)),
    )


@dataclass(frozen=True, slots=True)
class _Context:
    """What stays the same for all parts of an audit."""

    checked: tuple[Glossary, ...]
    compared: tuple[Glossary, ...]
    engines: Sequence[str] | None
    rules: Sequence[str] | None
    cache: Path | str | None
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    progress: Progress = no_progress
    sender: Sender | None = None
    records: Records | None = None
    embargoed: Mapping[str, str] = field(default_factory=dict)


def _pairs(glossary: Glossary, source: str | None, target: str | None) -> list[tuple[Tag, Tag]]:
    """List the pairs of languages to audit, in the spelling of the glossary."""
    first = _language_of(glossary, source) if source else glossary.languages[0]
    if target:
        return [(first, _language_of(glossary, target))]
    rest = [(first, tag) for tag in glossary.languages if tag != first]
    if not rest:
        place = glossary.place or Place(glossary.name)
        raise InputError(place, "the glossary has only one language", "add renderings to check")
    return rest


def _language_of(glossary: Glossary, wanted: str) -> Tag:
    try:
        tag = canonical(wanted)
    except ValueError as error:
        raise UsageError(str(error)) from None
    for present in glossary.languages:
        if matches(tag, present):
            return present
    place = glossary.place or Place(glossary.name)
    there = ", ".join(glossary.languages)
    raise InputError(place, f"there are no terms in {tag}", f"its languages are {there}")


def _audit_pair(glossary: Glossary, source: Tag, target: Tag, context: _Context) -> Report:
    others = tuple(
        other
        for other in (*context.compared, *context.checked)
        if other is not glossary
        and not _same(other, glossary)
        and other.name not in context.embargoed
    )
    others = tuple({other.name: other for other in others}.values())
    names = context.rules if context.rules is not None else plugins.names("rules")
    loaded = [plugins.load("rules", name) for name in names]
    asked: list[Engine] = []
    verdicts: tuple[Verdict, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    remarks: tuple[str, ...] = ()
    until = context.embargoed.get(glossary.name)
    if any(getattr(rule, "NEEDS_ENGINES", False) for rule in loaded):
        found = installed(
            cache=context.cache,
            glossaries=(glossary, *others),
            under_check=[glossary.name],
            options=context.options,
            progress=context.progress,
            sender=context.sender if until is None else Withheld(),
            records=context.records if until is None else None,
        )
        wanted, refused = _silenced(context.engines, found, glossary, until)
        asked = [engine for engine in chosen(found, wanted) if engine.serves(target, source)]
        remarks = one_way(chosen(found, wanted), source, target)
        judge = partial(examine, glossary, others, asked, source, target, context.progress)
        verdicts, unchecked = remembered(
            None if until else cache_folder(context.cache),
            glossary,
            others,
            asked,
            (source, target),
            judge,
        )
        unchecked += refused
    known = Known(
        glossary=glossary,
        others=others,
        source=source,
        target=target,
        verdicts={(verdict.concept, verdict.rendering.text): verdict for verdict in verdicts},
        language=language,
    )
    with using(None if until else cache_folder(context.cache)):
        findings = tuple(_found(loaded, glossary.concepts, known))
    signature = _signature(glossary, others, asked, source, target)
    signature += f"|embargo:{until}" if until else ""
    return Report(verdicts, findings, unchecked, signature, remarks=remarks)


def _silenced(
    wanted: Sequence[str] | None,
    found: Sequence[Engine | Missing],
    glossary: Glossary,
    until: str | None,
) -> tuple[Sequence[str] | None, tuple[Unchecked, ...]]:
    """Leave out the engines that would send something of a glossary under embargo."""
    if until is None or wanted is None:
        return wanted, ()
    sending, here = set[str](), set[str]()
    for each in found:
        local = each.egress == "local" and not isinstance(each, Missing)
        names = here if local else sending
        names |= {each.id, each.id.partition(":")[0]}
    silent = [name for name in wanted if name not in here and name.partition(":")[0] in sending]
    refused = tuple(
        Unchecked(
            reason="no-consent",
            message=f"{name} was not asked about {glossary.name}, which is under embargo until "
            f"{until}: nothing of it leaves this machine, and nothing recorded is used",
            engine=name,
            place=glossary.place,
        )
        for name in silent
    )
    return [name for name in wanted if name not in silent], refused


def _same(one: Glossary, other: Glossary) -> bool:
    """Say whether two are one glossary, which must not vouch for itself under another name."""
    return one.name == other.name or bool(one.sha256 and one.sha256 == other.sha256)


def _found(rules: Sequence[object], concepts: Sequence[Concept], known: Known) -> Iterator[Finding]:
    auditing = [audit for rule in rules if (audit := getattr(rule, "audit", None))]
    for concept in concepts:
        for audit_concept in auditing:
            yield from audit_concept(concept, known)


def _counts(
    verdicts: Sequence[Verdict], findings: Sequence[Finding], unchecked: Sequence[Unchecked]
) -> dict[str, int]:
    words = Counter(verdict.verdict for verdict in verdicts)
    levels = Counter(finding.level for finding in findings)
    return {
        "renderings": len(verdicts),
        "faithful": words["faithful"],
        "drifted": words["drifted"],
        "cannot-tell": words["cannot-tell"],
        "unchecked": len(unchecked),
        "error": levels["error"],
        "warning": levels["warning"],
        "note": levels["note"],
    }


def _signature(
    glossary: Glossary,
    others: Sequence[Glossary],
    asked: Sequence[Engine],
    source: Tag,
    target: Tag,
) -> str:
    """Say in one line how the numbers were made (after sacreBLEU; Post 2018)."""
    weights = weights_for(group(source, target))
    named = ",".join(f"{each.name}@{(each.sha256 or 'memory')[:8]}" for each in (glossary, *others))
    engines_used = ",".join(f"{engine.id}@{engine.version}" for engine in asked) or "none"
    return (
        f"fidelity:{__version__}|lang:{source}-{target}|glossaries:{named}|engines:{engines_used}"
        f"|weights:{weights.version}/{weights.group}|base-rate:{weights.base_rate}"
    )
