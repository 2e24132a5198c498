"""How a run ends: exit status, accepted renderings, the baseline, and the last line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fidelity.gating.baseline import Baseline, Entry
from fidelity.gating.changed import Changes
from fidelity.gating.gate import Policy, decide, record
from fidelity.gating.suppressions import Suppressions
from fidelity.model import (
    Evidence,
    Finding,
    Level,
    Place,
    Report,
    Span,
    Term,
    Unchecked,
    Verdict,
    VerdictWord,
)
from fidelity.passages import Suppression
from fidelity.protocols import Decision
from fidelity.reports.csv import evidence_hash
from fidelity.settings.entries import LevelFor

FAULT = Unchecked(reason="timeout", message="one was not asked", engine="x:y")


def verdict(
    word: VerdictWord = "drifted",
    *,
    rendering: str = "пакт",
    language: str = "ru",
    concept: str = "treaty",
    answers: tuple[str, ...] = ("pact",),
    line: int = 2,
    points: float = 2.0,
) -> Verdict:
    """Make a verdict on one rendering of *treaty*."""
    said = Evidence("x:y", "x", rendering, answers, "unrelated", True, "control: passed", points)
    return Verdict(
        concept,
        Term("treaty", "en", place=Place("g.csv", line, 1)),
        Term(rendering, language, place=Place("g.csv", line, 8)),
        word,
        0.9,
        meaning="pact",
        evidence=(said,),
    )


def drift(about: Verdict, fingerprint: str = "f1", level: Level = "error") -> Finding:
    """Make the finding that the rule makes of a drifted verdict."""
    assert about.source.place is not None
    assert about.rendering.place is not None
    return Finding(
        "drifted-meaning",
        level,
        "means something else",
        concept=about.concept,
        source=Span(about.source.place, about.source.text),
        target=Span(about.rendering.place, about.rendering.text),
        evidence=about.evidence,
        fingerprint=fingerprint,
    )


def finding(level: Level, fingerprint: str = "n1", rule: str = "untidy-term") -> Finding:
    """Make a finding of another rule."""
    return Finding(rule, level, "a stray space", concept="treaty", fingerprint=fingerprint)


def decision(about: Verdict, *, concept: str | None = None, file: str = "g.csv") -> Decision:
    """Make the decision of an editor who accepts what a verdict says today."""
    key = (
        about.concept if concept is None else concept,
        about.source.text,
        about.source.language,
        about.rendering.text,
        about.rendering.language,
    )
    return Decision(key, evidence_hash(about), "usage", file, Place("review.csv", 2))


def report(*findings: Finding, unchecked: tuple[Unchecked, ...] = ()) -> Report:
    """Make a report of findings."""
    return Report((), findings, unchecked, "signature")


def test_a_report_without_findings_ends_with_0() -> None:
    """Nothing found, nothing unchecked: the gate is open."""
    assert decide(report(), Policy()).exit == 0


@pytest.mark.parametrize(
    ("level", "fail_on", "status"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("note", "error", 0),
        ("warning", "warning", 1),
        ("note", "warning", 0),
        ("note", "note", 1),
        ("error", "note", 1),
    ],
)
def test_findings_at_or_above_the_level_fail(level: Level, fail_on: Level, status: int) -> None:
    """The level that fails is the lowest that ends with exit 1."""
    assert decide(report(finding(level)), Policy(fail_on=fail_on)).exit == status


def test_unchecked_goes_before_findings() -> None:
    """What could not be checked is graver than what was found, and both are named."""
    ending = decide(report(finding("error"), unchecked=(FAULT,)), Policy())
    assert ending.exit == 3
    assert ending.reason == "1 fault (timeout) kept something from being checked; 1 error"


def test_unchecked_can_be_allowed() -> None:
    """Then findings decide, and the reason still tells of the fault."""
    policy = Policy(allow_unchecked=True)
    assert decide(report(unchecked=(FAULT,)), policy).exit == 0
    ending = decide(report(finding("error"), unchecked=(FAULT,)), policy)
    assert ending.exit == 1
    assert "1 fault (timeout) allowed by --allow-unchecked" in ending.reason


def test_exit_zero_turns_1_into_0_and_nothing_else() -> None:
    """An advisory run still ends with 3 where something was not checked."""
    policy = Policy(exit_zero=True)
    assert decide(report(finding("error")), policy).exit == 0
    assert decide(report(finding("error"), unchecked=(FAULT,)), policy).exit == 3


def test_the_last_line_states_counts_and_reason() -> None:
    """It reads as a sentence, with the levels that fail first."""
    verdicts = (verdict(), verdict("faithful", rendering="договор"), verdict("cannot-tell"))
    found = Report(verdicts, (drift(verdicts[0]), finding("warning")), (), "signature")
    assert decide(found, Policy()).last_line == (
        "3 renderings checked: 1 faithful, 1 drifted, 1 cannot tell, 0 unchecked. "
        "Exit 1: 1 error; also 1 warning."
    )


def test_the_last_line_says_why_findings_do_not_fail() -> None:
    """Warnings below the level are named, not passed over."""
    ending = decide(report(finding("warning"), finding("warning", "n2")), Policy())
    assert ending.last_line.endswith("Exit 0: 2 warnings, below the level that fails (error).")


def test_the_house_sets_the_level_of_a_rule() -> None:
    """A rule's findings rise or fall as the settings say, and the counts follow."""
    ending = decide(report(finding("note")), Policy(levels={"untidy-term": "error"}))
    assert ending.exit == 1
    assert (ending.report.counts["error"], ending.report.counts["note"]) == (1, 0)


