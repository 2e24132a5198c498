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
"""First words of which what may follow is remembered."""
_LAYOUT = "3"
"""Raise it whenever the files are laid out in another way."""
_STAMP = ""
"""The key under which a file says what it holds; no word is empty."""

Rows = Mapping[str, str]
"""What begins with one word: by second word (empty: none) what may follow it, a line for each form:
the rest of its words, a tab, and the numbers of its wordings."""
Placed = Mapping[str, Sequence[tuple[int, T]]]
"""By the rest of a form: values, each with its place in the order of all."""
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


def by_second(rests: Mapping[str, T]) -> dict[str, dict[str, T]]:
    """Part the rests of forms that begin with one word by the word that follows."""
    found: dict[str, dict[str, T]] = {}
    for rest, value in rests.items():
        second, _, others = rest.partition(" ")
        found.setdefault(second, {})[others] = value
    return found


def written(rests: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """Write down what begins with one word, as ``Rows``; no word holds a tab or a line break."""
    return {
        second: "\n".join(
            f"{rest}\t{' '.join(map(str, several))}" for rest, several in rows.items()
        )
        for second, rows in by_second(rests).items()
    }


def _read(rows: str) -> Iterator[tuple[str, list[int]]]:
    for line in rows.split("\n") if rows else ():
        rest, _, numbers = line.partition("\t")
        yield rest, [int(number) for number in numbers.split()]


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
        content = "\n".join(map(repr, (_LAYOUT, method, *wordings)))
        self._stamp = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        self._file = folder, f"{name}.sqlite"
        self._forms = forms
        self._cut: dict[str, dict[str, list[int]]] | None = None
        self._words: frozenset[str] = frozenset()
        self._table = self._opened()

    @property
    def words(self) -> frozenset[str]:
        """The first words of all forms."""
        return frozenset(self._in_memory()) if self._table is None else self._words

    def rows(self, word: str) -> Rows:
        """List what begins with a word, with the numbers of the wordings."""
        if self._table is not None:
            try:
                for text in self._table.get(word):
                    rows: Rows = json.loads(text)
                    return rows
            except (Damaged, ValueError):
                self._table = None
            else:
                return {}
        return written(self._in_memory().get(word, {}))

    def _in_memory(self) -> dict[str, dict[str, list[int]]]:
        if self._cut is None:
            self._cut = rows_of(self._forms())
        return self._cut

    def _opened(self) -> Table | None:
        """Open the file; one that is damaged or not ours is built again once."""
        for _ in range(2):
            path = self._derived()
            if path is None:
                return None
            with contextlib.suppress(Damaged):
                table = Table(path)
                stamp, *words = table.get(_STAMP) or ("",)
                if stamp == self._stamp:
                    self._words = frozenset("".join(words).split("\n"))
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
        cut = rows_of(self._forms())
        yield _STAMP, self._stamp
        yield _STAMP, "\n".join(cut)
        for word, rests in cut.items():
            yield word, json.dumps(written(rests), ensure_ascii=False, separators=(",", ":"))


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
        others: Mapping[str, Placed[T]],
    ) -> None:
        self._kept = kept
        self._entered = entered
        self._others = others
        self._seen: dict[str, Node] = {}
        self.heads = kept.words | others.keys()

    def get(self, word: str, /) -> Node | None:
        """Give what may follow a first word; null where no form begins with it."""
        node = self._seen.get(word)
        if node is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            node = self._seen[word] = self._first(word)
        return node or None

    def _first(self, word: str) -> Node:
        """Read what begins with a word, and put off what follows each second word."""
        node: Node = dict(self._kept.rows(word))
        own = by_second(self._others[word]) if word in self._others else {}
        for second, rests in own.items():
            node[second] = self._entered_with(rests, node.get(second, ""))
        if "" in node:
            ends = node.pop("")
            node.update(self.grown(ends) if isinstance(ends, str) else ends)
        return node

    def grown(self, text: str, /) -> Node:
        """Make of rows what may follow."""
        return self._entered_with({}, text)

    def _entered_with(self, own: Placed[T], rows: str) -> Node:
        """Enter some rests of forms, all values in the order of all."""
        placed = {rest: list(values) for rest, values in own.items()}
        for rest, numbers in _read(rows):
            placed.setdefault(rest, []).extend(
                [value for number in numbers for value in self._entered[number]]
            )
        node: Node = {}
        for rest, values in placed.items():
            values.sort(key=_place)
            enter(node, rest.split(), tuple([value for _, value in values]))
        return node


def _place(value: tuple[int, object]) -> int:
    return value[0]
