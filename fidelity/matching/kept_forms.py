"""The forms of many wordings on disk, cut into words and found by the first of them.

To inflect, cut and enter the terms that ship takes seconds and hundreds of megabytes, while a text
asks for few of them. So they are cut once, and what begins with a word is read when a text holds
that word. A file that is damaged, or not ours, is built again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from fidelity.cache import Damaged, Table, derived_file, write_table
from fidelity.matching.form_table import Node, cut_forms, enter

T = TypeVar("T")

_REMEMBERED = 20_000
"""First words of which what may follow is remembered, or that nothing does."""
_STAMP = ""
"""The key under which a file says what it holds; no word is empty."""

Rows = list[tuple[str, list[int]]]
"""What begins with one word: the rest of each form, and the numbers of its wordings."""
Forms = Callable[[], Sequence[Sequence[str]]]
"""Inflects: gives the forms of each wording, in order."""


def rows_of(forms: Sequence[Sequence[str]]) -> dict[str, dict[str, list[int]]]:
    """Cut the forms of wordings.

    Args:
        forms: those of each wording, whose number is its place.

    Returns:
        By first word and the rest of the form, its words joined by spaces: the numbers of the
        wordings that have it, rising.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for number, each in enumerate(forms):
        for first, *rest in cut_forms(each):
            found.setdefault(first, {}).setdefault(" ".join(rest), []).append(number)
    return found


class KeptForms:
    """The forms of some wordings, read from the folder of the cache.

    Args:
        folder: where they are kept.
        name: what they are, for the name of the file.
        wordings: in dictionary form; each once.
        method: how forms are made; with another method, other forms are kept.
        forms: inflects the wordings, called where the file is not there.
    """

    def __init__(
        self, folder: Path, name: str, wordings: Sequence[str], method: str, forms: Forms
    ) -> None:
        content = "\n".join(map(repr, (method, *wordings)))
        self._stamp = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        self._file = folder, f"{name}.sqlite"
        self._forms = forms
        self._cut: dict[str, dict[str, list[int]]] | None = None
        self._table = self._opened()

    def rows(self, word: str) -> Rows:
        """List what begins with a word, with the numbers of the wordings."""
        if self._table is not None:
            try:
                return [row for text in self._table.get(word) for row in json.loads(text)]
            except (Damaged, ValueError):
                self._table = None
        if self._cut is None:
            self._cut = rows_of(self._forms())
        return list(self._cut.get(word, {}).items())

    def _opened(self) -> Table | None:
        """Open the file; one that is damaged or not ours is built again once."""
        for _ in range(2):
            path = self._derived()
            if path is None:
                return None
            with contextlib.suppress(Damaged):
                table = Table(path)
                if table.get(_STAMP) == (self._stamp,):
                    return table
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        return None

    def _derived(self) -> Path | None:
        folder, name = self._file
        try:
            return derived_file(folder, name, self._stamp, self._write)
        except OSError:  # the disk is full, say: a cache never makes a run fail
            return None

    def _write(self, path: Path) -> None:
        write_table(path, self._written())

    def _written(self) -> Iterator[tuple[str, str]]:
        yield _STAMP, self._stamp
        for word, rows in rows_of(self._forms()).items():
            yield word, json.dumps(list(rows.items()), ensure_ascii=False, separators=(",", ":"))


class Found(Generic[T]):
    """What texts have asked of kept forms and of others, as a table searches it.

    Args:
        kept: forms on disk.
        entered: the values of each of their wordings, each with its place in the order of all.
        others: forms in memory: by first word and rest, values with their places.
    """

    def __init__(
        self,
        kept: KeptForms,
        entered: Sequence[Sequence[tuple[int, T]]],
        others: Mapping[str, Mapping[str, Sequence[tuple[int, T]]]],
    ) -> None:
        self._kept = kept
        self._entered = entered
        self._others = others
        self._seen: dict[str, Node | None] = {}

    def get(self, word: str, /) -> Node | None:
        """Give what may follow a first word; null where no form begins with it."""
        if word in self._seen:
            return self._seen[word]
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        node = self._seen[word] = self._read(word)
        return node

    def _read(self, word: str) -> Node | None:
        placed = {rest: list(values) for rest, values in self._others.get(word, {}).items()}
        for rest, numbers in self._kept.rows(word):
            placed.setdefault(rest, []).extend(
                value for number in numbers for value in self._entered[number]
            )
        node: Node = {}
        for rest, values in placed.items():
            ordered = sorted(values, key=lambda value: value[0])
            enter(node, rest.split(), tuple(value for _, value in ordered))
        return node or None