def test_a_rule_can_be_switched_off() -> None:
    """Its findings are gone, those of others stay."""
    found = report(finding("error"), finding("error", "n2", "unknown-word"))
    ending = decide(found, Policy(levels={"untidy-term": "off"}))
    assert [left.rule for left in ending.report.findings] == ["unknown-word"]


def test_an_accepted_rendering_is_no_finding() -> None:
    """It is counted as accepted, and its verdict stays what it is."""
    about = verdict()
    found = Report((about,), (drift(about),), (), "signature")
    ending = decide(found, Policy(decisions=(decision(about),)))
    assert (ending.exit, ending.report.accepted, ending.stale) == (0, 1, ())
    assert ending.report.verdicts == (about,)
    assert "1 accepted" in ending.last_line
    assert ending.last_line.endswith("Exit 0: nothing else was found.")


def test_accepting_a_drift_leaves_other_rules_alone() -> None:
    """A decision is about the meaning, not about stray spaces."""
    about = verdict()
    other = replace(drift(about, "f2"), rule="untidy-term")
    found = Report((about,), (drift(about), other), (), "signature")
    ending = decide(found, Policy(decisions=(decision(about),)))
    assert ending.report.findings == (other,)


def test_a_decision_ends_when_the_evidence_changes() -> None:
    """The finding is back, and the row is reported as stale."""
    now = verdict(answers=("pact", "conspiracy"))
    found = Report((now,), (drift(now),), (), "signature")
    ending = decide(found, Policy(decisions=(decision(verdict()),)))
    assert (ending.exit, ending.report.accepted) == (1, 0)
    assert ending.stale[0].startswith("review.csv:2: stale-acceptance: the evidence has changed")
    assert "1 stale" in ending.last_line


def test_a_new_calibration_ends_no_decision() -> None:
    """Points and probabilities are not what the editor judged by."""
    now = verdict(points=9.0)
    found = Report((now,), (drift(now),), (), "signature")
    assert decide(found, Policy(decisions=(decision(verdict()),))).exit == 0


def test_an_engine_with_nothing_to_say_ends_no_decision() -> None:
    """A dictionary that lacks the word changes nothing."""
    silent = Evidence("dictionary:z", "z", "пакт", (), "unknown", None, "does not know it", None)
    now = replace(verdict(), evidence=(*verdict().evidence, silent))
    found = Report((now,), (drift(now),), (), "signature")
    assert decide(found, Policy(decisions=(decision(verdict()),))).exit == 0


