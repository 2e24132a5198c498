"""Gives findings their order and their fingerprints, by which the next run knows them again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from fidelity.model import Finding, Place
from fidelity.text import fingerprint

_LINE = re.compile(r"line-\d+")


def stamped(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Drop repetitions, sort by place, and stamp each finding's fingerprint.

    A multilingual glossary is audited once for each target language, and a rule that looks at the
    source terms finds the same each time. A fingerprint holds no place: it is made of the rule, the
    concept, the words, and of a translated text the whole sentence of the original; so it is the
    same when lines move, and not the same for the same words elsewhere.
    """
    seen: Counter[str] = Counter()
    for finding in sorted(dict.fromkeys(findings), key=_order):
        about = [span.text or "" for span in (finding.source, finding.target) if span]
        if finding.source and finding.source.context:
            about.append(finding.source.context.text)
        # A table's concepts are named after their lines, and lines move.
        name = finding.concept or ""
        key = fingerprint(finding.rule, "" if _LINE.fullmatch(name) else name, *about)
        seen[key] += 1
        stamp = key if seen[key] == 1 else fingerprint(key, str(seen[key]))
        yield replace(finding, fingerprint=stamp)


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    span = finding.target or finding.source
    place = span.place if span else Place("")
    return place.file, place.line or 0, place.column or 0, finding.rule, finding.message
