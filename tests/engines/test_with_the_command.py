"""Every service with the whole command: what it plans, what it sends, and what it lets out.

A marked key and a marked text go through every engine and every fault. The key is sought in
everything that is written; the text in all that is no report about it.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from fidelity import cli, plugins
from fidelity.peers import FAULTS

Stage: TypeAlias = Any
"""An engine and the server that it asks; ``conftest.py`` makes it, for every service."""

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

MARKED = ("brimstone butterfly", "бабочка лимонница")
"""Both sides of the one row, because a service that refuses is asked only once."""
GLOSSARY = f"en,ru\n{','.join(MARKED)}\n"


@pytest.fixture
def house(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a glossary, and settings that name the server on the stage."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.csv").write_text(GLOSSARY, encoding="utf-8")
    options = {**stage.options(), "deadline": 0.3 if slow(stage) else 5}
    lines = (f"{key} = {json.dumps(value)}" for key, value in options.items())
    written = "\n".join([f"[engine.{stage.kind}]", *lines])
    (tmp_path / "fidelity.toml").write_text(written, encoding="utf-8")
    return tmp_path


def slow(stage: Stage) -> bool:
    """Say whether the server takes its time."""
    return stage.peer.fault in ("silent", "drips")


@pytest.fixture
def fault(stage: Stage, request: pytest.FixtureRequest) -> str | None:
    """Let the server misbehave in one way; null: it behaves."""
    name: str | None = request.param
    stage.peer.fault = name
    return name


@pytest.mark.parametrize("fault", [None, *FAULTS], indirect=True)
def test_neither_comes_out_where_it_does_not_belong(
    stage: Stage,
    fault: str | None,
    house: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """In no report, log, egress log, cache or baseline, nor on the terminal."""
    caplog.set_level(logging.DEBUG)
    formats = plugins.names("reports")
    words = ["check", "terms.csv", "--engines", stage.kind, "--allow", "self-hosted"]
    words += ["--no-shipped-glossaries", "--verbose", "--cache", str(house / "cache")]
    words += ["--egress-log", "egress.log"]
    words += [word for name in formats for word in ("--format", f"{name}=report.{name}")]
    status = cli.main(words)
    assert status == (0 if fault is None else 3)
    sent = "".join(map(whole, stage.peer.asked))
    assert any(text in sent for text in MARKED)
    out, err = capfd.readouterr()
    files = [path for path in house.rglob("*") if path.is_file()]
    assert len(files) > len(formats)
    for place in (out, err, caplog.text, *map(content, files)):
        assert stage.key not in place
    for place in (err, caplog.text, content(house / "egress.log")):
        assert not [text for text in MARKED if text in place]


def whole(asked: Any) -> str:
    """Everything that was sent in one call."""
    body = json.dumps(json.loads(asked.body), ensure_ascii=False) if asked.body else ""
    return " ".join([*asked.parameters.values(), body])


def content(path: Path) -> str:
    """Everything in a file; of a database all its rows as well."""
    data = path.read_bytes()
    if not data.startswith(b"SQLite format 3"):
        return data.decode("utf-8", "replace")
    with sqlite3.connect(path) as database:
        return data.decode("latin-1") + "\n".join(database.iterdump())


def test_the_plan_names_what_would_be_sent_and_sends_nothing(
    stage: Stage, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each wording with its engine and host."""
    words = ("--engines", stage.kind, "--allow", "self-hosted", "--no-shipped-glossaries")
    assert cli.main(["engines", "plan", str(house / "terms.csv"), *words]) == 0
    rows = [line.split(None, 2) for line in capsys.readouterr().out.split("\n\n")[0].splitlines()]
    assert {tuple(row[:2]) for row in rows} == {("127.0.0.1", f"{stage.kind}:127.0.0.1")}
    assert {row[2].strip() for row in rows} >= set(MARKED)
    assert stage.peer.asked == []


def test_a_service_is_listed_with_what_it_takes(
    stage: Stage, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its family, what it sends where, and which consent that needs."""
    assert house.is_dir()
    assert cli.main(["engines", "--no-shipped-glossaries", "--from", "be", "--to", "eu"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (row,) = [line for line in lines if line.startswith(f"{stage.kind}:127.0.0.1 ")]
    assert "the wordings to 127.0.0.1" in row
    assert row.rstrip().endswith("asked only with --allow self-hosted")
