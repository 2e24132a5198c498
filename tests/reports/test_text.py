"""The report for reading."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fidelity.model import Finding, Place, Report, Span, Unchecked
from fidelity.passages import Anchor, Passage
from fidelity.protocols import View
from fidelity.reports._columns import aligned, clean, cut, width
from fidelity.reports._words import excerpt
from fidelity.reports.text import write


def text(report: Report, *, color: bool = False, view: View | None = None) -> str:
    """Write a report into a string."""
    stream = io.StringIO()
    write(report, stream, color=color, view=view)
    return stream.getvalue()


def note(file: str, line: int, message: str) -> Finding:
    """Make a finding that is about one place."""
    return Finding("untidy-term", "note", message, source=Span(Place(file, line, 1), "x"))


def test_a_finding_says_what_and_why_and_what_instead(sample: Report) -> None:
    """Place, level, rule and words; then meaning, evidence by engine, and what to write."""
    view = View(last_line="3 renderings checked. Exit 1: 1 error.")
    assert text(sample, view=view) == (
        "house/button.csv:3:7  error  drifted-meaning  reset (en) → перегрузка (ru)\n"
        '    means "overload", not "reset"   p = 0.97   2 of 2 engine families\n'
        "      embedding:use-m3  перегрузка → overload, congestion, excess, …  unrelated  "
        "control перезагрузка → reset, reboot: passed\n"
        "      vectors:navec     перегрузка → overload, overwork               unrelated  "
        "control: passed\n"
        "    instead: перезагрузка (preferred, glossaries/diplomacy)\n"
        "house/button.csv:4:1  note   untidy-term      “truce ” ends with a space\n"
        "3 renderings checked. Exit 1: 1 error.\n"
    )


def test_verbose_lists_every_verdict_and_every_engine(sample: Report) -> None:
    """Faithful and undecided renderings follow the findings, and silent engines are shown."""
    shown = text(sample, view=View(verbose=True))
    assert "house/button.csv:4:7   faithful     p = 0.03     truce (en) → перемирие (ru)" in shown
    assert "house/button.csv:5:10  cannot tell  no evidence  démarche (en) → демарш (ru)" in shown
    assert "dictionary:old    does not know the rendering" in shown
    assert "fidelity:0|lang:en-ru" in shown


def test_only_verbose_lists_them(sample: Report) -> None:
    """Normally there is nothing to read about what is right."""
    assert "перемирие" not in text(sample)
    assert "dictionary:old" not in text(sample)


def test_a_verdict_whose_finding_was_accepted_is_listed_as_drifted(sample: Report) -> None:
    """Verbose hides nothing: what the gate took out is still to be seen."""
    shown = text(replace(sample, findings=()), view=View(verbose=True))
    assert "house/button.csv:3:7   drifted" in shown


def test_probability_is_never_written_as_certainty(sample: Report) -> None:
    """What rounds to one or nought is written as a bound."""
    sure = [replace(verdict, probability=1 - 1e-6) for verdict in sample.verdicts[:1]]
    unsure = [replace(verdict, probability=1e-6) for verdict in sample.verdicts[1:2]]
    found = replace(sample, verdicts=(*sure, *unsure), findings=())
    shown = text(found, view=View(verbose=True))
    assert "p > 0.99" in shown
    assert "p < 0.01" in shown


def test_findings_are_grouped_by_file_in_order_of_place() -> None:
    """An empty line parts the files; inside one, lines go up."""
    found = (note("b.csv", 1, "3rd"), note("a.csv", 10, "2nd"), note("a.csv", 9, "1st"))
    assert text(Report((), found, (), "")) == (
        "a.csv:9:1   note  untidy-term  1st\n"
        "a.csv:10:1  note  untidy-term  2nd\n"
        "\n"
        "b.csv:1:1  note  untidy-term  3rd\n"
    )


def test_an_absolute_path_is_shown_from_the_working_folder() -> None:
    """Where on the machine the work lies is nobody's business."""
    found = Report((), (note("/office/desk/work/a.csv", 1, "x"),), (), "")
    assert text(found, view=View(base="/office/desk/work")).startswith("a.csv:1:1  ")
    assert text(found).startswith("a.csv:1:1  ")


