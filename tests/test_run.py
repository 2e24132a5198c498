"""An audit from end to end, with the engines that are built in."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity.errors import InputError, UsageError
from fidelity.loading import load_glossary
from fidelity.model import Glossary, Report
from fidelity.run import audit

BUILT_IN = ("embedding", "vectors")
TABLE = """\
en,ru
treaty,договор
negotiation,отрицание
ceasefire,прекращение огня
annexation,аннексия
"""
HOUSE = """\
glossary: house
languages: [en, ru]
concepts:
  - id: talks
    terms:
      en: [negotiation]
      ru:
        - переговоры
        - {text: отрицание, status: forbidden, kind: false_friend, reason: means "negation"}
"""


def read(folder: Path, name: str, text: str) -> Glossary:
    """Write a file and read it."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_glossary(path)


@pytest.fixture
def table(tmp_path: Path) -> Glossary:
    """A plain table of four terms; the second one means "negation"."""
    return read(tmp_path, "table.csv", TABLE)


@pytest.fixture
def house(tmp_path: Path) -> Glossary:
    """A glossary that forbids the wrong one."""
    return read(tmp_path, "house.yaml", HOUSE)


def words(report: Report) -> dict[str, str]:
    """Give the verdict on each rendering."""
    return {verdict.rendering.text: verdict.verdict for verdict in report.verdicts}


def test_the_button_of_2009_is_read_as_overload(tmp_path: Path) -> None:
    """Whether or not two engines alone are sure enough, they name the word."""
    report = audit(
        read(tmp_path, "button.csv", "en,ru\nreset,перегрузка\n"), others=(), engines=BUILT_IN
    )

    assert report.verdicts[0].verdict != "faithful"
    assert report.verdicts[0].meaning == "overload"


def test_with_the_shipped_glossaries_the_button_is_an_error(tmp_path: Path) -> None:
    """They forbid the word and offer the right one."""
    report = audit(read(tmp_path, "button.csv", "en,ru\nreset,перегрузка\n"), engines=BUILT_IN)
    (finding,) = report.findings

    assert (finding.level, finding.meaning) == ("error", "overload")
    assert finding.suggestions[0] == "перезагрузка (preferred, glossaries/diplomacy)"


def test_the_wrong_rendering_is_found_and_no_other(table: Glossary) -> None:
    """By two engines alone, with no glossary to compare with."""
    report = audit(table, others=(), engines=BUILT_IN)

    assert words(report)["отрицание"] == "drifted"
    assert [finding.target and finding.target.text for finding in report.findings] == ["отрицание"]


def test_the_finding_names_what_came_back_and_who_said_so(table: Glossary) -> None:
    """With the place in the file."""
    (finding,) = audit(table, others=(), engines=BUILT_IN).findings

    assert finding.meaning == "negation"
    assert [line.engine for line in finding.evidence] == ["embedding:use-m3", "vectors:navec"]
    assert finding.target is not None
    assert (finding.target.place.line, finding.target.place.column) == (3, 13)


def test_a_loaded_glossary_states_the_fact_and_suggests(table: Glossary, house: Glossary) -> None:
    """Its ban makes an error, and its preferred rendering is offered."""
    (finding,) = audit(table, others=(house,), engines=BUILT_IN).findings

    assert finding.level == "error"
    assert finding.kind == "false_friend"
    assert finding.suggestions == ("переговоры (preferred, house)",)
    assert finding.evidence[0].engine == "glossary:house"


def test_a_glossary_does_not_vouch_for_itself(house: Glossary) -> None:
    """Its own terms are no engine while it is under check."""
    report = audit(house, others=(house,))

    engines = {line.engine for verdict in report.verdicts for line in verdict.evidence}
    assert {"embedding:use-m3", "vectors:navec"} <= engines
    assert not any("house" in engine for engine in engines)


