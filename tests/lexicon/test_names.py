"""The registers of names: what they hold, and that they say nothing twice or ambiguously."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from fidelity.errors import InputError
from fidelity.lexicon import names
from fidelity.lexicon.names import Body, Country, Form, Name
from fidelity.lexicon.places import places
from fidelity.shelf import table

FILES = ("countries", "bodies", "loaded", "places", "titles")

OFFICIAL = ("en", "ru", "fr", "es")
"""The languages in which the United Nations have formal names of states; German and Ukrainian are
there with what running texts need."""

# In the order of the United Nations list, four to a group for reading against it.
MEMBERS = """
    AF AL DZ AD  AO AG AR AM  AU AT AZ BS  BH BD BB BY  BE BZ BJ BT  BO BA BW BR  BN BG BF BI
    CV KH CM CA  CF TD CL CN  CO KM CG CR  CI HR CU CY  CZ KP CD DK  DJ DM DO EC  EG SV GQ ER
    EE SZ ET FJ  FI FR GA GM  GE DE GH GR  GD GT GN GW  GY HT HN HU  IS IN ID IR  IQ IE IL IT
    JM JP JO KZ  KE KI KW KG  LA LV LB LS  LR LY LI LT  LU MG MW MY  MV ML MT MH  MR MU MX FM
    MC MN ME MA  MZ MM NA NR  NP NL NZ NI  NE NG MK NO  OM PK PW PA  PG PY PE PH  PL PT QA KR
    MD RO RU RW  KN LC VC WS  SM ST SA SN  RS SC SL SG  SK SI SB SO  ZA SS ES LK  SD SR SE CH
    SY TJ TH TL  TG TO TT TN  TR TM TV UG  UA AE GB TZ  US UY UZ VU  VE VN YE ZM  ZW
"""

OF_THE_STATE: tuple[Form, ...] = ("short", "un-short", "long", "abbreviation", "other")

ROMAN = re.compile("[IVXLC]+")

JUDGEMENTS = {
    *("correct", "incorrect", "wrong", "wrongly", "false", "falsely", "true", "truly", "biased"),
    *("propaganda", "lie", "proper", "properly", "legitimate", "euphemism", "misleading", "fair"),
}


class _NoKeyTwice(yaml.SafeLoader):
    """Reads YAML as usual, but does not let a second key silently replace the first."""


def _mapping(loader: _NoKeyTwice, node: yaml.MappingNode) -> dict[str, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    assert len(keys) == len(set(keys)), f"a key stands twice near line {node.start_mark.line + 1}"
    return dict(loader.construct_pairs(node, deep=True))


_NoKeyTwice.add_constructor("tag:yaml.org,2002:map", _mapping)


def _raw(name: str) -> dict[str, Any]:
    text = table(f"names/{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, _NoKeyTwice)  # noqa: S506 - derives from SafeLoader
    return content


def _all_names() -> Iterator[tuple[str, Name]]:
    for country in names.countries():
        yield from ((country.code, name) for name in country.names)
    for body in names.bodies():
        yield from ((body.id, name) for name in body.names)
    for item in names.loaded_names():
        for variant in item.variants:
            yield from ((f"{item.id}/{variant.id}", name) for name in variant.names)
    for place in places():
        yield from ((place.id, name) for name in place.names)


def _key(text: str) -> str:
    """Make equal what a reader would not tell apart."""
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")


def _holders(owned: Iterable[tuple[str, Name]]) -> Mapping[tuple[str, str], dict[str, Name]]:
    """Collect, for each name of each language, the entries that have it."""
    found: dict[tuple[str, str], dict[str, Name]] = defaultdict(dict)
    for owner, name in owned:
        found[name.language, _key(name.text)][owner] = name
    return found


@pytest.mark.parametrize("name", FILES)
def test_register_matches_its_schema(name: str) -> None:
    """Every file is as the published schema describes it, and no key stands twice."""
    schema = json.loads(table("names.schema.json").read_text(encoding="utf-8"))
    content = _raw(name)
    branch = {"$ref": f"#/$defs/{content['register']}", "$defs": schema["$defs"]}
    jsonschema.Draft202012Validator.check_schema(schema)
    assert content["register"] == name
    faults = [f"{list(e.path)}: {e.message}" for e in _validator(branch).iter_errors(content)]
    assert faults == []
    assert _validator(schema).is_valid(content)


def _validator(schema: Mapping[str, Any]) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(dict(schema))


def test_schema_refuses_what_a_register_must_not_hold() -> None:
    """The schema would notice an unknown key, a year read as a number, an empty stance."""
    schema = json.loads(table("names.schema.json").read_text(encoding="utf-8"))
    item = {"id": "x", "stance": "as a war", "used-by": ["somebody"], "en": ["war"]}
    good = {
        "register": "loaded",
        "profiles": {},
        "items": [{"id": "x", "about": "x", "sources": ["x"], "variants": [item, item]}],
    }
    assert _validator(schema).is_valid(good)
    changes: list[dict[str, Any]] = [
        {"extra": "x"},
        {"since": 2022},
        {"since": "2022-13"},
        {"stance": ""},
        {"en": []},
    ]
    for change in changes:
        good["items"][0]["variants"] = [item, {**item, **change}]  # type: ignore[index]
        assert not _validator(schema).is_valid(good), change


def test_every_member_state_and_both_observers_are_there_once() -> None:
    """193 member states of the United Nations, the Holy See and the State of Palestine."""
    members = MEMBERS.split()
    assert len(members) == 193
    codes = Counter(country.code for country in names.countries())
    assert codes == Counter([*members, "VA", "PS"])
    observers = {c.code for c in names.countries() if c.status == "observer"}
    assert observers == {"VA", "PS"}


def test_countries_stand_in_the_order_of_their_codes() -> None:
    """An editor finds a country by its code."""
    codes = [country.code for country in names.countries()]
    assert codes == sorted(codes)


def test_countries_have_the_same_forms_in_each_language() -> None:
    """One short name in each language; a long or a list form in all languages or in none."""
    forms: list[tuple[Form, set[int]]] = [("short", {1}), ("long", {0, 1}), ("un-short", {0, 1})]
    for country in names.countries():
        for form, allowed in forms:
            counts = {len(country.in_language(tag, form)) for tag in OFFICIAL}
            assert len(counts) == 1, (country.code, form)
            assert counts <= allowed, (country.code, form)


def test_no_two_countries_have_the_same_name() -> None:
    """In one language a name belongs to one state: Congo, Guinea and Korea are the traps."""
    owned = ((c.code, n) for c in names.countries() for n in c.names if n.form in OF_THE_STATE)
    shared = {key: set(owners) for key, owners in _holders(owned).items() if len(owners) > 1}
    assert shared == {}


def test_bare_korea_names_no_state_and_bare_congo_one() -> None:
    """Korea alone is not a name of either state; Congo alone is the United Nations' name of one."""
    owned = ((c.code, n) for c in names.countries() for n in c.names if n.form in OF_THE_STATE)
    holders = _holders(owned)
    for tag, korea, congo, guinea in (
        ("en", "Korea", "Congo", "Guinea"),
        ("ru", "Корея", "Конго", "Гвинея"),
        ("fr", "Corée", "Congo", "Guinée"),
        ("es", "Corea", "Congo", "Guinea"),
    ):
        assert (tag, _key(korea)) not in holders
        assert set(holders[tag, _key(congo)]) == {"CG"}
        assert set(holders[tag, _key(guinea)]) == {"GN"}


