"""The command and the network: nothing without consent, and with it what was announced."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fidelity import cli
from fidelity.peers import Asked, Peer, Said

SOME_FAULTS = ("silent", "forbidden", "nonsense")
"""The whole matrix is gone through where the engines themselves are tested."""
pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

KEY = "canary-key-33871"
GLOSSARY = "en,ru\ngarden,сад\ntree,дерево\n"
KNOWN = {"garden": "сад", "tree": "дерево", "сад": "garden", "дерево": "tree"}


@dataclass
class House:
    """A folder with a glossary and a server of one's own."""

    peer: Peer
    folder: Path
    capsys: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""
    words: tuple[str, ...] = field(default=("--no-shipped-glossaries", "--no-cache", "--quiet"))

    def __call__(self, *words: str) -> int:
        """Run the command."""
        status = cli.main([*words, *self.words])
        self.out, self.err = self.capsys.readouterr()
        return status

    @property
    def sent(self) -> set[str]:
        """Every wording that the server was sent."""
        return {text for asked in self.peer.asked for text in asked.json["q"]}


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
    (tmp_path / "terms.csv").write_text(GLOSSARY, encoding="utf-8")
    with Peer(translate) as peer:
        (tmp_path / "fidelity.toml").write_text(
            f'[engine.libretranslate]\nurl = "{peer.url}"\ndeadline = 1\n'
        )
        yield House(peer, tmp_path, capsys)


def test_by_default_nothing_is_sent(house: House) -> None:
    """Although a server is there and named in the settings."""
    house.words = ("--no-shipped-glossaries", "--quiet")  # word tables are built once
    house("check", "terms.csv")
    assert house.peer.asked == []


