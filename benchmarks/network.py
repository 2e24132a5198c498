"""Measures engines on the network against servers on this machine: time, loss, memory, and kills.

    python -m benchmarks.network [--terms 1000] [--engines 4] [--kills 50] [--processes 10]

The servers answer after 50 ms each; one of them fails. What is asked is 1,000 made-up words, each
back and forth. *Ideal* is the time that a service takes if its connections are never idle. *Lost*
counts questions to healthy services that were not answered, *wrong* those that got another
question's answer. The kills end whole processes at random moments, of which each goes on where the
last one was ended; after each the cache and the lock are looked at.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from fidelity.calls import Call, Manners, Sender
from fidelity.egress import Allowance
from fidelity.engines._replies import json_of
from fidelity.engines._service import About, Asking, Found, ServiceEngine, id_of
from fidelity.engines._transport import Transport
from fidelity.errors import InputError
from fidelity.judging.backtranslate import Answers, ask
from fidelity.model import Fail, Ok, Query
from fidelity.peers import Asked, Peer, Said
from fidelity.recording import opened
from fidelity.recording.lock import read
from fidelity.recording.records import Records

LATENCY = 0.05
AT_ONCE = 4
AT_MOST = 10
"""Connections of a service, and texts in one call."""


_CYRILLIC = str.maketrans("abcdefghiklmnoprstuvz", "абцдефгхиклмнопрстувз")


def answer(text: str, target: str) -> str:
    """Translate: write a word from behind, in the letters of the other language."""
    return text[::-1].translate(_CYRILLIC) if target == "ru" else text[::-1]


def slow(asked: Asked) -> Said:
    """Answer each text with one that belongs to no other."""
    threading.Event().wait(LATENCY)
    texts = [answer(text, asked.json["target"]) for text in asked.json["q"]]
    return Said.of({"translatedText": texts, "alternatives": [[] for _ in texts]})


def engine(number: int, url: str, sender: Sender) -> ServiceEngine:
    """Make an engine that speaks to a server; each is a service of its own."""
    manners = Manners(at_once=AT_ONCE, deadline=5)
    about = About(
        kind=f"loopback{number}",
        service="libretranslate",
        family=f"loopback{number}",
        version="1",
        url=url,
        egress="self-hosted",
        manners=manners,
        at_most=AT_MOST,
    )

    def put(asking: Asking, sender: Sender) -> Sequence[Found] | Fail:
        texts = list(asking.texts)
        call = Call(
            engine=id_of(about.kind, url),
            url=f"{url}/translate",
            texts=asking.texts,
            json={"q": texts, "source": asking.source, "target": asking.target},
            manners=manners,
        )
        reply = sender.send(call)
        if isinstance(reply, Fail):
            return reply
        content: Any = json_of(reply)
        if isinstance(content, Fail):
            return content
        return [[each] for each in content["translatedText"]]

    return ServiceEngine(about, sender, put)


def words(count: int) -> list[str]:
    """Make words that are no word of any language, each another."""
    chance = random.Random(7)  # noqa: S311
    letters = "bcdfghklmnprstvz"
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(chance.choice(letters) + chance.choice("aeiou") for _ in range(4))] = None
    return list(made)


def queries(count: int) -> list[Query]:
    """Ask each word back and forth, as an audit does."""
    return [
        query
        for word in words(count)
        for query in (Query(word, "ru", "en", ("x",)), Query(word, "en", "ru", ("y",)))
    ]


@contextmanager
def servers(count: int) -> Iterator[list[Peer]]:
    """Start the servers; the last one fails."""
    with ExitStack() as stack:
        peers = [stack.enter_context(Peer(slow)) for _ in range(count)]
        peers[-1].fault = "broken"
        yield peers


def run(urls: Sequence[str], terms: int, folder: Path) -> Answers:
    """Ask all services all questions, with the cache in a folder."""
    sender = Transport(Allowance("self-hosted"))
    records = Records("missing", answers=opened(folder, 30))
    found = records.of([engine(n, url, sender) for n, url in enumerate(urls)], {})
    return ask(found, queries(terms))  # type: ignore[arg-type]


def judged(answers: Answers, failing: str) -> tuple[int, int]:
    """Count what was lost and what is wrong."""
    lost = wrong = 0
    for name, outcomes in answers.outcomes.items():
        for query, outcome in outcomes.items():
            if name.startswith(failing):
                wrong += isinstance(outcome, Ok)
            elif isinstance(outcome, Fail):
                lost += 1
            else:
                wrong += outcome.candidates[0].text != answer(query.text, query.target)
    return lost, wrong


def timed(work: Callable[[], Answers]) -> tuple[float, Answers]:
    """Take the time of something."""
    begun = time.perf_counter()
    answers = work()
    return time.perf_counter() - begun, answers


def measure(terms: int, count: int, folder: Path) -> None:
    """Print times, losses and memory, with an empty cache and with a full one."""
    calls = math.ceil(terms / AT_MOST) * 2
    print(f"{terms} terms back and forth, {count} services of {LATENCY * 1000:.0f} ms, one failing")
    print(f"ideal: {math.ceil(calls / AT_ONCE) * LATENCY:.2f} s")
    with servers(count) as peers:
        for name in ("cold", "warm"):
            seen = sum(len(peer.asked) for peer in peers)
            seconds, answers = timed(lambda: run([peer.url for peer in peers], terms, folder))
            lost, wrong = judged(answers, f"loopback{count - 1}")
            asked = sum(len(peer.asked) for peer in peers) - seen
            print(f"{name}: {seconds:.2f} s, {asked} calls, lost {lost}, wrong {wrong}")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


_CHILD = "from benchmarks.network import child; import sys; child(*sys.argv[1:])"


def child(urls: str, terms: str, folder: str, lock: str) -> None:
    """Be one of several processes: ask everything, and write the lock at the end."""
    from argparse import Namespace

    from fidelity.commands._console import open_console
    from fidelity.commands._recording import opened as recording
    from fidelity.commands._recording import save
    from fidelity.settings import Settings

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    args = Namespace(answers="missing", lock=lock)
    records = recording(args, Settings(), Path(folder))
    sender = Transport(Allowance("self-hosted"))
    named = urls.split(",")
    found = records.of([engine(n, url, sender) for n, url in enumerate(named)], {})
    try:
        answers = ask(found, queries(int(terms)))  # type: ignore[arg-type]
    except KeyboardInterrupt:
        sys.exit(130)
    save(records, open_console(quiet=True))
    print(json.dumps(judged(answers, f"loopback{len(named) - 1}")))


def started(peers: Sequence[Peer], terms: int, folder: Path, lock: Path) -> subprocess.Popen[str]:
    """Start a process."""
    urls = ",".join(peer.url for peer in peers)
    words_ = [sys.executable, "-c", _CHILD, urls, str(terms), str(folder), str(lock)]
    return subprocess.Popen(words_, stdout=subprocess.PIPE, text=True)


def together(terms: int, count: int, processes: int, folder: Path) -> None:
    """Let several processes share one cache and one lock."""
    lock = folder / "fidelity.lock"
    with servers(count) as peers:
        begun = time.perf_counter()
        running = [started(peers, terms, folder, lock) for _ in range(processes)]
        ended = [(process.communicate()[0].strip(), process.returncode) for process in running]
        seconds = time.perf_counter() - begun
    told = sorted({f"lost {json.loads(out)[0]}, wrong {json.loads(out)[1]}" for out, _ in ended})
    codes = sorted({code for _, code in ended})
    print(f"{processes} processes on one cache: {seconds:.1f} s, exits {codes}, {'; '.join(told)}")
    print(f"cache: {sound(folder / 'answers.sqlite')}; lock: {whole(lock)} outcomes")


def sound(path: Path) -> str:
    """Ask sqlite itself whether a file is whole."""
    if not path.exists():
        return "not there yet"
    with closing(sqlite3.connect(path)) as db:
        return str(db.execute("PRAGMA integrity_check").fetchone()[0])


def whole(path: Path) -> int:
    """Read a lock; give the number of its outcomes."""
    return len(read(path.read_text("utf-8"), path.name).outcomes) if path.exists() else 0


def kills(terms: int, count: int, times: int, folder: Path) -> None:
    """Kill processes at random moments, and look at what they leave.

    Each has a lock with half of the outcomes, to which it adds the others. After a kill it must
    hold the half or all of them. Every other process goes on with the cache of one that was killed.
    """
    chance = random.Random(11)  # noqa: S311
    half, killed, runs = folder / "half.lock", 0, 0
    caches, locks = Counter[str](), Counter[int]()
    with servers(count) as peers:
        started(peers, terms // 2, folder / "half", half).communicate()
        begun = time.perf_counter()
        shutil.copy(half, folder / "whole.lock")
        started(peers, terms, folder / "whole", folder / "whole.lock").communicate()
        usual = time.perf_counter() - begun
        while killed < times and runs < 4 * times:
            kept, lock = folder / f"kept-{runs // 2}", folder / f"kept-{runs // 2}.lock"
            if runs % 2 == 0:
                shutil.copy(half, lock)
            process = started(peers, terms, kept, lock)
            runs += 1
            try:
                process.wait(usual * chance.uniform(0.1, 1.0))
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                killed += 1
            process.communicate()
            caches[sound(kept / "answers.sqlite")] += 1
            locks[state(lock)] += 1
    print(f"{killed} of {runs} runs of {usual:.1f} s killed at random moments")
    print(f"caches left: {dict(caches)}; outcomes in the locks left: {dict(locks)}")


def state(lock: Path) -> int:
    """Give the number of outcomes in a lock; -1 where it cannot be read."""
    try:
        return whole(lock)
    except InputError:
        return -1


def interrupted(terms: int, folder: Path) -> None:
    """Take the time from Ctrl-C to the end of the process, while a server keeps silent."""
    with servers(2) as peers:
        for peer in peers:
            peer.fault = "silent"
        process = started(peers, terms, folder / "stopped", folder / "stopped.lock")
        while not all(peer.asked for peer in peers):
            time.sleep(0.01)
        begun = time.perf_counter()
        process.send_signal(signal.SIGINT)
        process.wait()
        print(f"Ctrl-C: the process ended after {time.perf_counter() - begun:.2f} s")


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terms", type=int, default=1000)
    parser.add_argument("--engines", type=int, default=4)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--processes", type=int, default=10)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure(args.terms, args.engines, folder / "one")
        (folder / "two").mkdir()
        together(args.terms, args.engines, args.processes, folder / "two")
        (folder / "three").mkdir()
        kills(args.terms, args.engines, args.kills, folder / "three")
        interrupted(args.terms, folder)


if __name__ == "__main__":
    main()