def test_the_same_input_gives_the_same_report(table: Glossary, tmp_path: Path) -> None:
    """Whether it was judged or remembered, or judged without any cache."""
    reports = [
        audit(table, others=(), engines=["vectors"], cache=cache)
        for cache in (tmp_path, tmp_path, None)
    ]

    assert reports[0] == reports[1] == reports[2]


def test_an_unchanged_glossary_is_not_judged_again(table: Glossary, tmp_path: Path) -> None:
    """No engine is asked the second time."""
    asked: list[str] = []

    for _ in range(2):
        audit(
            table,
            others=(),
            engines=["vectors"],
            cache=tmp_path,
            progress=lambda what, _done, _all: asked.append(what),
        )

    assert asked.count("asking vectors:navec") == 1


def test_a_changed_rendering_is_judged_anew(table: Glossary, tmp_path: Path) -> None:
    """What is remembered hangs on the whole glossary."""
    audit(table, others=(), engines=["vectors"], cache=tmp_path)
    mended = read(tmp_path, "mended.csv", TABLE.replace("отрицание", "переговоры"))

    report = audit(mended, others=(), engines=["vectors"], cache=tmp_path)

    assert words(report)["переговоры"] == "faithful"


def test_a_pair_that_no_engine_knows_cannot_be_told(tmp_path: Path) -> None:
    """Nothing was asked, nothing is claimed, and nothing failed."""
    report = audit(read(tmp_path, "t.csv", "en,mi\ntreaty,tiriti\n"), others=(), engines=BUILT_IN)

    assert words(report) == {"tiriti": "cannot-tell"}
    assert report.verdicts[0].probability is None
    assert report.unchecked == ()


def test_avoided_renderings_are_not_judged(house: Glossary) -> None:
    """The glossary says itself that they are wrong."""
    assert set(words(audit(house, others=(), engines=BUILT_IN))) == {"переговоры"}


def test_the_signature_names_everything_that_the_numbers_hang_on(table: Glossary) -> None:
    """In one line."""
    signature = audit(table, others=(), engines=BUILT_IN).signature

    for part in ("lang:en-ru", "table@", "embedding:use-m3@", "vectors:navec@", "base-rate:0.5"):
        assert part in signature


def test_a_fingerprint_outlives_a_move_to_another_line(table: Glossary, tmp_path: Path) -> None:
    """Because lines move and findings stay."""
    moved = read(tmp_path, "moved.csv", TABLE.replace("treaty,", "pact,пакт\ntreaty,"))

    prints = {
        finding.fingerprint
        for glossary in (table, moved)
        for finding in audit(glossary, others=(), engines=BUILT_IN).findings
        if finding.rule == "drifted-meaning"
    }

    assert len(prints) == 1


def test_findings_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    """So that a reader can follow."""
    text = "en,ru\nfamine,фамилия\ntreaty,договор\nnegotiation,отрицание\n"
    report = audit(read(tmp_path, "t.csv", text), others=(), engines=BUILT_IN)
    lines = [finding.target.place.line or 0 for finding in report.findings if finding.target]

    assert len(lines) > 1
    assert lines == sorted(lines)


def test_a_rule_can_be_run_alone(table: Glossary) -> None:
    """One that needs no engine wakes none."""
    report = audit(table, others=(), rules=["untidy-term"])

    assert report.verdicts == ()
    assert "engines:none" in report.signature


def test_a_mistyped_rule_is_answered_with_the_nearest(table: Glossary) -> None:
    """The message can be acted on."""
    with pytest.raises(UsageError, match="did you mean drifted-meaning"):
        audit(table, others=(), rules=["drifted-meaing"])


def test_a_language_that_is_not_there_is_said(table: Glossary) -> None:
    """With those that are."""
    with pytest.raises(InputError, match=r"table\.csv.*no terms in fr.*en, ru"):
        audit(table, target="fr", others=())


def test_a_glossary_of_one_language_is_said() -> None:
    """There is nothing to check then."""
    with pytest.raises(InputError, match="only one language"):
        audit(Glossary("g", (), ("en",)), others=())
