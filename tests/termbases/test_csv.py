"""CSV and TSV: layouts, delimiters, places, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity import termbases
from fidelity.errors import InputError
from fidelity.model import Concept, Glossary


def _read(folder: Path, text: str, name: str = "a.csv", **flags: str) -> Glossary:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return termbases.read(path, **flags)


def _refused(folder: Path, text: str, name: str = "a.csv", **flags: str) -> str:
    with pytest.raises(InputError) as caught:
        _read(folder, text, name, **flags)
    return str(caught.value).removeprefix(f"{folder.as_posix()}/")


def _words(concept: Concept) -> list[tuple[str, str, str]]:
    return [(term.language, term.text, term.status) for term in concept.terms]


def _places(glossary: Glossary) -> list[tuple[str, int | None, int | None]]:
    return [
        (term.text, term.place.line, term.place.column)
        for concept in glossary.concepts
        for term in concept.terms
        if term.place
    ]


# One column a language


def test_a_header_of_codes_names_the_languages(tmp_path: Path) -> None:
    """Each row is a concept, named after its line."""
    glossary = _read(tmp_path, "en,ru\nreset,перезагрузка\n\ntruce,перемирие\n")
    assert glossary.languages == ("en", "ru")
    assert [concept.id for concept in glossary.concepts] == ["line-2", "line-4"]
    assert _words(glossary.concepts[0]) == [
        ("en", "reset", "preferred"),
        ("ru", "перезагрузка", "preferred"),
    ]


@pytest.mark.parametrize(
    "header", ["English;Russian", "Английский;Русский", "en_GB\tru_RU", "EN|RU", "Anglais,Russe"]
)
def test_a_header_of_names_and_any_delimiter_will_do(tmp_path: Path, header: str) -> None:
    """The header tells the delimiter as well."""
    delimiter = next(char for char in ";\t|," if char in header)
    glossary = _read(tmp_path, f"{header}\nreset{delimiter}перезагрузка\n")
    assert [tag[:2] for tag in glossary.languages] == ["en", "ru"]


def test_a_quoted_header_is_read_too(tmp_path: Path) -> None:
    """As many programs write it, after a byte order mark."""
    glossary = _read(tmp_path, '\ufeff"en","ru"\r\n"reset","перезагрузка"\r\n')
    assert _places(glossary) == [("reset", 2, 2), ("перезагрузка", 2, 10)]


def test_a_rendering_stands_at_its_first_letter(tmp_path: Path) -> None:
    """The column is 1-based and counts code points of the line."""
    glossary = _read(tmp_path, "en,ru\nreset,перегрузка\n")
    assert _places(glossary) == [("reset", 2, 1), ("перегрузка", 2, 7)]


def test_several_renderings_of_a_cell_each_have_their_place(tmp_path: Path) -> None:
    """The first is preferred, the others admitted; spaces around separators are no part of them."""
    glossary = _read(tmp_path, "en,ru\nreset,сброс; перезапуск | обнуление\n")
    assert _words(glossary.concepts[0])[1:] == [
        ("ru", "сброс", "preferred"),
        ("ru", "перезапуск", "admitted"),
        ("ru", "обнуление", "admitted"),
    ]
    assert _places(glossary)[1:] == [("сброс", 2, 7), ("перезапуск", 2, 14), ("обнуление", 2, 27)]


def test_a_semicolon_that_separates_columns_does_not_separate_renderings(tmp_path: Path) -> None:
    """Then only the bar does."""
    glossary = _read(tmp_path, "en;ru\nreset;сброс, начало | обнуление\n")
    assert [term.text for term in glossary.concepts[0].terms] == [
        "reset",
        "сброс, начало",
        "обнуление",
    ]


def test_places_hold_in_quoted_cells_over_several_lines(tmp_path: Path) -> None:
    """Doubled quotation marks and line ends inside a cell are counted."""
    text = 'en,ru\n"say ""no"" | deny","отказать;\nотвергнуть"\nnext,далее\n'
    glossary = _read(tmp_path, text)
    assert _places(glossary) == [
        ('say "no"', 2, 2),
        ("deny", 2, 15),
        ("отказать", 2, 22),
        ("отвергнуть", 3, 1),
        ("next", 4, 1),
        ("далее", 4, 6),
    ]
    assert [concept.id for concept in glossary.concepts] == ["line-2", "line-4"]


def test_quotation_marks_inside_a_cell_stay(tmp_path: Path) -> None:
    """A cell of which they enclose a part only is taken as it stands."""
    glossary = _read(tmp_path, 'en,ru\n"reset" button,кнопка "сброс"\n')
    assert [t.text for t in glossary.concepts[0].terms] == ['"reset" button', 'кнопка "сброс"']


def test_stray_spaces_in_a_cell_are_kept(tmp_path: Path) -> None:
    """A rule reports them."""
    glossary = _read(tmp_path, "en,ru\n reset,перезагрузка \n")
    assert [term.text for term in glossary.concepts[0].terms] == [" reset", "перезагрузка "]


def test_letters_are_composed(tmp_path: Path) -> None:
    """The letter ё written as two characters becomes one (NFC)."""
    glossary = _read(tmp_path, "en,ru\nall,все\u0308\n")
    assert glossary.concepts[0].terms[1].text == "всё"


def test_a_cell_of_white_space_is_no_term(tmp_path: Path) -> None:
    """A row may lack a language; a row without any term is passed over."""
    glossary = _read(tmp_path, "en,ru,note\nreset, ,\n,\u00a0,heading\ntruce,перемирие,\n")
    assert [concept.id for concept in glossary.concepts] == ["line-2", "line-4"]
    assert [term.text for term in glossary.concepts[0].terms] == ["reset"]


def test_other_columns_describe_the_concept_and_its_renderings(tmp_path: Path) -> None:
    """What is said of a term is said of the renderings, not of the source term."""
    text = (
        "id,English,Russian,status,reason,kind,definition,domain,note,source,severity,example\n"
        "r1,reset,перегрузка,Forbidden,means overload,near-homonym,"
        "new start,diplomacy,n,UN,minor,x\n"
    )
    concept = _read(tmp_path, text).concepts[0]
    assert (concept.id, concept.definition, concept.domain) == ("r1", "new start", "diplomacy")
    assert (concept.note, concept.source, concept.severity) == ("n", "UN", "minor")
    assert concept.examples == ("x",)
    source, rendering = concept.terms
    assert (source.status, source.reason) == ("preferred", None)
    assert (rendering.status, rendering.reason) == ("forbidden", "means overload")
    assert rendering.kind == "near_homonym"


def test_a_column_of_numbers_called_no_is_not_norwegian(tmp_path: Path) -> None:
    """It numbers the concepts; with words in it, it is Norwegian."""
    numbered = _read(tmp_path, "No,en,ru\n1,reset,сброс\n2,truce,перемирие\n")
    assert numbered.languages == ("en", "ru")
    assert [concept.id for concept in numbered.concepts] == ["1", "2"]
    assert _read(tmp_path, "no,en\nfred,peace\n").languages == ("no", "en")


def test_an_unknown_column_is_passed_over(tmp_path: Path) -> None:
    """Termbases have columns for their own purposes."""
    assert len(_read(tmp_path, "en,ru,Reviewed by\na,б,Anna\n").concepts) == 1


def test_a_slip_in_a_header_is_refused(tmp_path: Path) -> None:
    """Or a language would be left out without a word."""
    message = _refused(tmp_path, "English,Russian,Frenhc\na,б,c\n")
    assert message == "a.csv:1:17: there is no column “Frenhc”; did you mean “french”?"


# Without a header


def test_a_bare_table_takes_its_languages_from_the_flags(tmp_path: Path) -> None:
    """The first row is then a row like any other."""
    glossary = _read(tmp_path, "reset,перегрузка\n", source="en", target="ru_RU")
    assert glossary.languages == ("en", "ru-RU")
    assert glossary.concepts[0].id == "line-1"


def test_a_bare_table_without_flags_says_what_to_do(tmp_path: Path) -> None:
    """Both ways out are named."""
    message = _refused(tmp_path, "reset,перегрузка\n")
    assert message == (
        "a.csv:1:1: the columns have no header that we know; add a first row that names the "
        "languages, such as en,ru, or name them with --from and --to"
    )


def test_a_first_row_that_names_one_language_twice_is_no_header(tmp_path: Path) -> None:
    """The term "English" may stand in a glossary, with its rendering."""
    glossary = _read(tmp_path, "English,английский\na,б\n", source="en", target="ru")
    assert [concept.id for concept in glossary.concepts] == ["line-1", "line-2"]


def test_an_unclear_delimiter_is_refused(tmp_path: Path) -> None:
    """Two characters split every row alike, and there is no header."""
    message = _refused(tmp_path, "a;b, c\nd;e, f\n", source="en", target="ru")
    assert "cannot be told which of “,” and “;” separates the columns" in message


def test_a_clear_delimiter_without_header_is_found(tmp_path: Path) -> None:
    """It is the one that splits all rows alike."""
    glossary = _read(tmp_path, "a;б, в\nd;е\n", source="en", target="ru")
    assert glossary.concepts[0].terms[1].text == "б, в"


# One row a pair


def test_pair_rows_name_their_languages(tmp_path: Path) -> None:
    """As exchange files of translation projects do."""
    glossary = _read(
        tmp_path,
        "id,sourceLang,targetLang,sourceString,targetString\n7,en,uk_UA,truce,перемир’я\n",
    )
    assert glossary.languages == ("en", "uk-UA")
    assert glossary.concepts[0].id == "7"
    assert _places(glossary) == [("truce", 2, 12), ("перемир’я", 2, 18)]


def test_pair_rows_may_take_their_languages_from_the_flags(tmp_path: Path) -> None:
    """Other columns are understood as everywhere."""
    glossary = _read(
        tmp_path,
        "source,target,status,note\nreset,перегрузка,deprecated,hm\n",
        source="en",
        target="ru",
    )
    concept = glossary.concepts[0]
    assert _words(concept)[1] == ("ru", "перегрузка", "deprecated")
    assert (concept.note, concept.source) == ("hm", None)


def test_a_header_may_name_one_language_and_the_flag_the_other(tmp_path: Path) -> None:
    """Such as English beside "translation", with ``--to``."""
    glossary = _read(tmp_path, "English,Перевод\nreset,сброс\n", target="ru")
    assert glossary.languages == ("en", "ru")


def test_pair_rows_without_languages_say_which_flag_is_missing(tmp_path: Path) -> None:
    """Only the missing one."""
    message = _refused(tmp_path, "source,target\nreset,сброс\n", source="en")
    assert "which is the target language; name it with --to" in message


def test_a_pair_row_with_a_wrong_language_is_refused_at_its_cell(tmp_path: Path) -> None:
    """With line and column."""
    text = "sourceLang,targetLang,sourceString,targetString\nen,xx,a,b\n"
    assert _refused(tmp_path, text).startswith("a.csv:2:4: “xx” names no language")


# One row a term


def test_rows_of_one_concept_belong_together(tmp_path: Path) -> None:
    """What belongs to the concept need stand in one of its rows only."""
    text = (
        "concept,language,term,status,part of speech,definition,note,example\n"
        "reset,en,reset,,Noun,a new start,,One.\n"
        "truce,en,truce,,,,,\n"
        "reset,Russian,перезагрузка,,,,,\n"
        "reset,ru,перегрузка,prohibited,,,means overload,\n"
        "reset,,,,,,,Two.\n"
    )
    reset, truce = _read(tmp_path, text).concepts
    assert _words(reset) == [
        ("en", "reset", "preferred"),
        ("ru", "перезагрузка", "preferred"),
        ("ru", "перегрузка", "forbidden"),
    ]
    assert (reset.definition, reset.examples) == ("a new start", ("One.", "Two."))
    assert reset.terms[0].part_of_speech == "noun"
    assert truce.id == "truce"


def test_notes_that_differ_belong_to_the_terms(tmp_path: Path) -> None:
    """One note is the concept's; several are those of their rows."""
    one = _read(tmp_path, "concept,language,term,note\na,en,x,N\na,ru,у,\n").concepts[0]
    assert (one.note, one.terms[0].note) == ("N", None)
    two = _read(tmp_path, "concept,language,term,note\na,en,x,N\na,ru,у,M\n").concepts[0]
    assert (two.note, [term.note for term in two.terms]) == (None, ["N", "M"])


