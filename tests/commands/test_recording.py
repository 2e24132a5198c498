"""The lock in commands: recorded once, reviewed, and replayed without a network."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fidelity import cli
from fidelity.peers import Asked, Peer, Said

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

KEY = "canary-key-66120"
CANARY = "nachtigallenstimme-7742"
KNOWN = {"garden": "сад", "tree": "дерево", "сад": "garden", "дерево": "tree"}
ENGINES = ("--engines", "libretranslate", "--allow", "self-hosted")


@dataclass
class House:
    """A folder with a glossary, settings, a cache of its own, and a server."""

    peer: Peer
    folder: Path
    capsys: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""
    words: tuple[str, ...] = field(default=("--no-shipped-glossaries", "--cache", "cache"))

    @property
    def lock(self) -> Path:
        """The lock."""
        return self.folder / "fidelity.lock"

    def __call__(self, *words: str) -> int:
        """Run a command."""
        status = cli.main([*words, *self.words])
        self.out, self.err = self.capsys.readouterr()
        return status

    def check(self, *words: str) -> int:
        """Check the glossary, with a report in JSON."""
        return self("check", "terms.csv", *ENGINES, "--format", "json", *words)

    def settings(self, more: str = "") -> None:
        """Write the settings."""
        (self.folder / "fidelity.toml").write_text(
            f'{more}\n[engine.libretranslate]\nurl = "{self.peer.url}"\ndeadline = 5\n'
        )

    def all_written(self) -> bytes:
        """Everything in the folder, and on the terminal."""
        files = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file()]
        return b"\n".join([*files, self.out.encode(), self.err.encode()])


def translate(asked: Asked) -> Said:
    """Answer as LibreTranslate does."""
    texts = [KNOWN.get(text, text) for text in asked.json["q"]]
    return Said.of({"translatedText": texts, "alternatives": [[] for _ in texts]})


@pytest.fixture
def house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[House]:
    """Work in the folder, beside the server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIBRETRANSLATE_API_KEY", KEY)
    (tmp_path / "terms.csv").write_text("en,ru\ngarden,сад\ntree,дерево\n", encoding="utf-8")
    with Peer(translate) as peer:
        made = House(peer, tmp_path, capsys)
        made.settings()
        yield made


