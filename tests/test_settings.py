"""What the settings accept, refuse, and remember."""

from __future__ import annotations

import json
import tempfile
import tomllib
from contextlib import nullcontext
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.embargo import Embargo
from fidelity.errors import InputError
from fidelity.model import Place
from fidelity.passages import Suppression
from fidelity.settings import KEYS, FilePairs, Settings, load, schema
from fidelity.settings.entries import LevelFor
from fidelity.shelf import table

PAIR = '[[pairs]]\nsource = "en/{name}.md"\ntarget = "ru/{name}.md"'


def write(folder: Path, text: str, name: str = "fidelity.toml") -> Path:
    """Put a settings file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    """Give the one line with which the settings of a folder are refused."""
    with pytest.raises(InputError) as caught:
        load(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    """No file means the built-in values, and no value claims an origin."""
    assert load(tmp_path) == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    """Each documented key sets its value."""
    write(
        tmp_path,
        """
from = "en"
to = "ru"
glossaries = ["house.yaml"]
shipped-glossaries = false
engines = ["embedding", "vectors"]
fail-on = "warning"
allow = "self-hosted"
accept = "review.csv"
baseline = "baseline.json"
own-hosts = ["translate.ministry.example"]
cache = "cache"
answers = "recorded"
lock = "services.lock"
record = ["firefox"]
keep-answers = 7
deadline = 600
[rules.untidy-term]
level = "off"
[engine.dictionary]
paths = ["dictionaries"]
depth = 3
[[levels]]
level = "note"
rule = "force-shift"
path = "archive/"
[[suppress]]
rule = "untidy-term"
concept = "treaty"
path = "*.csv"
reason = "quoted"
until = 2027-06-30
[[pairs]]
source = "press/en/{name}.md"
target = "press/ru/{name}.md"
from = "en"
to = "ru"
[[embargo]]
path = "press/2027/**"
until = 2027-06-30
""",
    )
    found = load(tmp_path)
    assert found == Settings(
        source="en",
        target="ru",
        glossaries=("house.yaml",),
        shipped_glossaries=False,
        engines=("embedding", "vectors"),
        fail_on="warning",
        allow="self-hosted",
        own_hosts=("translate.ministry.example",),
        accept="review.csv",
        baseline="baseline.json",
        cache="cache",
        answers="recorded",
        lock="services.lock",
        record=("firefox",),
        keep_answers=7,
        deadline=600,
        embargo=(Embargo("press/2027/**", "2027-06-30"),),
        rules={"untidy-term": "off"},
        engine_options={"dictionary": {"paths": ["dictionaries"], "depth": 3}},
        levels=(LevelFor("note", "force-shift", None, "archive/", Place("fidelity.toml", 23)),),
        suppress=(
            Suppression(
                ("untidy-term",),
                "quoted",
                Place("fidelity.toml", 27),
                "2027-06-30",
                "*.csv",
                "treaty",
            ),
        ),
        pairs=(
            FilePairs(
                "press/en/{name}.md",
                "press/ru/{name}.md",
                "en",
                "ru",
                Place("fidelity.toml", 33),
            ),
        ),
        origins=found.origins,
    )
    assert {key.split(".")[0] for key in found.origins} == set(KEYS)


def test_values_remember_where_they_were_set(tmp_path: Path) -> None:
    """The origin is the file and the line, for keys in tables too."""
    write(tmp_path, '# house\nfrom = "en"\n\n[rules.untidy-term]\nlevel = "error"\n')
    origins = load(tmp_path).origins
    assert origins["from"] == Place("fidelity.toml", 2)
    assert origins["rules.untidy-term.level"] == Place("fidelity.toml", 5)


def test_the_nearest_file_wins_as_a_whole(tmp_path: Path) -> None:
    """A file in the folder itself hides the one above it."""
    write(tmp_path, 'from = "en"\nto = "ru"\n')
    inner = write(tmp_path / "inner", 'to = "fr"\n')
    assert (load(inner).source, load(inner).target) == (None, "fr")


def test_a_file_above_is_found(tmp_path: Path) -> None:
    """The folders above are looked through, and the origin is named as seen from here."""
    write(tmp_path, 'from = "en"\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert load(inner).origins["from"] == Place("../../fidelity.toml", 1)


def test_paths_are_found_from_the_files_own_place(tmp_path: Path) -> None:
    """A path in a settings file above the working folder still names the same file."""
    write(tmp_path, 'accept = "review.csv"\n[engine.dictionary]\npaths = ["d"]\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    found = load(inner)
    assert found.accept == "../review.csv"
    assert found.engine_options == {"dictionary": {"paths": ["../d"]}}


def test_our_own_file_goes_before_pyproject(tmp_path: Path) -> None:
    """Where both lie in one folder, fidelity.toml is read."""
    write(tmp_path, '[tool.fidelity]\nfrom = "de"\n', "pyproject.toml")
    write(tmp_path, 'from = "en"\n')
    assert load(tmp_path).source == "en"


def test_pyproject_is_read_with_its_lines(tmp_path: Path) -> None:
    """The table tool.fidelity is found among other tables."""
    write(tmp_path, '[project]\nname = "x"\n[tool.fidelity]\nfrom = "de"\n', "pyproject.toml")
    assert load(tmp_path).origins["from"] == Place("pyproject.toml", 4)


def test_a_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    """Another project's file neither counts nor has to be valid."""
    write(tmp_path, 'from = "en"\n')
    inner = write(tmp_path / "inner", "this is [not toml", "pyproject.toml")
    assert load(inner).source == "en"