def test_rows_that_define_a_concept_differently_are_refused(tmp_path: Path) -> None:
    """At the second definition."""
    text = "concept,language,term,definition\na,en,x,one\na,ru,у,two\n"
    message = _refused(tmp_path, text)
    assert message.startswith("a.csv:3:8: the definition differs from an earlier row: “two”")


def test_a_row_without_its_concept_is_refused(tmp_path: Path) -> None:
    """Guessing would put a term under a wrong meaning."""
    message = _refused(tmp_path, "concept,language,term\na,en,x\n,ru,у\n")
    assert message.startswith("a.csv:3:2: the row does not say which concept it belongs to")


@pytest.mark.parametrize(
    ("column", "value", "advice"),
    [
        ("status", "forbiden", "did you mean forbidden?"),
        ("kind", "sens", "did you mean sense?"),
        ("severity", "huge", "known: neutral, minor, major, critical"),
        ("valid from", "06.03.2009", "write it as YYYY-MM-DD"),
        ("valid from", "2009-02-30", "write it as YYYY-MM-DD"),
    ],
)
def test_a_word_that_a_field_does_not_know_is_refused_at_its_cell(
    tmp_path: Path, column: str, value: str, advice: str
) -> None:
    """With the nearest known word, or all of them."""
    message = _refused(tmp_path, f"concept,language,term,{column}\na,en,x,{value}\n")
    assert message.startswith("a.csv:2:8: ")
    assert message.endswith(advice)


