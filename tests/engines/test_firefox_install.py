"""Models are downloaded whole and unchanged, or not at all. A server of our own stands in."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import pty
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import fidelity
from fidelity.engines._download import fetch
from fidelity.engines.firefox import install, offer
from fidelity.errors import DownloadError, UsageError

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
needs_package = pytest.mark.skipif(
    importlib.util.find_spec("fxtranslate") is None, reason="fxtranslate is not installed"
)
Record = dict[str, Any]


@dataclass
class Mozilla:
    """What a small server of Remote Settings holds, and how it misbehaves."""

    records: list[Record] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    ranges: bool = True
    """Whether it sends a part of a file where a part is asked for."""
    cuts: dict[str, int] = field(default_factory=dict)
    """How many bytes of a file it sends before it hangs up; once for each entry."""
    stalls: set[str] = field(default_factory=set)
    """Files that it begins to send and then forgets."""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Every path that was asked for, with the range."""
    root: str = ""

    def add(self, kind: str, pair: str, data: bytes, version: str = "3.0", **more: Any) -> Record:
        """Put a file and its record on the server."""
        source, _, target = pair.partition(" ")
        packed = zstd(data)
        location = f"main/models/{len(self.files)}.zst"
        self.files[location] = packed
        name = f"{kind}.{source}{target}.{'spm' if 'vocab' in kind else 'intgemm.alphas.bin'}"
        record = {
            "name": name,
            "fileType": kind,
            "sourceLanguage": source,
            "targetLanguage": target,
            "version": version,
            "architecture": "tiny",
            "filter_expression": "",
            "decompressedHash": hashlib.sha256(data).hexdigest(),
            "decompressedSize": len(data),
            "attachment": {
                "hash": hashlib.sha256(packed).hexdigest(),
                "size": len(packed),
                "filename": f"{name}.zst",
                "location": location,
                "mimetype": "application/zstd",
            },
            **more,
        }
        self.records.append(record)
        return record

    def add_direction(self, pair: str, version: str = "3.0", **more: Any) -> None:
        """Put a whole model on the server; its bytes tell what it is."""
        for kind in ("model", "vocab", "lex"):
            self.add(kind, pair, f"{kind} {pair} {version}".encode() * 500, version, **more)


def zstd(data: bytes) -> bytes:
    """Pack data as a Zstandard frame of raw blocks (RFC 8878, 3.1.1)."""
    blocks = [data[first : first + 1000] for first in range(0, len(data), 1000)] or [b""]
    frame = b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", len(data))
    for place, block in enumerate(blocks):
        last = place == len(blocks) - 1
        frame += struct.pack("<I", len(block) << 3 | last)[:3] + block
    return frame


@pytest.fixture
def mozilla(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mozilla]:
    """Run the server."""
    monkeypatch.setenv("no_proxy", "*")
    held = Mozilla()
    forgotten = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            held.asked.append((self.path, self.headers.get("Range")))
            if self.path == "/v1/":
                base = f"{held.root}/cdn/"
                self.table({"capabilities": {"attachments": {"base_url": base}}})
            elif self.path.endswith("/translations-models-v2/records"):
                self.table({"data": held.records})
            elif (location := self.path.removeprefix("/cdn/")) in held.files:
                self.file(location)
            else:
                self.send_error(404)

        def table(self, content: object) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def file(self, location: str) -> None:
            data = held.files[location]
            asked = self.headers.get("Range")
            first = int(asked.removeprefix("bytes=").rstrip("-")) if asked and held.ranges else 0
            self.send_response(206 if first else 200)
            if first:
                self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(data) - first))
            self.end_headers()
            stalls = location in held.stalls
            sent = 1000 if stalls else held.cuts.pop(location, len(data))
            self.wfile.write(data[first : first + sent])
            if stalls:
                forgotten.wait(30)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.root = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield held
    forgotten.set()
    server.shutdown()
    server.server_close()


def put(mozilla: Mozilla, folder: Path, pair: str = "en-ru", stall: float = 20) -> tuple[Path, ...]:
    """Install a pair from the server."""
    return install(pair, folder, source=f"{mozilla.root}/v1", stall=stall)