def _undeclared(owned: Iterable[tuple[str, Name]]) -> dict[str, list[str]]:
    """List the names that several entries have, or are said to have, without each saying so."""
    found = {}
    for (tag, text), owners in _holders(owned).items():
        if any({*name.shared_with, owner} != set(owners) for owner, name in owners.items()):
            found[f"{tag}: {text}"] = sorted(owners)
    return found


@pytest.mark.parametrize("form", ["adjective", "demonym"])
def test_shared_adjectives_are_declared_by_both_countries(form: Form) -> None:
    """Congolese and Dominican belong to two states each, and both entries say so."""
    owned = [(c.code, n) for c in names.countries() for n in c.names if n.form == form]
    assert _undeclared(owned) == {}
    assert any(name.shared_with for _, name in owned)


def test_other_names_of_countries_say_what_they_are() -> None:
    """An exonym or a former name has a note, so that nobody takes it for the official one."""
    bare = [n.text for c in names.countries() for n in c.names if n.form == "other" and not n.note]
    assert bare == []


def test_article_is_kept_apart_from_the_name() -> None:
    """The name is searched without its article and written with it; El Salvador keeps its own."""
    by_code = {country.code: country for country in names.countries()}
    cases = {
        ("DZ", "fr"): ("l'", "Algérie", "l'Algérie"),
        ("GM", "en"): ("the", "Gambia", "the Gambia"),
        ("AR", "es"): ("la", "Argentina", "la Argentina"),
        ("SV", "es"): (None, "El Salvador", "El Salvador"),
        ("CU", "fr"): (None, "Cuba", "Cuba"),
        ("BY", "ru"): (None, "Беларусь", "Беларусь"),
    }
    for (code, tag), expected in cases.items():
        (name,) = by_code[code].in_language(tag, "short")
        assert (name.article, name.text, name.with_article) == expected