def test_a_status_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    """With both days."""
    text = "concept,language,term,valid from,valid until\na,en,x,2020-01-02,2020-01-01\n"
    assert "holds from 2020-01-02 until 2020-01-01" in _refused(tmp_path, text)


def test_a_literal_semicolon_is_safe_where_each_row_is_a_term(tmp_path: Path) -> None:
    """Only tables with a cell for all renderings split cells."""
    glossary = _read(tmp_path, "concept,language,term\na,en,either; or\n")
    assert glossary.concepts[0].terms[0].text == "either; or"


# What is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("en,ru\n", "a.csv: there is no term in it"),
        ("id,en,ru\n1,a,б\n1,c,г\n", "a.csv:3:1: the id “1” is used twice, first in line 2"),
        ("en,ru\na,б,в\n", "a.csv:2:5: the row has 3 cells and the header has 2"),
        ('en,ru\na,"б\n', "a.csv:2:3: the quotation mark that opens this cell is never closed"),
        ("only\none\n", "a.csv:1:1: the table has one column only"),
        ("a,b,c\n1,2,3\n", "a.csv:1:1: the columns have no header that we know"),
        ("en,ru,ru,note,note\na,б,в,,\n", "a.csv:1:15: two columns are called “note”"),
        ("en,ru\nreset,пере\x07\n", "a.csv:2:7: there is a control character (U+0007)"),
        ("en,ru\nreset,\x00\n", "a.csv:2: this is not a text file"),
    ],
)
def test_a_faulty_table_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    """In one line that says where, what and what to do."""
    found = _refused(tmp_path, text)
    assert found.startswith(message)
    assert "; " in found.removeprefix(message)