def test_a_decision_ends_when_the_rendering_changes() -> None:
    """Another wording of the same concept is looked at anew; the row matches nothing any more."""
    now = verdict(rendering="соглашение")
    found = Report((now,), (drift(now),), (), "signature")
    ending = decide(found, Policy(decisions=(decision(verdict()),)))
    assert ending.exit == 1
    assert ending.stale == ("review.csv:2: stale-acceptance: the rendering is not there any more",)


def test_a_decision_about_another_file_is_left_alone() -> None:
    """One table may serve several glossaries; what is not under check is not stale."""
    now = verdict(rendering="соглашение")
    found = Report((now,), (), (), "signature")
    assert decide(found, Policy(decisions=(decision(verdict(), file="other.csv"),))).stale == ()


def test_a_row_of_a_table_may_move_to_another_line() -> None:
    """Where the concept is only a line number, the words decide."""
    now = verdict(concept="line-7", line=7)
    found = Report((now,), (drift(now),), (), "signature")
    earlier = decision(verdict(concept="line-2", line=2), concept="")
    assert decide(found, Policy(decisions=(earlier,))).exit == 0


def test_a_decision_about_one_concept_does_not_speak_for_another() -> None:
    """Where concepts have ids, the same words may be right in one and wrong in the other."""
    now = verdict(concept="pact-of-steel")
    found = Report((now,), (drift(now),), (), "signature")
    assert decide(found, Policy(decisions=(decision(verdict()),))).exit == 1


def test_a_decision_for_one_language_does_not_speak_for_another() -> None:
    """Russian and Ukrainian may share a wording; accepting one leaves the finding standing."""
    both = (verdict(), verdict(language="uk"))
    found = Report(both, (drift(both[0]),), (), "signature")
    assert decide(found, Policy(decisions=(decision(both[0]),))).exit == 1
    assert decide(found, Policy(decisions=tuple(map(decision, both)))).exit == 0


def test_known_findings_do_not_fail() -> None:
    """What stands in the baseline is counted, what is new fails."""
    base = Baseline((Entry("n1", "untidy-term", "treaty", "", "2026-01-31"),))
    ending = decide(report(finding("error"), finding("error", "n2")), Policy(baseline=base))
    assert [left.fingerprint for left in ending.report.findings] == ["n2"]
    assert "1 in the baseline" in ending.last_line


def test_entries_of_the_baseline_that_match_nothing_are_reported() -> None:
    """A mended finding does not linger in the file unnoticed."""
    base = Baseline((Entry("gone", "untidy-term", "treaty", "", "2026-01-31"),), "known.json")
    ending = decide(report(), Policy(baseline=base))
    assert ending.exit == 0
    assert len(ending.stale) == 1
    assert ending.stale[0].startswith("known.json: stale-baseline: untidy-term on treaty (gone)")


def shift(file: str = "ru/a.md", line: int = 3, fingerprint: str = "t1") -> Finding:
    """Make a finding in a translated text."""
    return Finding(
        "force-shift",
        "error",
        "too strong",
        concept="deplore",
        segment=f"en/a.md:{line}",
        source=Span(Place("en/a.md", line, 1), "deplores"),
        target=Span(Place(file, line, 1), "осуждает"),
        fingerprint=fingerprint,
    )


@pytest.mark.parametrize(
    ("entry", "level"),
    [
        (LevelFor("note", rule="force-shift"), "note"),
        (LevelFor("warning", concept="deplore"), "warning"),
        (LevelFor("note", path="ru/"), "note"),
        (LevelFor("note", rule="force-shift", path="fr/"), "error"),
        (LevelFor("note", rule="scope-shift", concept="deplore"), "error"),
    ],
)
def test_the_house_sets_levels_for_concepts_and_paths(entry: LevelFor, level: Level) -> None:
    """All that an entry names has to fit."""
    ending = decide(report(shift()), Policy(levels_for=(entry,)))
    assert [left.level for left in ending.report.findings] == [level]