def test_every_name_of_a_country_is_written_as_in_the_file() -> None:
    """Taking the article off and putting it back changes nothing."""
    written = []
    for entry in _raw("countries")["countries"]:
        for tag in names.LANGUAGES:
            for value in entry[tag].values():
                several = value if isinstance(value, list) else [value]
                written += [v["text"] if isinstance(v, dict) else v for v in several]
    read = [name.with_article for country in names.countries() for name in country.names]
    assert read == written


def test_names_are_in_the_script_of_their_language() -> None:
    """Cyrillic names have no Latin letter but for Roman numerals; the others no Cyrillic one."""
    for owner, name in _all_names():
        foreign = "LATIN" if name.language in ("ru", "uk") else "CYRILLIC"
        letters = "".join(w for w in re.findall(r"[^\W\d_]+", name.text) if not ROMAN.fullmatch(w))
        wrong = [c for c in letters if unicodedata.name(c).startswith(foreign)]
        assert wrong == [], f"{owner}: {name.text}"


@pytest.mark.parametrize("name", FILES)
def test_no_word_mixes_scripts(name: str) -> None:
    """Neither in a name nor in a note does a Latin letter stand in a Cyrillic word."""
    text = table(f"names/{name}.yaml").read_text(encoding="utf-8")
    words = re.findall(r"[^\W\d_]+", text)
    mixed = [w for w in words if re.search("[A-Za-zÀ-ɏ]", w) and re.search("[\u0400-\u04ff]", w)]
    assert mixed == []


def test_names_are_tidy() -> None:
    """Composed letters, no double space, no ё in Russian, no curly apostrophe."""
    for owner, name in _all_names():
        assert name.text == unicodedata.normalize("NFC", name.text), owner
        assert not re.search(r"  |[ёЁ’‘\u00a0]", name.text), f"{owner}: {name.text}"


def test_there_are_enough_bodies_with_ids_of_their_own() -> None:
    """The register covers the bodies and treaties that press texts name."""
    ids = Counter(body.id for body in names.bodies())
    assert len(ids) >= 120
    assert set(ids.values()) == {1}


def test_confusable_bodies_know_each_other() -> None:
    """A near-confusable exists, is another entry, and names this one in turn."""
    by_id = {body.id: body for body in names.bodies()}
    for body in by_id.values():
        for other in body.confusable_with:
            assert other != body.id
            assert body.id in by_id[other].confusable_with, (body.id, other)


def test_the_three_european_councils_are_confusable() -> None:
    """Council of Europe, European Council and Council of the European Union are told apart."""
    by_id = {body.id: body for body in names.bodies()}
    three = {"council-of-europe", "european-council", "council-of-the-european-union"}
    assert all(three - {one} <= set(by_id[one].confusable_with) for one in three)


def test_abbreviations_are_unique_or_declared_ambiguous() -> None:
    """ICC is two bodies and says so at both; an undeclared second meaning is a fault."""
    owned = [(b.id, n) for b in names.bodies() for n in b.names if n.form == "abbreviation"]
    assert _undeclared(owned) == {}
    owned = [(b.id, n) for b in names.bodies() for n in b.names if n.form != "abbreviation"]
    assert _undeclared(owned) == {}


def test_abbreviation_of_a_country_is_not_that_of_a_body() -> None:
    """In one language an abbreviation is looked up in both registers and has to give one answer."""
    everything: list[Country | Body] = [*names.countries(), *names.bodies()]
    owned: dict[tuple[str, str], set[type]] = defaultdict(set)
    for entry in everything:
        for name in entry.names:
            if name.form == "abbreviation":
                owned[name.language, name.text].add(type(entry))
    assert [key for key, kinds in owned.items() if len(kinds) > 1] == []


def test_there_are_enough_loaded_names_with_ids_of_their_own() -> None:
    """The register covers the disputes that press texts name."""
    ids = Counter(item.id for item in names.loaded_names())
    assert len(ids) >= 45
    assert set(ids.values()) == {1}


def test_loaded_names_offer_a_choice_of_stances() -> None:
    """At least two marked variants, no two with one stance, some wording in English and Russian."""
    for item in names.loaded_names():
        marked = [variant for variant in item.variants if not variant.unmarked]
        assert len(marked) >= 2, item.id
        assert len({variant.stance for variant in item.variants}) == len(item.variants), item.id
        assert len({variant.id for variant in item.variants}) == len(item.variants), item.id
        for tag in ("en", "ru"):
            assert any(variant.in_language(tag) for variant in item.variants), (item.id, tag)


def test_wording_belongs_to_one_variant() -> None:
    """Within an item a wording carries one stance, else a rule could not tell which."""
    for item in names.loaded_names():
        wordings = [name for variant in item.variants for name in variant.names]
        counts = Counter((name.language, _key(name.text)) for name in wordings)
        assert [key for key, times in counts.items() if times > 1] == [], item.id