def test_without_colour_there_is_no_escape_and_with_colour_the_words_are_the_same(
    sample: Report,
) -> None:
    """Colours only ever add to the text."""
    plain, colored = text(sample), text(sample, color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31merror\x1b[0m" in colored
    for code in ("0", "1", "2", "1;31", "33", "36", "32"):
        colored = colored.replace(f"\x1b[{code}m", "")
    assert colored == plain


def test_a_glossary_cannot_steer_the_terminal(sample: Report) -> None:
    """Escapes, line breaks and changes of direction in a term are shown, not obeyed."""
    evil = replace(sample.findings[1], message="a\x1b[2Jb\nc\u202ed")
    shown = text(replace(sample, findings=(evil,)))
    assert r"a\x1b[2Jb\x0ac\u202ed" in shown
    assert shown.count("\n") == 1


def test_on_a_terminal_evidence_is_cut_to_its_width(sample: Report) -> None:
    """The control question gives way first, then the answers; engine and relation stay whole."""
    for columns in (100, 80):
        shown = text(sample, view=View(width=columns)).splitlines()
        lines = [line for line in shown if line.startswith("      ")]
        assert len(lines) == 2
        assert all(width(line) <= columns for line in lines)
        assert all("unrelated" in line for line in lines)
        assert lines[0].endswith("…")
        assert ("congestion" in lines[0]) == (columns == 100)


def test_what_was_not_checked_is_listed(sample: Report, fault: Unchecked) -> None:
    """With its place and what to do."""
    shown = text(replace(sample, findings=(), unchecked=(fault,)))
    assert shown == f"house/button.csv:5:10  unchecked  {fault.message}\n"


def test_a_finding_in_a_translation_shows_both_texts(translated: Report) -> None:
    """The words in the head, then what is wrong, both sentences with their places, and the rest."""
    assert text(translated) == (
        "press/ru/a.md:12:9  error    force-shift   deplores → осуждает\n"
        "    “осуждает” is stronger than “deplores”\n"
        "      source  press/en/a.md:10:14  "
        "The Minister >>deplores<< the <b>strike</b>.\n"
        "      target  press/ru/a.md:12:9   Министр >>осуждает<< удар.\n"
        "    instead: выражает сожаление\n"
        "press/ru/a.md:14:1  warning  omitted-text  “at once” has no counterpart\n"
        "      source  press/en/a.md:11:15  He urges calm >>at once<<.\n"
        "      target  press/ru/a.md:14:1   Он призывает к спокойствию.\n"
    )


def test_on_a_terminal_a_long_sentence_is_cut_around_the_words() -> None:
    """What is marked stays whole, with as much as there is room for on both sides."""
    sentence = (
        "Having met in the capital, the ministers condemn the attack on the old harbour town."
    )
    span = Passage(sentence, "a.md", (Anchor(0, 1, 1),)).span(41, 48)
    report = Report((), (Finding("r", "note", "m", target=span),), (), "")
    last = text(report, view=View(width=60)).splitlines()[-1]
    assert last == "      target  a.md:1:42  …ministers >>condemn<< the attack…"
    assert width(last) <= 60


@given(st.text(max_size=30), st.text(max_size=8), st.text(max_size=30), st.integers(8, 60))
def test_an_excerpt_always_holds_the_words(before: str, words: str, after: str, room: int) -> None:
    """And takes no more room than there is, unless the words alone do.

    Where they are the whole text, there is nothing to tell them from.
    """
    passage = Passage(before + words + after, "a.md", (Anchor(0, 1, 1),))
    shown = excerpt(passage.span(len(before), len(before) + len(words)), room)
    marked = f">>{clean(words)}<<" if words and before + after else ""
    assert marked in shown
    assert width(shown) <= max(room, width(marked) + 2)


def test_verbose_lists_what_was_let_stand(translated: Report) -> None:
    """With who decided, where, and why."""
    line = (
        "press/ru/a.md:21:4  let stand  force-shift  "
        "a remark in the document, press/ru/a.md:20:1: the wording of the resolution"
    )
    assert line in text(translated, view=View(verbose=True))
    assert line not in text(translated)


def test_many_faults_of_one_kind_are_summed_up(sample: Report, fault: Unchecked) -> None:
    """A dead engine does not bury the findings; verbose lists each line."""
    many = replace(sample, findings=(), unchecked=(fault,) * 40)
    assert text(many).splitlines()[-1] == (
        "-                      unchecked  "
        "35 more lines like these (service:x timeout); --verbose lists them"
    )
    assert text(many, view=View(verbose=True)).count(fault.message) == 40


def test_columns_count_wide_and_combining_characters() -> None:
    """Chinese takes two columns a character, a combining accent none."""
    rows = aligned([[("重启", ""), ("a", "")], [("re\u0301set", ""), ("b", "")]], color=False)
    assert rows == ["重启   a", "re\u0301set  b"]


@given(st.text(), st.integers(min_value=1, max_value=20))
def test_a_cut_text_fits(words: str, columns: int) -> None:
    """Whatever the characters, what is left takes no more columns than there are."""
    assert width(cut(words, columns)) <= columns


@given(st.text())
def test_clean_text_is_one_printable_line(words: str) -> None:
    """No control character survives."""
    assert len(clean(words).splitlines()) <= 1
    assert "\x1b" not in clean(words)
