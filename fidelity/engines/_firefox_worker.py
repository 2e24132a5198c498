"""A program that translates one text after another, for ``_firefox_workers``.

It is run as a file, with Python's isolated mode, and so imports nothing of this package. Question
and answer each end with a null byte.

    python -I _firefox_worker.py FOLDER WEIGHTS SOURCE_VOCABULARY TARGET_VOCABULARY

FOLDER is where the package ``fxtranslate`` lies.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main() -> None:
    """Answer until the input ends."""
    sys.path.append(sys.argv[1])
    files = [Path(name).read_bytes() for name in sys.argv[2:5]]
    translator = importlib.import_module("fxtranslate").Translator(*files)
    question = bytearray()
    while byte := sys.stdin.buffer.read(1):
        if byte != b"\0":
            question += byte
            continue
        answer = translator.translate(question.decode())
        sys.stdout.buffer.write(answer.replace("\0", " ").encode() + b"\0")
        sys.stdout.buffer.flush()
        question.clear()


if __name__ == "__main__":
    main()