def test_the_last_level_that_applies_holds() -> None:
    """So the general stands above the particular, and over the level of the rule."""
    entries = (LevelFor("off", path="ru/"), LevelFor("note", path="ru/a.md"))
    policy = Policy(levels={"force-shift": "warning"}, levels_for=entries)
    ending = decide(report(shift(), shift("ru/b.md", fingerprint="t2")), policy)
    assert [left.level for left in ending.report.findings] == ["note"]


def test_what_is_suppressed_is_counted_and_kept_for_the_reports() -> None:
    """With the reason; the last line tells of it."""
    entry = Suppression(("force-shift",), "agreed", Place("fidelity.toml", 4))
    policy = Policy(suppressions=Suppressions(settings=(entry,)))
    ending = decide(report(shift()), policy)
    assert (ending.exit, ending.report.findings) == (0, ())
    assert [(item.by, item.reason) for item in ending.report.suppressed] == [("settings", "agreed")]
    assert "1 suppressed. Exit 0: nothing else was found." in ending.last_line


def test_accepted_and_known_findings_are_kept_for_the_reports_too() -> None:
    """One mechanism: whoever decided, the report can show it."""
    about = verdict()
    found = Report((about,), (drift(about), finding("error")), (), "signature")
    base = Baseline((Entry("n1", "untidy-term", "treaty", "", "2026-01-31", "a title"),), "b.json")
    ending = decide(found, Policy(decisions=(decision(about),), baseline=base))
    assert [(item.by, item.reason, str(item.place)) for item in ending.report.suppressed] == [
        ("editor", "usage", "review.csv:2"),
        ("baseline", "a title, known since 2026-01-31", "b.json"),
    ]


def test_only_findings_in_what_changed_are_left() -> None:
    """The others are counted; what they match is not stale."""
    base = Baseline((Entry("t3", "force-shift", "deplore", "ru/a.md", "2026-01-31"),))
    found = report(shift(), shift(line=9, fingerprint="t2"), shift(line=12, fingerprint="t3"))
    ending = decide(found, Policy(changes=Changes({"ru/a.md": ((3, 3),)}), baseline=base))
    assert [left.fingerprint for left in ending.report.findings] == ["t1"]
    assert "1 in the baseline, 1 outside what changed." in ending.last_line
    assert ending.stale == ()


def test_a_record_holds_what_did_not_change_but_not_what_is_suppressed() -> None:
    """It is a record of the whole, and the suppressed needs none."""
    remark = Suppression(("force-shift",), "agreed", Place("ru/a.md", 2, 1))
    policy = Policy(
        suppressions=Suppressions(remarks=(("en/a.md:3", remark),)), changes=Changes({})
    )
    found = report(shift(), shift(line=9, fingerprint="t2"))
    assert [entry.fingerprint for entry in record(found, policy, None, "2026-11-24").entries] == [
        "t2"
    ]


def test_entries_on_files_that_were_not_looked_at_are_not_stale() -> None:
    """The caller knows which were, even where nothing was found in them."""
    base = Baseline((Entry("gone", "force-shift", "", "ru/a.md", "2026-01-31"),))
    for checked, lines in ((frozenset({"./ru/a.md"}), 1), (frozenset({"ru/b.md"}), 0)):
        ending = decide(report(), Policy(baseline=base, checked=checked))
        assert len(ending.stale) == lines


def test_the_last_line_counts_segments_of_texts() -> None:
    """Renderings are spoken of only where there are some."""
    texts = replace(report(shift()), counts={"segments": 7})
    assert decide(texts, Policy()).last_line == (
        "7 segments checked: 0 unchecked. Exit 1: 1 error."
    )
    both = replace(texts, verdicts=(verdict("faithful"),))
    assert decide(both, Policy()).last_line.startswith(
        "7 segments and 1 rendering checked: 1 faithful, 0 drifted, 0 cannot tell, 0 unchecked."
    )