def test_stances_are_described_and_not_judged() -> None:
    """No stance, no user and no description of a thing is put in words of right and wrong."""
    for item in names.loaded_names():
        said = [item.about, *(v.stance for v in item.variants)]
        said += [user for variant in item.variants for user in variant.used_by]
        used = set(re.findall(r"[a-z]+", " ".join(said).casefold()))
        assert used & JUDGEMENTS == set(), item.id


def test_profiles_are_declared_and_used() -> None:
    """Every house that a variant names is in the list of houses, and the list has no idle ones."""
    used = {p for item in names.loaded_names() for v in item.variants for p in v.profiles}
    assert used == set(names.profiles())


def test_notes_refer_to_items_that_exist() -> None:
    """A note that says "see X in loaded.yaml" leads somewhere."""
    ids = {item.id for item in names.loaded_names()}
    texts = [json.dumps(_raw(name), ensure_ascii=False) for name in FILES]
    found = re.findall(r"see (?:the item )?([a-z0-9 -]+) in loaded\.yaml", " ".join(texts), re.I)
    referred = {one for several in found for one in several.split(" and ")}
    assert referred
    assert referred <= ids


def test_registers_are_read_once() -> None:
    """A rule may ask for a register at every segment."""
    for read in (names.countries, names.bodies, names.loaded_names, names.profiles):
        assert read() is read()


OWN = """\
register: loaded
profiles: {our-paper: Our Paper}
items:
  - id: river-name
    about: The river between two states.
    variants:
      - {id: upper, stance: by its upper course, used-by: [state A], since: 1990, en: Upper River}
      - {id: lower, stance: by its lower course, used-by: [state B], en: [Lower River, the Lower]}
"""


def test_an_office_reads_its_own_register(tmp_path: Path) -> None:
    """A file of the same form is read in the same way; a single wording is a list of one."""
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    (item,) = names.read_loaded_names(path)
    upper, lower = item.variants
    assert [name.text for name in upper.in_language("en")] == ["Upper River"]
    assert upper.since == "1990"
    assert [name.text for name in lower.in_language("en")] == ["Lower River", "the Lower"]


def test_example_of_the_documentation_works(tmp_path: Path) -> None:
    """The register that docs/names.md shows an office is valid and takes the place of ours."""
    page = Path(__file__).parents[2] / "docs" / "names.md"
    blocks = re.findall(r"```yaml\n(register:.*?)```", page.read_text(encoding="utf-8"), re.S)
    schema = json.loads(table("names.schema.json").read_text(encoding="utf-8"))
    assert blocks
    for block in blocks:
        assert _validator(schema).is_valid(yaml.safe_load(block))
        path = tmp_path / "own.yaml"
        path.write_text(block, encoding="utf-8")
        own = names.read_loaded_names(path)
        assert len(names.extended(names.loaded_names(), own)) == len(names.loaded_names())


def test_an_offices_item_replaces_the_shipped_one(tmp_path: Path) -> None:
    """The same id takes the old place, a new id comes last, all others stay."""
    path = tmp_path / "own.yaml"
    path.write_text(OWN + OWN[OWN.index("  - id") :].replace("river-name", "taiwan"), "utf-8")
    river, taiwan = names.read_loaded_names(path)
    shipped = names.loaded_names()
    together = names.extended(shipped, (river, taiwan))
    assert [i.id for i in together] == [*(i.id for i in shipped), "river-name"]
    assert taiwan in together
    assert len(set(shipped) - set(together)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("items:\n  - id: x\n    about: [\n", "own.yaml:4"),
        ("just words\n", "not a register of names"),
        ("register: loaded\n", "no list of items"),
        ("items:\n  - about: x\n", "the item number 1 has no id"),
        ("items:\n  - id: x\n    about: x\n", "the item x has no variants"),
        ("items:\n  - id: x\n    about: x\n    variants: [{id: a}]\n", "the item x has no stance"),
        ("items:\n  - just words\n", "the item number 1 is not written as items are"),
        ("items: [{id: x, about: x, variants: [{id: a, stance: b, en: [1]}]}]\n", "the item x is"),
    ],
)
def test_faulty_register_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    """The message names the file and what is wrong in it."""
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        names.read_loaded_names(path)
    assert said in str(caught.value)
    assert "own.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_or_unreadable_register_is_refused(tmp_path: Path) -> None:
    """A wrong path and a wrong encoding are faults of the input, each with its advice."""
    with pytest.raises(InputError, match="check the path"):
        names.read_loaded_names(tmp_path / "none.yaml")
    path = tmp_path / "latin.yaml"
    path.write_bytes("items: [café]\n".encode("latin-1"))
    with pytest.raises(InputError, match="save it as UTF-8"):
        names.read_loaded_names(path)
