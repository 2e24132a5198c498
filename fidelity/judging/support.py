"""Lets the other accepted renderings of a concept vouch for a freer one.

An admitted rendering is often no translation that an engine would give back: a part of a phrase, a
wording that only stands in texts of one kind. Where it is near in meaning, within its language, to
another rendering that the glossary accepts for the concept, the engines' votes against it show that
it is freer and not that it is wrong, so the verdict is *cannot tell*. A look-alike vouches for
nobody, because the encoder takes letters for meaning; nor does anything vouch for a preferred
rendering, which a translator is told to use, nor against what another glossary states outright.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fidelity.judging.judge import Case
from fidelity.judging.nearness import Nearness, placed
from fidelity.model import Evidence, Verdict
from fidelity.text import LOOK_ALIKE, likeness, normalise

NEAR = 0.6
"""Cosine from which two wordings of one language are near in meaning; the same as where weights are
learned (``benchmarks.train.pairs``)."""


def supported(cases: Sequence[Case], verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Take back the *drifted* of admitted renderings for which another rendering vouches.

    Args:
        cases: the renderings with all that is known about them.
        verdicts: what the engines say of them, in the same order.

    Returns:
        The verdicts, in their order; one that was taken back has a line of evidence that says so.
    """
    vouching = [_vouching(*each) for each in zip(cases, verdicts, strict=True)]
    near = placed(
        (text, case.rendering.language)
        for case, others in zip(cases, vouching, strict=True)
        if others
        for text in (case.rendering.text, *others)
    )
    return tuple(
        _taken_back(verdict, _nearest(case, others, near)) if others else verdict
        for case, verdict, others in zip(cases, verdicts, vouching, strict=True)
    )


def _vouching(case: Case, verdict: Verdict) -> tuple[str, ...]:
    """List the renderings that might vouch; none where there is nothing to take back."""
    if verdict.verdict != "drifted" or case.rendering.status != "admitted" or case.facts:
        return ()
    own = case.rendering.text
    return tuple(
        text
        for text in dict.fromkeys(case.accepted)
        if normalise(text) != normalise(own) and likeness(text, own) < LOOK_ALIKE
    )


def _nearest(case: Case, others: Sequence[str], near: Nearness) -> str | None:
    """Find the nearest of the other renderings; null where none is near enough."""
    wanted = (case.rendering.text,)
    tag = case.rendering.language
    best = max(others, key=lambda text: near.nearest((text,), wanted, tag))
    return best if near.nearest((best,), wanted, tag) >= NEAR else None


def _taken_back(verdict: Verdict, voucher: str | None) -> Verdict:
    if voucher is None:
        return verdict
    line = Evidence(
        engine="glossary:own",
        family="termbase:own",
        query=verdict.rendering.text,
        answers=(voucher,),
        relation="related",
        competent=True,
        reason=f"near in meaning to {voucher}, which is accepted for the concept too",
        points=None,
    )
    return replace(verdict, verdict="cannot-tell", kind=None, evidence=(line, *verdict.evidence))