WATCHED = (
    "import sys; net = ('socket.connect', 'socket.getaddrinfo', 'socket.sendto',"
    " 'socket.gethostbyname'); seen = [];"
    "sys.addaudithook(lambda event, _: seen.append(event) if event in net else None);"
    "from fidelity.cli import main; status = main(); sys.stderr.write(f'SEEN {seen}');"
    "sys.exit(status)"
)
"""Python itself tells of every look-up and connection, whoever in the process tries it."""


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("check", "terms.csv", "--source", "a.md", "--target", "b.md"), 0),
        (("check", "terms.csv", "--engines", "libretranslate,vectors"), 3),
        (("engines", "plan", "terms.csv", "--engines", "libretranslate", "--allow", "terms"), 0),
        (("engines",), 0),
        (("back-translate", "сад"), 0),
    ],
)
def test_no_connection_is_tried_and_no_name_looked_up(
    house: House, word_tables: Path, words: tuple[str, ...], status: int
) -> None:
    """By no part of the process, from its start to its end; not where only a plan is made."""
    (house.folder / "a.md").write_text("The garden is quiet.\n")
    (house.folder / "b.md").write_text("Сад тих.\n", encoding="utf-8")
    pair = ("--from", "en", "--to", "ru")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *words, *pair, "--no-shipped-glossaries"],
        env={**os.environ, "FIDELITY_CACHE": str(word_tables)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert done.stderr.endswith("SEEN []")
    assert house.peer.asked == []


def test_an_engine_that_was_named_is_not_asked_without_consent(house: House) -> None:
    """The run says what it did not check, and how to permit it."""
    assert house("check", "terms.csv", "--engines", "libretranslate") == 3
    assert house.peer.asked == []
    assert "--allow self-hosted" in house.out


def test_with_consent_it_is_asked(house: House) -> None:
    """Its answers stand in the evidence."""
    words = ("--engines", "libretranslate", "--allow", "self-hosted", "--format", "json")
    assert house("check", "terms.csv", *words) == 0
    report = json.loads(house.out)
    said = {line["family"]: line["answers"] for line in report["verdicts"][0]["evidence"]}
    assert said["argos"] == ["garden"]
    assert {"garden", "сад", "tree", "дерево"} <= house.sent


def test_another_house_s_server_takes_the_consent_of_a_service(house: House) -> None:
    """Until it is named as one's own."""
    server = '[engine.libretranslate]\nurl = "https://translate.ministry.example"\n'
    settings = house.folder / "fidelity.toml"
    settings.write_text(server)
    words = ("check", "terms.csv", "--engines", "libretranslate", "--allow", "self-hosted")
    assert house(*words) == 3
    assert "--allow terms" in house.out
    settings.write_text(f'own-hosts = ["translate.ministry.example"]\n{server}')
    house("engines", "plan", *words[1:])
    assert "translate.ministry.example" in house.out
    assert "nothing was sent" in house.out


def test_the_plan_names_all_that_would_leave(house: House) -> None:
    """Without sending any of it, and the check sends no more than that."""
    words = ("terms.csv", "--engines", "libretranslate", "--allow", "self-hosted")
    assert house("engines", "plan", *words) == 0
    assert house.peer.asked == []
    rows = [line.split(None, 2) for line in house.out.split("\n\n")[0].splitlines()]
    assert {row[0] for row in rows} == {"127.0.0.1"}
    planned = {row[2].strip() for row in rows}
    house("check", *words)
    assert {"garden", "сад", "tree", "дерево"} <= house.sent <= planned


def test_without_consent_the_plan_is_empty(house: House) -> None:
    """It says so."""
    house.words = ("--no-shipped-glossaries", "--quiet")  # word tables are built once
    assert house("engines", "plan", "terms.csv") == 0
    assert house.out.startswith("nothing would leave this machine (--allow none)")


def test_the_plan_spoils_no_later_check(house: House) -> None:
    """A verdict without the engine's answers is not remembered."""
    house.words = ("--no-shipped-glossaries", "--quiet", "--cache", str(house.folder / "cache"))
    words = ("terms.csv", "--engines", "libretranslate", "--allow", "self-hosted")
    house("engines", "plan", *words)
    house("check", *words)
    assert house.sent >= set(KNOWN)


@pytest.mark.parametrize("fault", SOME_FAULTS)
def test_a_service_in_trouble_leaves_the_other_engines_alone(house: House, fault: str) -> None:
    """The run says what it could not check; the verdicts of the others are as without it."""
    house.words = ("--no-shipped-glossaries", "--quiet", "--cache", str(house.folder / "cache"))
    alone = ("check", "terms.csv", "--engines", "vectors", "--format", "json")
    house(*alone)
    expected = [without(verdict) for verdict in json.loads(house.out)["verdicts"]]
    house.peer.fault = fault
    both = ("--engines", "vectors,libretranslate", "--allow", "self-hosted", "--format", "json")
    assert house("check", "terms.csv", *both) == 3
    report = json.loads(house.out)
    assert [without(verdict) for verdict in report["verdicts"]] == expected
    assert {each["engine"] for each in report["unchecked"]} == {"libretranslate:127.0.0.1"}


def without(verdict: dict[str, object]) -> dict[str, object]:
    """Leave the lines of the engine in trouble out of a verdict."""
    lines = verdict["evidence"]
    assert isinstance(lines, list)
    return {**verdict, "evidence": [line for line in lines if line["family"] != "argos"]}


@pytest.mark.parametrize("fault", [None, *SOME_FAULTS])
def test_the_key_comes_out_nowhere(house: House, fault: str | None) -> None:
    """Not in any report, nor on the terminal, nor in any file that is written."""
    house.words = ("--no-shipped-glossaries", "--verbose", "--cache", str(house.folder / "cache"))
    house.peer.fault = fault
    formats = ("json", "sarif", "html", "junit", "markdown", "csv")
    flags = [word for name in formats for word in ("--format", f"{name}=report.{name}")]
    house(
        *("check", "terms.csv", "--engines", "libretranslate", "--allow", "self-hosted"),
        *("--egress-log", "egress.log", *flags),
    )
    assert house.peer.asked[0].json["api_key"] == KEY
    written = [path.read_bytes() for path in house.folder.rglob("*") if path.is_file()]
    assert len(written) > len(formats)
    for place in (house.out.encode(), house.err.encode(), *written):
        assert KEY.encode() not in place


def test_the_egress_log_holds_no_text(house: House) -> None:
    """Hosts and numbers only."""
    words = ("--engines", "libretranslate", "--allow", "self-hosted")
    house("check", "terms.csv", *words, "--egress-log", "egress.log")
    lines = (house.folder / "egress.log").read_text().splitlines()
    assert sum(json.loads(line)["texts"] for line in lines) == len(house.sent)
    assert not [word for word in KNOWN for line in lines if word in line]


def test_the_list_of_engines_says_what_each_would_take(house: House) -> None:
    """An engine that may not be asked counts for no pair of languages."""
    house.words = ("--no-shipped-glossaries",)
    house("engines", "--from", "be", "--to", "eu")
    (row,) = [line for line in house.out.splitlines() if line.startswith("libretranslate:")]
    assert row.rstrip().endswith("asked only with --allow self-hosted")
    assert "be → eu: no engine" in house.out