def test_too_many_renderings_mean_a_wrong_separator(tmp_path: Path) -> None:
    """No term has hundreds of renderings."""
    assert "more than 200 renderings" in _refused(tmp_path, f"en,ru\na,{'б;' * 300}\n")


# TSV, and writing


def test_a_tsv_file_is_split_at_tabs(tmp_path: Path) -> None:
    """Commas and semicolons belong to the terms, but for several renderings."""
    glossary = _read(tmp_path, "en\tru\nreset, of a kind\tсброс; обнуление\n", "a.tsv")
    assert _places(glossary) == [("reset, of a kind", 2, 1), ("сброс", 2, 18), ("обнуление", 2, 25)]


def test_a_written_table_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    """It begins with a byte order mark and has one row a term under the known header."""
    termbases.write(_read(tmp_path, "en,ru\nreset,сброс; =1\n"), tmp_path / "b.csv")
    data = (tmp_path / "b.csv").read_bytes()
    lines = data.decode("utf-8-sig").splitlines()
    assert data.startswith(b"\xef\xbb\xbf")
    assert lines[0].startswith("concept,language,term,status,part of speech,reason,kind,definition")
    assert [line.split(",")[:4] for line in lines[1:]] == [
        ["line-2", "en", "reset", "preferred"],
        ["line-2", "ru", "сброс", "preferred"],
        ["line-2", "ru", "=1", "admitted"],
    ]
