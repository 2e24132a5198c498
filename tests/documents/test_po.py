"""PO."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.errors import InputError
from fidelity.passages import Suppression, Unit

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: ru_RU\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
)


def test_a_message_is_a_unit(read: Any) -> None:
    """Strings over several lines are one text; context and comments go with it."""
    found = read(
        "a.po",
        HEADER
        + "# for the button\n#. from the source\n#: a.c:1\n#, c-format\n"
        + '#| msgid "old"\nmsgctxt "button"\nmsgid ""\n"Press \\"reset\\",\\n"\n"then %s"\n'
        + 'msgstr "Нажмите\\t«сброс», %s"\n',
        source="en",
    )
    (unit,) = found.units
    assert unit.source.text == 'Press "reset",\nthen %s'
    assert unit.target.text == "Нажмите\t«сброс», %s"
    assert (unit.source.language, unit.target.language) == ("en", "ru-RU")
    assert unit.id == 'button|Press "reset", then %s'
    assert (unit.context, unit.state) == ("button", "translated")
    assert unit.notes == ("for the button", "from the source")


def test_plural_forms_are_units(read: Any) -> None:
    """The form for one stands beside the singular, the others beside the plural."""
    found = read(
        "a.po",
        'msgid "%d day"\nmsgid_plural "%d days"\n'
        'msgstr[0] "%d день"\nmsgstr[1] "%d дня"\nmsgstr[2] ""\n',
    )
    assert found.pairs == [("%d day", "%d день"), ("%d days", "%d дня"), ("%d days", None)]
    assert [unit.id for unit in found.units] == ["%d day[0]", "%d day[1]", "%d day[2]"]


def test_a_language_without_plurals(read: Any) -> None:
    """Where one form serves for all numbers, it stands beside the plural."""
    raw = 'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d天"\n'
    assert read("a.po", raw).pairs == [("%d days", "%d天")]


def test_fuzzy_and_obsolete_messages(read: Any) -> None:
    """A fuzzy translation is one that is to come; an obsolete message is none."""
    raw = '#, fuzzy\nmsgid "a"\nmsgstr "б"\n#~ msgid "c"\n#~ msgstr "д"\nmsgid "e"\nmsgstr ""\n'
    assert [(u.id, u.state) for u in read("a.po", raw).units] == [
        ("a", "initial"),
        ("e", "initial"),
    ]


def test_long_names_are_cut_and_differ(read: Any) -> None:
    """A message of a whole paragraph has a short name, and not that of another."""
    raw = "".join(f'msgid "{"word " * 40}{n}"\nmsgstr "x"\n' for n in "12")
    names = [unit.id for unit in read("a.po", raw).units]
    assert len(set(names)) == 2
    assert all(len(name) < 100 for name in names)


@pytest.mark.parametrize(
    ("name", "tag"),
    [("sr@latin", "sr-Latn"), ("pt_BR.UTF-8", "pt-BR"), ("", None), ("LANGUAGE", None)],
)
def test_languages_as_gettext_writes_them(read: Any, name: str, tag: str | None) -> None:
    """The header names the language; what is none is passed over."""
    raw = f'msgid ""\nmsgstr "Language: {name}\\n"\nmsgid "a"\nmsgstr "b"\n'
    assert read("a.po", raw).units[0].target.language == tag


def test_the_declared_encoding_counts(read: Any) -> None:
    """The header of a catalogue names its encoding."""
    raw = HEADER.replace("UTF-8", "koi8-r") + 'msgid "a"\nmsgstr "Сброс"\n'
    assert read("a.po", raw.encode("koi8-r")).pairs == [("a", "Сброс")]


def test_a_comment_holds_a_suppression_for_its_message(read: Any) -> None:
    """A suppression comes before each form of its message."""
    raw = (
        "# fidelity: ignore missing-term because it is quoted\n"
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'
    )
    found = read("a.po", raw)
    assert [type(item) for item in found.items] == [Suppression, Unit, Suppression, Unit]
    assert found.suppressions[0].place.line == 1


@pytest.mark.parametrize(
    ("raw", "line", "column", "words"),
    [
        ('msgid "a"\nmsgstr "b\n', 2, 8, "quotation mark"),
        ('msgid "a"\nmsgstr "b\\"\n', 2, 8, "quotation mark"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 1, None, "no msgstr"),
        ('msgid "a"\n', 1, None, "no msgstr"),
        ('msgstr "b"\n', 1, 1, "no msgid"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3, 1, "twice"),
        ('msgid "a"\nmsgstr "b"\ntext\n', 3, None, "“text”"),
        ('"a"\n', 1, None, "neither"),
    ],
)
def test_what_is_broken_is_said(
    read: Any, raw: str, line: int, column: int | None, words: str
) -> None:
    """A broken catalogue is refused with the place."""
    with pytest.raises(InputError, match=words) as fault:
        read("a.po", raw)
    assert (fault.value.place.line, fault.value.place.column) == (line, column)


PIECES = st.lists(
    st.one_of(
        st.text("абвЁїabZ💥é\u0301 %{};", min_size=1, max_size=5).map(lambda t: (t, t)),
        st.sampled_from(
            [
                ("\\n", "\n"),
                ('\\"', '"'),
                ("\\\\", "\\"),
                ("\\x41", "A"),
                ('"\n "', ""),
                ("\\t", "\t"),
            ]
        ),
    ),
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(PIECES)
def test_places_lead_to_the_letters(read: Any, lay: Any, pieces: list[tuple[str, str]]) -> None:
    """Every letter of a message stands in the file where its place says."""
    kept = [('msgid "a"\nmsgstr ""\n"', ""), ("x", "x"), *pieces, ("y", "y"), ('"\n', "")]
    laid = lay(kept)
    laid.check(read("p.po", laid.raw).units[0].target)