def content(place: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {path.name: path.read_bytes() for path in place.iterdir()}


@needs_package
def test_both_directions_of_a_pair_are_installed(mozilla: Mozilla, tmp_path: Path) -> None:
    """Model and vocabulary; the shortlist is of no use and stays where it is."""
    for pair in ("en ru", "ru en", "en fr"):
        mozilla.add_direction(pair)
    told: list[tuple[str, int, int]] = []
    places = install(
        "ru-en", tmp_path / "new", lambda *step: told.append(step), f"{mozilla.root}/v1/"
    )
    assert [place.name for place in places] == ["en-ru", "ru-en"]
    assert content(places[0]) == {
        "model.enru.intgemm.alphas.bin": b"model en ru 3.0" * 500,
        "vocab.enru.spm": b"vocab en ru 3.0" * 500,
    }
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["en-ru", "ru-en"]
    steps = [done for _, done, _ in told]
    assert steps == sorted(steps)
    assert told[-1][1] == told[-1][2]


@needs_package
def test_what_is_there_is_not_downloaded_again(mozilla: Mozilla, tmp_path: Path) -> None:
    """Only the lists are read."""
    mozilla.add_direction("en ru")
    first = put(mozilla, tmp_path)
    mozilla.asked.clear()
    assert put(mozilla, tmp_path) == first
    assert not [path for path, _ in mozilla.asked if path.startswith("/cdn/")]


@needs_package
def test_an_older_model_is_replaced(mozilla: Mozilla, tmp_path: Path) -> None:
    """As a whole."""
    mozilla.add_direction("en ru")
    put(mozilla, tmp_path)
    mozilla.add_direction("en ru", "3.1")
    (place,) = put(mozilla, tmp_path)
    assert set(content(place).values()) == {b"model en ru 3.1" * 500, b"vocab en ru 3.1" * 500}


@needs_package
def test_the_newest_finished_version_for_everyone_is_taken(
    mozilla: Mozilla, tmp_path: Path
) -> None:
    """No preview, no other major version, nothing for one channel of Firefox, nothing by halves."""
    for version in ("1.0", "3.0", "3.2a1", "4.0"):
        mozilla.add_direction("en ru", version)
    mozilla.add_direction("en ru", "3.3", filter_expression="env.channel == 'nightly'")
    mozilla.add("model", "en ru", b"no vocabulary", "3.4")
    (place,) = put(mozilla, tmp_path)
    assert b"model en ru 3.0" * 500 in content(place).values()


@needs_package
def test_two_vocabularies_are_as_good_as_one(mozilla: Mozilla, tmp_path: Path) -> None:
    """Chinese and Japanese have them; a script may be left out of the name of the pair."""
    for kind in ("model", "srcvocab", "trgvocab"):
        mozilla.add(kind, "en zh-Hans", kind.encode())
    (place,) = put(mozilla, tmp_path, "zh-en")
    assert place.name == "en-zh-Hans"
    assert len(content(place)) == 3


@needs_package
def test_a_download_that_was_cut_off_goes_on(mozilla: Mozilla, tmp_path: Path) -> None:
    """From the byte where it stopped."""
    mozilla.add_direction("en ru")
    location = mozilla.records[0]["attachment"]["location"]
    mozilla.cuts[location] = 3000
    (place,) = put(mozilla, tmp_path)
    assert b"model en ru 3.0" * 500 in content(place).values()
    assert (f"/cdn/{location}", "bytes=3000-") in mozilla.asked


@needs_package
def test_a_later_call_goes_on_where_the_last_one_gave_up(mozilla: Mozilla, tmp_path: Path) -> None:
    """What has arrived is kept, beside the place of the finished model."""
    mozilla.add_direction("en ru")
    location = mozilla.records[0]["attachment"]["location"]
    whole = mozilla.files[location]
    mozilla.files[location] = whole[:3000]
    with pytest.raises(DownloadError, match="goes on where it stopped"):
        put(mozilla, tmp_path)
    assert not (tmp_path / "en-ru").exists()
    mozilla.files[location] = whole
    put(mozilla, tmp_path)
    assert mozilla.asked[-2:][0] == (f"/cdn/{location}", "bytes=3000-")
    assert [path.name for path in tmp_path.iterdir()] == ["en-ru"]


@needs_package
def test_a_server_that_knows_no_ranges_sends_all_of_it_again(
    mozilla: Mozilla, tmp_path: Path
) -> None:
    """The two halves are not glued together wrongly."""
    mozilla.ranges = False
    mozilla.add_direction("en ru")
    mozilla.cuts[mozilla.records[0]["attachment"]["location"]] = 3000
    (place,) = put(mozilla, tmp_path)
    assert b"model en ru 3.0" * 500 in content(place).values()


@needs_package
@pytest.mark.parametrize("part", ["packed", "plain"])
def test_a_file_with_another_check_sum_is_not_installed(
    mozilla: Mozilla, tmp_path: Path, part: str
) -> None:
    """Neither as it was sent nor as it was unpacked."""
    mozilla.add_direction("en ru")
    record = mozilla.records[0]
    if part == "packed":
        location = record["attachment"]["location"]
        mozilla.files[location] = mozilla.files[location][:-1] + b"!"
    else:
        record["decompressedHash"] = "0" * 64
    with pytest.raises(DownloadError, match="check sum is wrong"):
        put(mozilla, tmp_path)
    assert not (tmp_path / "en-ru").exists()
    assert not list(tmp_path.rglob("model.*.bin"))


@needs_package
def test_a_server_that_falls_silent_is_given_up(mozilla: Mozilla, tmp_path: Path) -> None:
    """After the time that was set."""
    mozilla.add_direction("en ru")
    location = mozilla.records[0]["attachment"]["location"]
    mozilla.stalls.add(location)
    with pytest.raises(DownloadError, match=r"from 127\.0\.0\.1: it does not answer"):
        put(mozilla, tmp_path, stall=0.05)


@needs_package
def test_a_pair_without_models_is_an_error_that_lists_the_others(
    mozilla: Mozilla, tmp_path: Path
) -> None:
    """No model is made up by way of English."""
    for pair in ("en ru", "fr en"):
        mozilla.add_direction(pair)
    with pytest.raises(UsageError, match=r"no models for fr-ru; .* for fr ru"):
        put(mozilla, tmp_path, "fr-ru")


@needs_package
@pytest.mark.parametrize(
    "spoil",
    [
        {"name": "../../evil"},
        {"name": ".."},
        {"sourceLanguage": "../en"},
        {"attachment": {"hash": "0", "size": 5, "location": "x"}},
        {"attachment": None},
        {"decompressedHash": None},
        {"version": None},
    ],
)
def test_a_record_that_cannot_be_used_is_passed_over(
    mozilla: Mozilla, tmp_path: Path, spoil: Record
) -> None:
    """Nothing is written outside the folder, whatever the list says."""
    mozilla.add_direction("en ru")
    mozilla.records[0].update(spoil)
    with pytest.raises(UsageError, match="no models"):
        put(mozilla, tmp_path / "inside")
    assert not list(tmp_path.iterdir())


@needs_package
@pytest.mark.parametrize("records", [None, "text", 7])
def test_a_list_that_is_none_is_an_error(mozilla: Mozilla, tmp_path: Path, records: Any) -> None:
    """Something else answered in the server's place."""
    mozilla.records = records
    with pytest.raises(DownloadError, match="list of models"):
        put(mozilla, tmp_path)


@needs_package
def test_a_server_that_does_not_answer_is_an_error(tmp_path: Path) -> None:
    """In one line, with the server's name."""
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1 cannot be used") as caught:
        install("en-ru", tmp_path, source="http://127.0.0.1:9/v1")
    assert "\n" not in str(caught.value)


@needs_package
@pytest.mark.parametrize("source", ["http://example.org/v1", "ftp://127.0.0.1/", "file:///etc"])
def test_nothing_is_downloaded_over_an_open_line(tmp_path: Path, source: str) -> None:
    """Only from this machine itself."""
    with pytest.raises(UsageError, match="https only"):
        install("en-ru", tmp_path, source=source)


def test_a_redirection_to_an_open_line_is_not_followed(tmp_path: Path) -> None:
    """The first server may be secure and the second one not."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", "http://example.org/model")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        with pytest.raises(UsageError, match="https only"):
            fetch(url, tmp_path / "file", 5, "0" * 64, lambda _done: None)
    finally:
        server.shutdown()
        server.server_close()


@needs_package
def test_consent_is_asked_for_in_words() -> None:
    """What, how much, from where, and what it gives away."""
    words = offer("en-ru")
    for word in ("en-ru", "MB", "firefox.settings.services.mozilla.com", "nothing else"):
        assert word in words


@pytest.mark.parametrize("pair", ["", "en", "en-", "en ru", "../en-ru"])
def test_nobody_is_asked_to_consent_to_what_is_no_pair(pair: str) -> None:
    """A mistake in the words is said before the question is put."""
    with pytest.raises(UsageError, match="write it as en-ru"):
        offer(pair)


@pytest.mark.skipif(
    importlib.util.find_spec("fxtranslate") is not None, reason="fxtranslate is installed"
)
def test_models_are_not_downloaded_for_nothing(tmp_path: Path) -> None:
    """Without the package they could not be unpacked."""
    with pytest.raises(UsageError, match="pip install"):
        install("en-ru", tmp_path)


# --- the command ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """How a run of the command ended."""

    exit: int
    out: str
    err: str


def command(*words: str, typed: str | None = None) -> Run:
    """Run ``fidelity engines install`` as a process; at a terminal where something is typed."""
    line = [sys.executable, "-m", "fidelity.cli", "engines", "install", *words]
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(fidelity.__file__).parent.parent),
        "PYTHONIOENCODING": "utf-8",
    }
    ours, theirs = pty.openpty()
    try:
        os.write(ours, (typed or "").encode())
        done = subprocess.run(
            line,
            stdin=subprocess.DEVNULL if typed is None else theirs,
            capture_output=True,
            encoding="utf-8",
            env=environment,
            timeout=120,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    return Run(done.returncode, done.stdout, done.stderr)


def at(mozilla: Mozilla, folder: Path) -> tuple[str, ...]:
    """Give the words that name the server and the folder."""
    return ("firefox", "en-ru", "--server", f"{mozilla.root}/v1", "--folder", str(folder))


@needs_package
def test_the_command_installs_a_pair_and_says_where(mozilla: Mozilla, tmp_path: Path) -> None:
    """It says what it is about to do, also where the consent was given beforehand."""
    for pair in ("en ru", "ru en"):
        mozilla.add_direction(pair)
    run = command(*at(mozilla, tmp_path), "--yes")
    assert (run.exit, run.out.split()) == (
        0,
        ["installed", str(tmp_path / "en-ru"), "installed", str(tmp_path / "ru-en")],
    )
    assert "told the pair and nothing else" in run.err
    assert content(tmp_path / "ru-en")["vocab.ruen.spm"] == b"vocab ru en 3.0" * 500


@needs_package
def test_nothing_is_downloaded_where_nobody_can_consent(mozilla: Mozilla, tmp_path: Path) -> None:
    """Not even the list is read."""
    mozilla.add_direction("en ru")
    run = command(*at(mozilla, tmp_path))
    assert (run.exit, run.err.splitlines()[-1]) == (
        2,
        "fidelity: nobody can be asked here; consent to the download with --yes",
    )
    assert not mozilla.asked


@needs_package
@pytest.mark.parametrize(("typed", "exit_"), [("y\n", 0), ("n\n", 3), ("\n", 3)])
def test_at_a_terminal_the_user_is_asked(
    mozilla: Mozilla, tmp_path: Path, typed: str, exit_: int
) -> None:
    """Only a yes is a yes."""
    mozilla.add_direction("en ru")
    run = command(*at(mozilla, tmp_path), typed=typed)
    assert run.exit == exit_
    assert "Download it? [y/N]" in run.err
    assert (tmp_path / "en-ru").is_dir() == bool(mozilla.asked) == (exit_ == 0)


@needs_package
def test_a_fault_of_the_network_is_one_line_and_3(tmp_path: Path) -> None:
    """After the words of consent."""
    run = command(
        "firefox", "en-ru", "--yes", "--server", "http://127.0.0.1:9/v1", "--folder", str(tmp_path)
    )
    assert run.exit == 3
    assert len(run.err.splitlines()) == 2
    assert run.err.splitlines()[-1].startswith("fidelity: 127.0.0.1 cannot be used: ")


@needs_package
def test_the_same_command_goes_on_from_where_it_stopped(mozilla: Mozilla, tmp_path: Path) -> None:
    """What has arrived is kept from one process to the next."""
    mozilla.add_direction("en ru")
    location = mozilla.records[0]["attachment"]["location"]
    whole = mozilla.files[location]
    mozilla.files[location] = whole[:3000]
    assert command(*at(mozilla, tmp_path), "--yes").exit == 3
    mozilla.files[location] = whole
    assert command(*at(mozilla, tmp_path), "--yes").exit == 0
    assert (f"/cdn/{location}", "bytes=3000-") in mozilla.asked


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("firefox",), "the following arguments are required: PAIR"),
        (("firefix", "en-ru", "--yes"), "there is no kind of engine “firefix”; did you mean"),
        (("embedding", "en-ru", "--yes"), "downloads nothing for embedding, only for firefox"),
        (("firefox", "english", "--yes"), "“english” is no pair of languages; write it as en-ru"),
    ],
)
def test_a_mistake_in_the_words_is_one_line_and_2(words: tuple[str, ...], told: str) -> None:
    """Nothing is asked and nothing is downloaded."""
    run = command(*words)
    assert (run.exit, len(run.err.splitlines())) == (2, 1)
    assert told in run.err


@needs_package
def test_a_folder_that_takes_nothing_is_one_line_and_2(mozilla: Mozilla, tmp_path: Path) -> None:
    """With what to do."""
    mozilla.add_direction("en ru")
    (tmp_path / "file").write_text("in the way")
    run = command(*at(mozilla, tmp_path / "file"), "--yes")
    assert run.exit == 2
    assert "cannot be written" in run.err.splitlines()[-1]
