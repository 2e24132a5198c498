"""Measures a large audit: wall time and peak memory of whole processes.

    python -m benchmarks.scale [--renderings 10000] [--target ru] [--engines embedding,vectors]

Makes a glossary of English words, each with the built-in engine's own best translation, and
runs ``fidelity check`` on it three times in processes of their own: with an empty cache (the word
tables are built), with the tables but no remembered verdicts, and unchanged. For all offline
engines of a pair: ``--target pt --engines embedding,dictionary,firefox --renderings 1000``. The
renderings a second of processor time say what the machine can do that has nothing else to do; the
memory is that of the largest process, without the processes that an engine starts.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fidelity.cache import folder
from fidelity.engines import _vocabulary, embedding
from fidelity.model import Ok, Query
from fidelity.protocols import Setup


def make(path: Path, count: int, target: str) -> None:
    """Write the glossary."""
    words = [entry.word for entry in _vocabulary.vocabulary("en") if len(entry.word) > 3][:count]
    engine = embedding.Embedding(Setup(folder(None)))
    outcomes = engine.run([Query(word, "en", target, best=1) for word in words])
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["en", target])
        for word, outcome in zip(words, outcomes, strict=True):
            if isinstance(outcome, Ok):
                table.writerow([word, outcome.candidates[0].text])


def measure(name: str, glossary: Path, cache: Path, engines: str, count: int) -> None:
    """Run the audit once and print what it took."""
    command = [sys.executable, "-m", "fidelity", "check", str(glossary), "--quiet"]
    command += ["--engines", engines, "--format", f"json={cache / 'report.json'}"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, env={**os.environ, "FIDELITY_CACHE": str(cache)}, check=False)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = after.ru_maxrss / 1024
    print(
        f"{name}: {wall:.1f} s wall, {cpu:.1f} s CPU, {count / wall:.0f} renderings a second, "
        f"{count / cpu:.0f} a second of one processor, {peak:.0f} MB peak, exit {done.returncode}",
        flush=True,
    )


def main() -> None:
    """Measure the three runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--renderings", type=int, default=10_000)
    parser.add_argument("--target", default="ru")
    parser.add_argument("--engines", default="embedding,vectors")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        glossary, cache = Path(scratch) / "glossary.csv", Path(scratch) / "cache"
        make(glossary, given.renderings, given.target)
        cache.mkdir()
        measure("empty cache", glossary, cache, given.engines, given.renderings)
        for file in cache.glob("verdicts.sqlite*"):
            file.unlink()
        measure("tables built", glossary, cache, given.engines, given.renderings)
        measure("unchanged", glossary, cache, given.engines, given.renderings)
        shutil.rmtree(cache)


if __name__ == "__main__":
    main()