def test_patterns_are_found_from_the_files_own_place(tmp_path: Path) -> None:
    """As paths are; a pattern without a slash is about a name alone, wherever the file lies."""
    entry = '[[suppress]]\nrule = "x"\nreason = "y"\npath = "{}"\n'
    write(tmp_path, entry.format("press/**/*.md") + entry.format("*.md") + entry.format("press/"))
    inner = tmp_path / "inner"
    inner.mkdir()
    paths = [each.path for each in load(inner).suppress]
    assert paths == ["../press/**/*.md", "*.md", "../press/"]


def test_no_cache_can_be_asked_for(tmp_path: Path) -> None:
    """False in place of a folder means that nothing is kept."""
    write(tmp_path, "cache = false\n")
    found = load(tmp_path)
    assert (found.cache, found.keep_cache) == (None, False)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('\nfial-on = "error"', "fidelity.toml:2:", "did you mean fail-on?"),
        ('x = """\nto = 1\n"""\ncolour = 1', "fidelity.toml:1:", "known: from, to"),
        ('[rules.untidy-term]\nlevl = "note"', "fidelity.toml:2:", "did you mean level?"),
        ('[rules.untidy-term]\nlevel = "eror"', "fidelity.toml:2:", "did you mean error?"),
        ('rules = { untidy-term = { level = "x" } }', "fidelity.toml:1:", "known: note, warning"),
        ('rules.untidy-term = "error"', "fidelity.toml:1:", "must be a table"),
        ("engine.dictionary = 1", "fidelity.toml:1:", "must be a table"),
        ('from = "en"\nengines = "embedding"', "fidelity.toml:2:", "must be a list"),
        ("from = 7", "fidelity.toml:1:", "must be a text"),
        ('shipped-glossaries = "no"', "fidelity.toml:1:", "must be true or false"),
        ('from = "en"\nto = ru', "fidelity.toml:2:6:", "not valid TOML"),
        ('from = "en"\nto = ', "fidelity.toml:2:", "not valid TOML"),
        (r'"a\nb" = 1', "fidelity.toml:1:", "there is no setting “a b”"),
        ('[[suppress]]\nrule = "x"', "fidelity.toml:1:", "says no “reason”"),
        ('[[suppress]]\nreason = "x"', "fidelity.toml:1:", "says no “rule”"),
        ('[[suppress]]\nrule = "x"\nreason = "…"', "fidelity.toml:3:", "“…” is no reason"),
        ('[[suppress]]\nrule = "x"\nreason = ""', "fidelity.toml:3:", "must be a text"),
        (
            '[[suppress]]\nrule = "x"\nreason = "y"\n\n[[suppress]]\nrule = "x"\nreson = "y"',
            "fidelity.toml:7:",
            "did you mean reason?",
        ),
        (
            '[[suppress]]\nrule = "x"\nreason = "y"\nuntil = "soon"',
            "fidelity.toml:4:",
            "“soon” is no day",
        ),
        ('suppress = "x"', "fidelity.toml:1:", "must be a list"),
        ('[[levels]]\nlevel = "nite"\nrule = "x"', "fidelity.toml:2:", "did you mean note?"),
        ('[[levels]]\nrule = "x"', "fidelity.toml:1:", "says no “level”"),
        ('[[levels]]\nlevel = "note"', "fidelity.toml:1:", "for nothing in particular"),
        ('allow = "everything"', "fidelity.toml:1:", "known: none, self-hosted"),
        ('pairs = "a"', "fidelity.toml:1:", "must be a list"),
        ("pairs = [1]", "fidelity.toml:1:", "must be a table"),
        ('[[pairs]]\nsource = "{name}.md"', "fidelity.toml:1:", "says no “target”"),
        ('[[pairs]]\nsuorce = "{name}.md"', "fidelity.toml:2:", "did you mean source?"),
        (f'{PAIR}\n[[pairs]]\nsource = "a"\n\ntarget = 1', "fidelity.toml:7:", "must be a text"),
        (f'{PAIR}\n[[pairs]]\nform = "en"', "fidelity.toml:5:", "did you mean from?"),
        (
            '[[pairs]]\nsource = "{name}.md"\ntarget = "b.md"',
            "fidelity.toml:3:",
            "“{name}” stands in one",
        ),
        (
            '[[pairs]]\nsource = "{Name}.md"\ntarget = "b.md"',
            "fidelity.toml:2:",
            "must be one word",
        ),
        ('[[pairs]]\nsource = "a"\ntarget = "a"', "fidelity.toml:3:", "are the same"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(
    tmp_path: Path, text: str, place: str, words: str
) -> None:
    """The message names the file and the line, and what to write instead."""
    line = refusal(write(tmp_path, text))
    assert line.startswith(place)
    assert words in line


@pytest.mark.parametrize("name", ["key", "api-key", "DEEPL_API_KEY", "token", "client-secret"])
def test_secrets_are_refused_and_never_repeated(tmp_path: Path, name: str) -> None:
    """A key of a service belongs in the environment, and the message does not quote it."""
    line = refusal(write(tmp_path, f'[engine.deepl]\n{name} = "s3cr3t-value"\n'))
    assert line.startswith("fidelity.toml:2:")
    assert "environment" in line
    assert "s3cr3t" not in line


def test_a_key_of_the_keyboard_is_no_secret(tmp_path: Path) -> None:
    """Only whole words count, so that other options are not refused by their letters."""
    write(tmp_path, "[engine.x]\nmonkeys = 1\ntokenizer = 2\n")
    assert load(tmp_path).engine_options == {"x": {"monkeys": 1, "tokenizer": 2}}


def test_the_schema_in_the_package_is_that_of_the_settings() -> None:
    """Renew it with ``fidelity config --schema > fidelity/data/settings.schema.json``."""
    assert json.loads(table("settings.schema.json").read_text("utf-8")) == schema()


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ('from = "en"\ncache = false', True),
        (PAIR, True),
        ('[rules.untidy-term]\nlevel = "off"', True),
        ('fial-on = "error"', False),
        ('allow = "everything"', False),
        ('[[pairs]]\nsource = "a"', False),
        ('[rules.untidy-term]\nlevl = "off"', False),
        ("engines = 1", False),
        ("keep-answers = 0.5", True),
        ('deadline = "long"', False),
        ('answers = "recorded"', True),
        ('answers = "recoded"', False),
        ('[[embargo]]\npath = "a/**"\nuntil = "2027-06-30T10:00+02:00"', True),
        ('[[embargo]]\npath = "a/**"', False),
    ],
)
def test_the_schema_accepts_what_the_program_accepts(tmp_path: Path, text: str, good: bool) -> None:
    """An editor that knows the schema marks the same mistakes."""
    write(tmp_path, text)
    with nullcontext() if good else pytest.raises(InputError):
        load(tmp_path)
    checker = jsonschema.Draft202012Validator(schema())
    assert checker.is_valid(tomllib.loads(text)) == good


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    """The line with the first wrong byte is named."""
    (tmp_path / "fidelity.toml").write_bytes('from = "en"\n# Лавров\n'.encode("cp1251"))
    assert refusal(tmp_path).startswith("fidelity.toml:2: this is not UTF-8")


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [*KEYS, "=", '"', "'", "[", "]", "{", "}", "\n", ".", ",", '"x"', "1", "true", '"""']
        ),
        max_size=16,
    ).map("".join)
)
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    """No content of a settings file makes the program fall over."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "fidelity.toml").write_text(text, encoding="utf-8", errors="replace")
        try:
            load(Path(folder))
        except InputError as refused:
            message = str(refused)
        else:
            message = ""
    assert "\n" not in message