def on_a_build_server(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, no server, no cache; only what is in the repository."""
    monkeypatch.setenv("CI", "true")
    monkeypatch.delenv("LIBRETRANSLATE_API_KEY")
    house.peer.fault = "silent"
    house.peer.asked.clear()
    house.words = ("--no-shipped-glossaries", "--no-cache")


def test_a_recorded_run_gives_the_same_report_to_the_byte(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In continuous integration, without the server, without a key, and without consent."""
    assert house.check("--answers", "missing") == 0
    expected = house.out
    on_a_build_server(house, monkeypatch)
    words = ("check", "terms.csv", "--engines", "libretranslate", "--format", "json")
    for _ in range(2):
        assert house(*words) == 0
        assert house.out == expected
    assert house.peer.asked == []


def test_without_names_the_engines_of_the_lock_are_asked(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A replay sends nothing, so it is one of the engines that are asked by default."""
    house.check("--answers", "missing")
    on_a_build_server(house, monkeypatch)
    house("engines")
    assert "nothing: its answers are recorded" in house.out


def test_what_is_not_recorded_ends_with_3(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report says how many questions, and how to record them."""
    house.check("--answers", "missing")
    on_a_build_server(house, monkeypatch)
    (house.folder / "terms.csv").write_text("en,ru\ngarden,сад\npond,пруд\n", encoding="utf-8")
    assert house.check() == 3
    (item,) = json.loads(house.out)["unchecked"]
    assert item["reason"] == "not-recorded"
    assert "--answers missing" in item["message"]
    assert house.check("--allow-unchecked") == 0


@pytest.mark.usefixtures("house")
def test_an_engine_that_was_never_recorded_ends_with_3(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no lock at all."""
    on_a_build_server(house, monkeypatch)
    assert house.check() == 3
    assert house.peer.asked == []


def test_missing_asks_only_what_the_lock_lacks(house: House) -> None:
    """And adds it; with nothing new the lock stays as it is."""
    house.check("--answers", "missing")
    before, seen = house.lock.read_text("utf-8"), len(house.peer.asked)
    house.words = ("--no-shipped-glossaries", "--no-cache")
    house.check("--answers", "missing")
    assert len(house.peer.asked) == seen
    assert house.lock.read_text("utf-8") == before


def test_refresh_prints_what_changed(house: House) -> None:
    """On the other stream; the report stays a report."""
    house.check("--answers", "missing")
    house.peer.answer = lambda asked: Said.of(
        {"translatedText": ["park" if t == "сад" else KNOWN.get(t, t) for t in asked.json["q"]]}
    )
    house.check("--answers", "refresh")
    assert "libretranslate:127.0.0.1: сад (ru → en): garden → park" in house.err
    json.loads(house.out)
    assert '"text": "сад", "answers": ["park"]' in house.lock.read_text("utf-8")


def test_live_leaves_the_lock_alone(house: House) -> None:
    """It is neither read nor written."""
    house.lock.write_text("no lock at all")
    assert house.check() == 0
    assert house.lock.read_text() == "no lock at all"


def test_a_damaged_lock_is_one_clear_line(house: House) -> None:
    """Exit 2, and the lock stays for whoever mends it."""
    house.check("--answers", "missing")
    damaged = house.lock.read_text("utf-8")[:-20]
    house.lock.write_text(damaged, encoding="utf-8")
    for mode in ("recorded", "missing", "refresh"):
        assert house.check("--answers", mode) == 2
        assert house.err.startswith("fidelity: fidelity.lock:")
        assert house.err.count("\n") == 1
    assert house.lock.read_text("utf-8") == damaged


def test_the_settings_say_where_and_how(house: House) -> None:
    """The flags stand over them."""
    house.settings('answers = "missing"\nlock = "recorded/services.lock"')
    assert house.check() == 2  # the folder is not there
    (house.folder / "recorded").mkdir()
    assert house.check() == 0
    lock = house.folder / "recorded" / "services.lock"
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    assert house.check("--answers", "recorded", "--lock", "other.lock") == 3


def test_a_changed_lock_changes_the_report(house: House) -> None:
    """A remembered verdict does not stand against it."""
    house.check("--answers", "missing")
    house.check("--answers", "recorded")
    before = house.out
    changed = house.lock.read_text("utf-8").replace('"answers": ["garden"]', '"answers": ["park"]')
    house.lock.write_text(changed, encoding="utf-8")
    house.check("--answers", "recorded")
    assert house.out != before


def test_answers_are_kept_in_the_cache(house: House) -> None:
    """Unless the settings say for no day."""
    house.check()
    seen = len(house.peer.asked)
    house.check()
    assert len(house.peer.asked) == seen
    house.settings("keep-answers = 0")
    house.check()
    assert len(house.peer.asked) > seen


def test_one_wording_is_back_translated_from_the_lock(house: House) -> None:
    """As it was recorded."""
    words = ("back-translate", "сад", "--from", "ru", "--to", "en", *ENGINES)
    assert house(*words, "--answers", "missing") == 0
    expected = house.out
    house.peer.fault = "broken"
    assert house(*words, "--answers", "recorded") == 0
    assert house.out == expected


@pytest.mark.parametrize("fault", [None, "forbidden", "nonsense", "broken", "cut"])
def test_the_key_comes_out_nowhere(house: House, fault: str | None) -> None:
    """Neither in the lock, nor in the cache, the egress log, a report or a message."""
    house.peer.fault = fault
    for mode in ("missing", "refresh", "recorded"):
        house.check("--answers", mode, "--egress-log", "egress.log", "--verbose")
        assert KEY.encode() not in house.all_written()
    assert house.peer.asked[0].json["api_key"] == KEY


def test_a_run_that_has_used_up_its_time_is_unchecked(house: House) -> None:
    """And says so; the next run goes on from there."""
    house.peer.fault = "silent"
    assert house.check("--deadline", "0.2") == 3
    (item,) = json.loads(house.out)["unchecked"]
    assert item["reason"] == "timeout"
    house.peer.fault = None
    assert house.check() == 0


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan"])
def test_a_deadline_that_is_no_time_is_refused(house: House, seconds: str) -> None:
    """Before anything is sent."""
    assert house.check("--deadline", seconds) == 2
    house.settings()
    with (house.folder / "fidelity.toml").open("a") as settings:
        settings.write(f'budget = "{seconds}"\n')
    assert house.check() == 2
    assert "libretranslate: the setting budget must be a number of seconds" in house.err
    assert house.peer.asked == []


# --- what nobody asks any more --------------------------------------------------------------------


def recorded_words(house: House) -> set[str]:
    """List the wordings in the lock."""
    rows = map(json.loads, house.lock.read_text("utf-8").splitlines())
    return {row["text"] for row in rows if "text" in row}


def with_two_files(house: House) -> None:
    """Record a second glossary, and take a row out of the first one."""
    (house.folder / "more.csv").write_text("en,ru\npond,пруд\n", encoding="utf-8")
    assert house("check", "terms.csv", "more.csv", *ENGINES, "--answers", "missing") == 0
    (house.folder / "terms.csv").write_text("en,ru\ngarden,сад\n", encoding="utf-8")


def test_what_is_not_asked_any_more_stays_until_it_is_to_go(house: House) -> None:
    """A run cannot tell it from what other files ask; it says how much it is."""
    with_two_files(house)
    house.check("--answers", "refresh")
    assert "fidelity.lock: 4 recorded outcomes were not asked for in this run; with" in house.err
    assert {"tree", "pond"} <= recorded_words(house)


@pytest.mark.parametrize("mode", ["missing", "refresh"])
def test_with_all_files_together_what_is_not_asked_can_be_taken_out(
    house: House, mode: str
) -> None:
    """What other engines answered stays, as another run may ask them."""
    with_two_files(house)
    other = '{"engine": "deepl:api.deepl.com", "from": "en", "to": "ru", "text": "gate", '
    with house.lock.open("a", encoding="utf-8") as lock:
        lock.write(f'{other}"answers": ["ворота"], "version": "1"}}\n')
    words = ("check", "terms.csv", "more.csv", *ENGINES, "--answers", mode)
    house(*words, "--prune")
    assert "2 recorded outcomes were not asked for in this run, and were taken out" in house.err
    left = recorded_words(house)
    assert {"garden", "сад", "pond", "пруд", "gate"} <= left
    assert not {"tree", "дерево"} & left
    before = house.lock.read_bytes()
    house(*words, "--prune")
    assert house.lock.read_bytes() == before


def test_nothing_is_taken_out_where_not_everything_could_be_asked(house: House) -> None:
    """What a service in trouble was not asked is not therefore of no use."""
    with_two_files(house)
    before = recorded_words(house)
    house.peer.fault = "broken"
    house.check("--answers", "refresh", "--prune")
    assert "and stay, because not everything could be asked" in house.err
    assert recorded_words(house) == before


@pytest.mark.parametrize("mode", ["live", "recorded"])
def test_a_run_that_writes_no_lock_takes_nothing_out_of_one(house: House, mode: str) -> None:
    """That is told before anything is asked."""
    assert house.check("--answers", mode, "--prune") == 2
    assert "--prune changes the lock" in house.err
    assert house.peer.asked == []


# --- several processes ----------------------------------------------------------------------------

SAVES = 25
SAVE = f"""
import sys
from pathlib import Path
from fidelity.commands._console import open_console
from fidelity.commands._recording import save
from fidelity.model import Candidate, Ok
from fidelity.recording.records import Records

class Known:
    id, family, version, pairs, sends = "known:all", "known", "1", "all", "all"
    egress, ranks_by_answers = "self-hosted", True
    def serves(self, source, target):
        return True
    def run(self, batch):
        return [Ok((Candidate(query.text.upper()),)) for query in batch]

from fidelity.model import Query
print("ready", flush=True)
sys.stdin.readline()
for number in range({SAVES}):
    records = Records("missing", path="fidelity.lock")
    (engine,) = records.of([Known()], {{}})
    engine.run([Query(f"{{sys.argv[1]}} {{number}}", "en", "ru")])
    save(records, open_console(quiet=True))
"""


def test_processes_that_save_at_the_same_instant_lose_nothing(house: House) -> None:
    """Each puts its own outcomes beside those of the others, and leaves nothing else behind."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SAVE, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two", "three", "four")
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.communicate()
        assert process.returncode == 0
    assert len(recorded_words(house)) == len(running) * SAVES
    names = {path.name for path in house.folder.iterdir()}
    assert names == {"terms.csv", "fidelity.toml", "fidelity.lock"}


# --- embargo --------------------------------------------------------------------------------------


def under_embargo(house: House, more: str = "") -> None:
    """Put a glossary under embargo, with a word that stands nowhere else."""
    house.settings(f'[[embargo]]\npath = "secret/**"\nuntil = 2999-01-01\n{more}')
    (house.folder / "secret").mkdir()
    (house.folder / "secret" / "draft.csv").write_text(
        f"en,ru\n{CANARY},сад\ntree,дерево\n", encoding="utf-8"
    )


@pytest.mark.parametrize("mode", ["live", "missing", "refresh", "recorded"])
def test_nothing_of_a_glossary_under_embargo_leaves_or_is_kept(house: House, mode: str) -> None:
    """Whatever is allowed; the report says that the engine was not asked, and why."""
    under_embargo(house)
    words = ("check", "secret/draft.csv", "--engines", "libretranslate")
    allow = ("--allow", "sentences", "--answers", mode, "--egress-log", "egress.log")
    assert house(*words, *allow, "--format", "json") == 3
    assert house.peer.asked == []
    (item,) = json.loads(house.out)["unchecked"]
    assert (item["reason"], "embargo until 2999-01-01" in item["message"]) == ("no-consent", True)
    assert "under embargo" in house.err
    kept = [p for p in house.folder.rglob("*") if p.is_file() and p.name != "draft.csv"]
    assert not [path for path in kept if CANARY.encode() in path.read_bytes()]


def test_a_glossary_under_embargo_lends_no_control_question(house: House) -> None:
    """Neither beside the glossary under check nor as one to compare with."""
    under_embargo(house)
    (house.folder / "secret" / "draft.csv").write_text(
        f"en,ru\ngarden,{CANARY}\n", encoding="utf-8"
    )
    for words in (("secret/draft.csv",), ("--glossary", "secret/draft.csv")):
        house.check("--answers", "missing", *words)
        assert house.peer.asked
        assert CANARY not in str([asked.json for asked in house.peer.asked])
        assert CANARY not in house.lock.read_text("utf-8")


WAYS = {
    "absolute": "{here}/secret/draft.csv",
    "round about": "pub/../secret/draft.csv",
    "in other letters": "secret/DRAFT.csv",
    "linked file": "pub/link.csv",
    "linked folder": "pub/vault/draft.csv",
    "below": "draft.csv",
}


@pytest.mark.parametrize("pattern", ["secret/**", "secret/", "secret/draft.csv", "draft.*"])
@pytest.mark.parametrize("way", WAYS)
def test_no_way_to_a_file_leads_round_its_embargo(
    house: House, monkeypatch: pytest.MonkeyPatch, way: str, pattern: str
) -> None:
    """Neither a link nor another folder to start from; other files are free."""
    under_embargo(house)
    house.settings(f'[[embargo]]\npath = "{pattern}"\nuntil = 2999-01-01\n')
    draft, pub = house.folder / "secret" / "draft.csv", house.folder / "pub"
    if way == "in other letters":
        draft.rename(draft.with_name("DRAFT.csv"))
    pub.mkdir()
    (pub / "link.csv").symlink_to(draft)
    (pub / "vault").symlink_to(house.folder / "secret")
    if way == "below":
        monkeypatch.chdir(house.folder / "secret")
    house("engines", "plan", WAYS[way].format(here=house.folder), *ENGINES)
    assert "is under embargo until 2999-01-01" in house.err
    assert "nothing would leave this machine" in house.out
    house("engines", "plan", f"{house.folder}/terms.csv", *ENGINES)
    assert "under embargo" not in house.err
    assert "garden" in house.out


def test_a_folder_that_is_a_link_itself_is_under_embargo(house: House) -> None:
    """By its own name and by that of where it leads."""
    (house.folder / "vault").mkdir()
    (house.folder / "vault" / "draft.csv").write_text("en,ru\nx,сад\n", encoding="utf-8")
    (house.folder / "secret").symlink_to(house.folder / "vault")
    house.settings('[[embargo]]\npath = "secret/**"\nuntil = 2999-01-01\n')
    for file in ("secret/draft.csv", "vault/draft.csv"):
        house("engines", "plan", file, *ENGINES)
        assert "is under embargo until 2999-01-01" in house.err


def test_the_plan_knows_the_embargo(house: House) -> None:
    """It lists nothing of the glossary."""
    under_embargo(house)
    house("engines", "plan", "secret/draft.csv", *ENGINES)
    assert "nothing would leave this machine" in house.out


def test_a_glossary_under_embargo_answers_no_back_translation(house: House) -> None:
    """Its terms would come into the tables that are kept."""
    under_embargo(house)
    words = (
        "back-translate",
        "сад",
        "--from",
        "ru",
        "--to",
        "en",
        "--glossary",
        "secret/draft.csv",
    )
    house(*words, *ENGINES)
    house(*words, "--engines", "libretranslate,termbase", "--allow", "self-hosted")
    assert CANARY not in house.out


def test_an_embargo_ends(house: House) -> None:
    """After its last day the glossary is like any other."""
    under_embargo(house)
    house.settings('[[embargo]]\npath = "secret/**"\nuntil = 2001-01-01')
    house("check", "secret/draft.csv", *ENGINES)
    assert CANARY in str([asked.json for asked in house.peer.asked])


@pytest.mark.parametrize("until", ['"soon"', '"2027-13-01"', "2027", '"2027-01-01T10:00"'])
def test_a_malformed_day_in_the_settings_is_refused(house: House, until: str) -> None:
    """A document would go out that somebody meant to hold back."""
    house.settings(f'[[embargo]]\npath = "secret/**"\nuntil = {until}')
    assert house.check() == 2
    assert house.err.startswith("fidelity: fidelity.toml:3: ")


def text_under_embargo(house: House, until: str) -> tuple[str, ...]:
    """Write a text whose front matter names an embargo, and its translation."""
    front = f"---\ntitle: x\nembargo-until: {until}\n---\n\n"
    (house.folder / "a.md").write_text(f"{front}The {CANARY} is quiet.\n", encoding="utf-8")
    (house.folder / "b.md").write_text("Соловей молчит.\n", encoding="utf-8")
    return ("check", "--source", "a.md", "--target", "b.md", "--from", "en", "--to", "ru")


def test_the_report_on_a_text_says_that_it_is_under_embargo(
    house: House, word_tables: Path
) -> None:
    """And nothing of the text is kept in the cache."""
    house.words = ("--no-shipped-glossaries",)
    words = text_under_embargo(house, '"2999-01-01"  # until the summit')
    house(*words, "--format", "json")
    assert "embargo:a.md@2999-01-01" in json.loads(house.out)["signature"]
    assert "a.md is under embargo until 2999-01-01" in house.err
    kept = [path for path in word_tables.glob("*.sqlite*") if path.stat().st_size < 10**8]
    assert kept
    assert not [path for path in kept if CANARY.encode() in path.read_bytes()]


def test_a_malformed_day_in_the_front_matter_is_refused(house: House) -> None:
    """With its line."""
    assert house(*text_under_embargo(house, "the summit")) == 2
    assert house.err.startswith("fidelity: a.md:3: “the summit” is no day")


# --- interrupted ----------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_an_interrupted_run_ends_and_leaves_everything_whole(house: House) -> None:
    """Although a server never answers; what was recorded before is still there."""
    house.check("--answers", "missing")
    before = house.lock.read_bytes()
    house.peer.fault = "silent"
    house.settings("keep-answers = 0")
    seen = len(house.peer.asked)
    words = ["check", "terms.csv", *ENGINES, "--answers", "refresh", *house.words]
    with subprocess.Popen(
        [sys.executable, "-m", "fidelity", *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ},
    ) as process:
        while len(house.peer.asked) == seen and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"fidelity: interrupted\n")
    assert house.lock.read_bytes() == before
    assert sorted(path.name for path in house.folder.glob(".*")) == []
