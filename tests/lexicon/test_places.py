"""The register of places: what it holds, and that no entry stands there twice."""

from __future__ import annotations

from collections import Counter

import pytest

from fidelity.lexicon.names import LANGUAGES, bodies, countries
from fidelity.lexicon.places import places

SEATS = ("capital", "seat")


def test_every_place_has_an_id_of_its_own() -> None:
    """Also beside the bodies, since a rule looks both up in one table."""
    ids = Counter(place.id for place in places())
    assert [id_ for id_, count in ids.items() if count > 1] == []
    assert not ids.keys() & {body.id for body in bodies()}
    assert len(ids) >= 400


def test_every_place_is_named_in_every_language() -> None:
    """A name that only one language had could not be told from a lost one."""
    lacking = [
        (p.id, tag) for p in places() for tag in LANGUAGES if not p.in_language(tag, "short")
    ]
    assert lacking == []


def test_only_capitals_and_seats_stand_for_a_government() -> None:
    """The register says of no region to whom it belongs."""
    codes = {country.code for country in countries()}
    assert {place.kind for place in places() if place.of} == set(SEATS)
    assert {place.of for place in places() if place.of} <= codes


def test_most_states_have_a_capital() -> None:
    """Small island states are left out, whose capitals no text has for their governments."""
    seats = {place.of for place in places() if place.kind == "capital"}
    assert len(seats) >= 150


@pytest.mark.parametrize(
    ("tag", "one", "other"),
    [
        ("en", "Persian Gulf", "Arabian Gulf"),
        ("en", "Kyiv", "Kiev"),
        ("ru", "Токто", "Такэсима"),
        ("fr", "îles Falkland", "Malouines"),
    ],
)
def test_disputed_names_of_one_place_stand_together(tag: str, one: str, other: str) -> None:
    """Whichever a text uses names the same place; what the choice says, loaded.yaml tells."""
    (place,) = (p for p in places() if one in [name.text for name in p.in_language(tag)])
    assert other in [name.text for name in place.in_language(tag)]
