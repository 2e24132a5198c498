"""From signals to points, from points to a probability."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.judging.nearness import UNMEASURED
from fidelity.judging.signals import NAMES
from fidelity.judging.weights import form, group, weights_for

GROUPS = ("same-script", "other-script")
POINTS = st.floats(-8, 8)


@pytest.mark.parametrize("name", GROUPS)
def test_every_kind_of_engine_weighs_every_signal(name: str) -> None:
    """The file that ships fits the signals that are measured."""
    weights = weights_for(name)

    for points in weights.engines.values():
        assert len(points.weights) == len(points.mean) == len(points.scale) == len(NAMES)
    assert {
        "embedding",
        "dictionary",
        "firefox",
        "apertium",
        "translator",
        "termbase",
        "any",
    } <= set(weights.engines)
    assert set(weights.like.values()) <= set(weights.engines)
    assert set(weights.engines) == set(weights.discounts)
    for calibration in weights.families:
        assert 0 < calibration.faithful < calibration.drifted < 1


@pytest.mark.parametrize("name", GROUPS)
@given(a=POINTS, b=POINTS)
def test_more_points_never_make_drift_less_likely(name: str, a: float, b: float) -> None:
    """The score is monotone in each family's evidence."""
    weights = weights_for(name)
    low, high = sorted((a, b))

    for other in ({}, {"y": 1.5}):
        p_low = weights.probability({"x": low, **other})
        p_high = weights.probability({"x": high, **other})
        assert 0 < p_low <= p_high < 1


def test_an_engine_that_failed_its_control_has_no_vote() -> None:
    """And one that could not be asked any has no more than one that passed."""
    weights = weights_for("other-script")
    signals = tuple(float(i % 3) for i in range(len(NAMES)))
    passed, failed, unverified = (
        weights.points("embedding", signals, state) for state in ("passed", "failed", "unverified")
    )

    assert failed == 0
    assert abs(unverified) <= abs(passed)


def test_a_stated_fact_outweighs_the_engines() -> None:
    """What a glossary forbids is drifted whatever the engines say, and the other way round."""
    weights = weights_for("other-script")
    for_it, against_it = {"a": -2.0, "b": -2.0}, {"a": 2.0, "b": 2.0}

    assert weights.probability(for_it, weights.facts["forbidden"]) > weights.calibration(2).drifted
    assert (
        weights.probability(against_it, weights.facts["accepted"]) < weights.calibration(2).faithful
    )


def test_an_unknown_kind_of_engine_is_weighed_as_any() -> None:
    """So a plug-in needs no weights of its own."""
    weights = weights_for("other-script")
    signals = (0.0,) * len(NAMES)

    assert weights.points("new", signals, "passed") == pytest.approx(
        weights.discounts["any"] * weights.engines["any"].of(signals)
    )


@pytest.mark.parametrize(
    ("source", "target", "name"),
    [
        ("en", "ru", "other-script"),
        ("ru", "en", "other-script"),
        ("ru", "uk", "same-script"),
        ("en", "fr-CA", "same-script"),
        ("en", "zh-Hans", "other-script"),
    ],
)
def test_pairs_are_grouped_by_script(source: str, target: str, name: str) -> None:
    """Because look-alikes deceive within one script."""
    assert group(source, target) == name


def test_more_families_than_were_measured_are_taken_for_the_most_that_were() -> None:
    """And where there is none, as with a fact alone, the first calibration serves."""
    weights = weights_for("other-script")

    assert weights.calibration(99) == weights.families[-1]
    assert weights.calibration(0) == weights.calibration(1) == weights.families[0]


def test_what_is_like_nothing_that_was_measured_counts_half() -> None:
    """Beside a dictionary."""
    weights = weights_for("same-script")
    signals = tuple(float(i % 3) for i in range(len(NAMES)))
    kinds = ("dictionary", "mymemory")
    measured, guessed = (weights.points(kind, signals, "passed") for kind in kinds)

    assert guessed == pytest.approx(measured / 2, abs=1e-4)


@pytest.mark.parametrize("kind", ["ct2", "deepl", "openai-chat"])
def test_translators_that_could_not_be_heard_count_as_a_translator(kind: str) -> None:
    """By what was learned from those that could."""
    weights = weights_for("same-script")
    signals = tuple(float(i % 3) for i in range(len(NAMES)))

    assert weights.points(kind, signals, "passed") == pytest.approx(
        weights.discounts["translator"] * weights.engines["translator"].of(signals)
    )


def test_the_same_programs_behind_a_server_count_as_they_do_here() -> None:
    """A dictionary is no other for being asked through a server."""
    weights = weights_for("same-script")
    signals = tuple(float(i % 3) for i in range(len(NAMES)))

    for server, here in (("dict", "dictionary"), ("apertium-apy", "apertium")):
        assert weights.points(server, signals, "passed") == weights.points(here, signals, "passed")


def test_a_vote_that_stands_alone_is_not_discounted() -> None:
    """There is nothing that it could have in common with others."""
    weights = weights_for("same-script")
    signals = tuple(float(i % 3) for i in range(len(NAMES)))

    assert weights.points("embedding", signals, "passed", alone=True) == pytest.approx(
        weights.engines["embedding"].of(signals)
    )


@pytest.mark.parametrize("name", GROUPS)
def test_what_was_not_measured_adds_nothing(name: str) -> None:
    """Neither for nor against: as if the answers were as near as they are on average."""
    points = weights_for(name).engines["firefox"]
    place = NAMES.index("back_nearness")
    unmeasured, average = ([0.0] * len(NAMES) for _ in range(2))
    unmeasured[place], average[place] = UNMEASURED, points.mean[place]

    assert points.of(tuple(unmeasured)) == pytest.approx(points.of(tuple(average)))


def test_nearness_matters_for_engines_that_do_not_say_it_themselves() -> None:
    """An embedding does; a translator or a dictionary does not."""
    weights = weights_for("same-script")

    assert all(map(weights.compares, ("firefox", "apertium", "deepl", "dictionary", "new")))
    assert not any(map(weights.compares, ("embedding", "vectors")))


def test_a_rendering_that_suits_the_definition_is_less_likely_to_have_drifted() -> None:
    """Than one that suits it less than its rivals do, all else being equal."""
    weights = weights_for("other-script")
    place, there = NAMES.index("definition"), NAMES.index("defined")
    undefined = [0.0] * len(NAMES)
    plain = weights.points("embedding", tuple(undefined), "passed")
    points = []
    for margin in (0.3, -0.5):
        signals = list(undefined)
        signals[place], signals[there] = margin, 1.0
        points.append(weights.points("embedding", tuple(signals), "passed"))

    assert points[0] < plain < points[1]


@pytest.mark.parametrize(
    ("name", "term", "rendering", "expected"),
    [
        ("same-script", "actual", "aktuell", "alike"),
        ("same-script", "treaty", "Vertrag", "other"),
        ("same-script", "arms control", "Rüstungskontrolle", "other"),
        ("other-script", "delegation", "делегация", "other"),
    ],
)
def test_look_alikes_of_one_script_are_weighed_apart(
    name: str, term: str, rendering: str, expected: str
) -> None:
    """Because there an embedding takes letters for meaning."""
    assert form(name, term, rendering) == expected
    weights = weights_for(name)
    assert weights.suited(term, rendering) == weights.forms[expected]
