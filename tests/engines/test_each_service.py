"""What is peculiar to Google Cloud, Azure, Linguee and Apertium's server, each by itself."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest

from fidelity import plugins
from fidelity.errors import UsageError
from fidelity.model import Fail, Ok, Outcome, Query
from fidelity.peers import Asked, Said
from fidelity.protocols import Missing, Setup

Stage: TypeAlias = Any
"""An engine and the server that it asks; ``conftest.py`` makes it."""

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
GARDEN = Query("garden", "en", "ru")


def texts(outcome: Outcome) -> list[str]:
    """List the candidates of an answer."""
    assert isinstance(outcome, Ok)
    return [candidate.text for candidate in outcome.candidates]


@pytest.mark.parametrize(
    ("kind", "variable"),
    [("google-cloud", "GOOGLE_CLOUD_API_KEY"), ("azure", "AZURE_TRANSLATOR_KEY")],
)
def test_without_a_key_it_is_missing(kind: str, variable: str) -> None:
    """The list of engines says what to do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(variable, raising=False)
        (missing,) = plugins.load("engines", kind).engines(Setup(None))
    assert isinstance(missing, Missing)
    assert variable in missing.how_to_add


@pytest.mark.parametrize(("one", "other"), [("google-web", "google-cloud"), ("linguee", "deepl")])
def test_two_engines_of_one_maker_are_one_family(
    one: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise one machine would have two votes."""
    monkeypatch.setenv("DEEPL_API_KEY", "x")
    monkeypatch.setenv("GOOGLE_CLOUD_API_KEY", "x")
    first, second = (
        next(iter(plugins.load("engines", kind).engines(Setup(None)))) for kind in (one, other)
    )
    assert first.family == second.family


# --- Google Cloud ---------------------------------------------------------------------------------


def google(status: int, message: str = "no", **reasons: str) -> Said:
    """What Google Cloud answers where it refuses."""
    errors = [{"reason": reasons["error"]}] if "error" in reasons else []
    details = [{"reason": reasons["detail"]}] if "detail" in reasons else []
    error = {"code": status, "message": message, "errors": errors, "details": details}
    return Said.of({"error": error}, status)


@pytest.mark.parametrize("kind", ["google-cloud"])
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (google(403, error="dailyLimitExceeded"), "quota"),
        (google(403, error="userRateLimitExceeded"), "rate-limited"),
        (google(403, error="accessNotConfigured"), "authentication"),
        (google(403, error="forbidden"), "authentication"),
        (google(400, error="badRequest", detail="API_KEY_INVALID"), "authentication"),
        (google(400, "Bad language pair: en|tlh", error="invalid"), "unsupported-pair"),
        (google(400, error="invalid"), "bad-response"),
        (Said.of({"error": "no"}, 403), "authentication"),
        (Said.page("<html>no</html>", 403), "authentication"),
    ],
)
def test_google_cloud_says_why(stage: Stage, said: Said, reason: str) -> None:
    """Its status 403 alone means five things."""
    stage.peer.answer = lambda _asked: said
    assert stage.answers(GARDEN) == [Fail(reason)]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["google-cloud"])
def test_google_cloud_gets_a_hundred_and_twenty_eight_texts_at_once(stage: Stage) -> None:
    """It takes no more."""
    stage.answers(*(Query(f"garden {number}", "en", "ru") for number in range(130)))
    assert sorted(len(asked.json["q"]) for asked in stage.peer.asked) == [2, 128]


# --- Azure ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["azure"])
@pytest.mark.parametrize(
    ("status", "number", "reason"),
    [
        (400, 400036, "unsupported-pair"),
        (400, 400077, "too-long"),
        (400, 400000, "bad-response"),
        (401, 401000, "authentication"),
        (403, 403001, "quota"),
        (429, 429001, "rate-limited"),
        (500, 500000, "server"),
    ],
)
def test_azure_says_why(stage: Stage, status: int, number: int, reason: str) -> None:
    """By a number of six digits."""
    stage.peer.answer = lambda _asked: Said.of({"error": {"code": number, "message": "no"}}, status)
    assert stage.answers(GARDEN) == [Fail(reason)]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["azure"])
@pytest.mark.parametrize("region", [5, "west europe", "x\r\nHost: y", ""])
def test_a_region_is_a_name(stage: Stage, region: object) -> None:
    """It goes into a header."""
    setup = Setup(None, options={**stage.options(), "region": region})
    with pytest.raises(UsageError, match="region"):
        list(plugins.load("engines", "azure").engines(setup))


@pytest.mark.parametrize("kind", ["azure"])
def test_azure_is_told_which_portuguese_is_meant(stage: Stage) -> None:
    """Its code for Portuguese is Brazilian."""

    def answer(asked: Asked) -> Said:
        return Said.of([{"translations": [{"text": "jardim", "to": asked.parameters["to"]}]}])

    stage.peer.answer = answer
    stage.answers(Query("garden", "en", "pt"), Query("garden", "en", "pt-BR"))
    assert {asked.parameters["to"] for asked in stage.peer.asked} == {"pt-pt", "pt"}


# --- Linguee --------------------------------------------------------------------------------------


def page(links: str) -> Said:
    """A page of Linguee."""
    return Said.page(f'<html><body><div id="dictionary">{links}</div></body></html>')


def link(inner: str, kind: str = "dictLink featured") -> str:
    """One translation on a page of Linguee."""
    return f'<a id="dictEntry1" class="{kind}" href="/">{inner}</a>'


@pytest.mark.parametrize("kind", ["linguee"])
def test_linguee_s_translations_come_in_the_order_of_the_page(stage: Stage) -> None:
    """Those that it has in front."""
    links = link("сад") + link("садик", "dictLink") + link("огород")
    stage.peer.answer = lambda _asked: page(links)
    assert texts(stage.answers(GARDEN)[0]) == ["сад", "огород"]


@pytest.mark.parametrize("kind", ["linguee"])
def test_a_stand_in_takes_no_letters_out_of_the_word(stage: Stage) -> None:
    """The package would make «Verplichtung» of «Verpflichtung» with its gender, f."""
    stage.peer.answer = lambda _asked: page(link('Verpflichtung<span class="placeholder">f</span>'))
    assert texts(stage.answers(Query("obligation", "en", "de"))[0]) == ["Verpflichtung"]


@pytest.mark.parametrize("kind", ["linguee"])
def test_linguee_s_older_encoding_is_read(stage: Stage) -> None:
    """The page says which one it is in."""
    stage.peer.answer = lambda _asked: Said(
        page(link("Bürgschaft")).body.decode().encode("iso-8859-15"),
        media="text/html; charset=iso-8859-15",
    )
    assert texts(stage.answers(Query("surety", "en", "de"))[0]) == ["Bürgschaft"]


@pytest.mark.parametrize("kind", ["linguee"])
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (page('<h1 class="noresults">Nothing found</h1>'), "not-found"),
        (page(link("сад", "dictLink")), "not-found"),
        (page("<form id='consent'>Before you go on, accept our cookies</form>"), "bad-response"),
        (page("You have sent too many requests causing Linguee to block you"), "blocked"),
        (page("Checking your browser before accessing linguee.com"), "blocked"),
        (Said.page("busy", 503), "blocked"),
    ],
)
def test_linguee_s_other_pages_are_recognised(stage: Stage, said: Said, reason: str) -> None:
    """Only a page of the dictionary says that a word is not in it."""
    stage.peer.answer = lambda _asked: said
    assert stage.answers(GARDEN) == [Fail(reason)]  # type: ignore[arg-type]
    assert len(stage.peer.asked) == 1


@pytest.mark.parametrize("kind", ["linguee"])
def test_linguee_pairs_every_language_with_english_only(stage: Stage) -> None:
    """Other pairs are not asked."""
    engine = stage.engine()
    assert engine.serves("en", "ru")
    assert engine.serves("ru", "en")
    assert not engine.serves("ru", "de")


@pytest.mark.parametrize("kind", ["linguee"])
def test_linguee_is_not_asked_more_than_it_takes(stage: Stage) -> None:
    """Fifty letters are too many."""
    assert stage.answers(Query("garden " * 8, "en", "ru")) == [Fail("too-long")]
    assert stage.peer.asked == []


@pytest.mark.parametrize("kind", ["linguee"])
def test_a_word_with_signs_of_its_own_stays_one_word(stage: Stage) -> None:
    """The package would cut the address in two there."""
    stage.answers(Query("R&D #1", "en", "ru"))
    assert stage.peer.asked[0].parameters["query"] == "R&D #1"


# --- Apertium's server ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["apertium-apy"])
def test_an_unknown_word_is_no_translation(stage: Stage) -> None:
    """Apertium marks it, and gives it back."""
    data = {"responseData": {"translatedText": "*сад"}, "responseStatus": 200}
    stage.peer.answer = lambda _asked: Said.of(data)
    assert stage.answers(GARDEN) == [Fail("not-found")]


@pytest.mark.parametrize("kind", ["apertium-apy"])
def test_a_mark_in_the_question_is_none_in_the_answer(stage: Stage) -> None:
    """It is taken out before."""
    assert texts(stage.answers(Query("*garden", "en", "ru"))[0]) == ["сад"]


@pytest.mark.parametrize("kind", ["apertium-apy"])
def test_a_pair_that_the_server_lacks_gets_no_answer(stage: Stage) -> None:
    """It says so in words of its own."""
    refusal = {"status": "error", "code": 400, "explanation": "That pair is not installed"}
    stage.peer.answer = lambda _asked: Said.of(refusal, 400)
    assert stage.answers(GARDEN) == [Fail("unsupported-pair")]


@pytest.mark.parametrize("kind", ["apertium-apy"])
def test_without_an_address_it_is_missing(stage: Stage) -> None:
    """That of the Apertium project is nobody's own."""
    (missing,) = plugins.load("engines", stage.kind).engines(Setup(None))
    assert isinstance(missing, Missing)
