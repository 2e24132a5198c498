"""Bilingual dictionaries that are installed on this machine, read in both directions.

**What it is.** Every dictionary in the format of dictd that lies in ``/usr/share/dictd``,
``/usr/local/share/dictd``, ``~/.local/share/dictd`` or ``~/.dictd``, and whose name tells its
languages: those of the FreeDict project (``freedict-eng-deu``) and Mueller's English-Russian
dictionary (``mueller7``). Dictionaries in the format of StarDict are found in the same way, also in
``~/.stardict/dic`` and ``/usr/share/stardict/dic``, and Chinese ones in that of CC-CEDICT by their
names (``cedict_ts.u8``, ``handedict.u8``, ``cfdict.u8``), and FreeDict's own files in TEI
(``eng-deu.tei``). Others are named in the settings, with
their languages::

    [tool.fidelity.engine.dictionary]
    paths = ["~/dictionaries", {path = "~/legal.index", from = "en", to = "ru"}]

On Debian and Ubuntu ``apt install mueller7-dict dict-freedict-eng-deu`` adds some.

**Key and cost.** None.

**Languages.** Those of the installed dictionaries, in both directions.

**What it answers.** The translations of a headword in the order of the dictionary, without
examples and idioms; in the other direction, the headwords that have the wording as a translation.
Only whole headwords are looked up, a single word also in its dictionary form. The score of an
answer is 1/rank, for want of a better scale.

**How far to trust it.** A dictionary lists what a word can mean, in every sense it has: that a
rendering is in it does not say that it is right here. The small ones (English-Spanish, -French,
-Russian of FreeDict) lack most terms of diplomacy; Mueller's is of 1961.

**Terms of use.** Most of these dictionaries are under the GNU General Public License. They are read
where the user installed them, and neither they nor anything made from them is part of this package;
the index that is kept in the cache folder is a copy for this user alone.

**Privacy.** Nothing leaves the machine.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from fidelity.cache import Damaged as DamagedTable
from fidelity.cache import Table, derived_file
from fidelity.engines import _dict_index
from fidelity.engines._dict_find import Dictionary, installed
from fidelity.engines._dictd import Damaged, fingerprint, suspect
from fidelity.engines._wording import key, standings
from fidelity.model import Candidate, Egress, Fail, Ok, Outcome, Query, Tag
from fidelity.protocols import Engine, Missing, Progress, Setup

_SENDS = "nothing: it is looked up on this machine"


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """List the dictionaries of this machine, and what to install where well-known ones lack.

    Raises:
        UsageError: the setting ``paths`` names something that cannot be used.
    """
    found = installed(setup.options)
    for one in found:
        yield DictionaryEngine(one, setup.cache, setup.progress)
    if not any(one.mueller for one in found):
        yield _missing("mueller7", "mueller", "en ↔ ru", "mueller7-dict")
    if not any(one.family.startswith("freedict-") for one in found):
        yield _missing("freedict", "freedict", "many languages", "dict-freedict-eng-deu")


def _missing(name: str, family: str, pairs: str, package: str) -> Missing:
    return Missing(
        id=f"dictionary:{name}",
        family=f"dictionary:{family}",
        pairs=pairs,
        egress="local",
        sends=_SENDS,
        how_to_add=f"install a dictionary for dictd; on Debian and Ubuntu: apt install {package}",
    )


class DictionaryEngine:
    """One dictionary as an engine. Its table is built when it is first asked.

    Args:
        one: the dictionary.
        cache: the folder for its table; null: the table goes with the process.
        progress: told how far the table is.
    """

    egress: Egress = "local"
    sends = _SENDS

    def __init__(self, one: Dictionary, cache: Path | None, progress: Progress) -> None:
        self.id = f"dictionary:{one.name}"
        self.family = f"dictionary:{one.family}"
        self.pairs = f"{one.source} ↔ {one.target}"
        self._one = one
        self._cache = cache
        self._progress = progress
        self._turn = threading.Lock()
        self._table: Table | None = None
        self._file: Path | None = None
        self._hash: str | None = None
        self._damage: str | None = None
        self._failure = Fail("unreadable")

    @property
    def problem(self) -> str | None:
        """Why the dictionary cannot be used, with the file, in one line; null as far as known.

        Damage that shows only when the whole of it is read is told after the first question.
        """
        return self._damage or suspect(self._one.files)

    @property
    def version(self) -> str:
        """The parser's version and a hash of the dictionary's files."""
        try:
            return self._version()
        except Damaged:
            return f"{_dict_index.PARSER}+unreadable"

    def _version(self) -> str:
        if self._hash is None:
            self._hash = fingerprint(self._one.files)
        return f"{_dict_index.PARSER}+{self._hash[:12]}"

    def serves(self, source: Tag, target: Tag) -> bool:
        """Say whether the dictionary is of these two languages, in either direction."""
        return {_language(source), _language(target)} == {
            _language(self._one.source),
            _language(self._one.target),
        }

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Look each query up."""
        return [self._answer(query) for query in batch]

    def _answer(self, query: Query) -> Outcome:
        if not self.serves(query.source, query.target):
            return Fail("unsupported-pair")
        if not key(query.text):
            return Fail("empty")
        for _ in range(2):
            table = self._opened()
            if table is None:
                return self._failure
            try:
                answers = self._look_up(table, query)
            except DamagedTable:
                self._drop()  # it is our own copy: make it anew, once
                continue
            if not answers:
                return Fail("not-found")
            standing = standings((each.text for each in answers), query.wanted, query.target)
            return Ok(answers[: max(1, query.best)], standing)
        return Fail("engine-fault")

    def _look_up(self, table: Table, query: Query) -> tuple[Candidate, ...]:
        one = self._one
        if _language(query.source) == _language(one.source):
            return _dict_index.translations(table, query.text, one.source)
        return _dict_index.headwords(table, query.text, one.target, one.source)

    def _opened(self) -> Table | None:
        """Open the table, and build it first; null for a dictionary that cannot be used."""
        with self._turn:
            if self._table is None and self._damage is None:
                try:
                    self._damage = suspect(self._one.files)
                    if self._damage is None:
                        self._table = self._derived()
                except Damaged as damage:
                    self._damage = str(damage)
                except (OSError, DamagedTable) as fault:
                    self._damage = f"{self._one.name}: its table cannot be written ({fault})"
                    self._failure = Fail("engine-fault")
            return self._table

    def _derived(self) -> Table:
        one = self._one

        def build(path: Path) -> None:
            _dict_index.build(
                one, path, lambda done, total: self._progress(f"indexing {one.name}", done, total)
            )

        for last in (False, True):
            self._file = derived_file(self._cache, f"{one.name}.sqlite", self._version(), build)
            try:
                return Table(self._file)
            except DamagedTable:
                self._file.unlink(missing_ok=True)
                if last:
                    raise
        raise AssertionError

    def _drop(self) -> None:
        """Delete a table that turned out to be spoilt."""
        with self._turn:
            self._table = None
            if self._file is not None:
                self._file.unlink(missing_ok=True)


def _language(tag: Tag) -> str:
    return tag.partition("-")[0].lower()
