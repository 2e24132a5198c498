"""Turns a dictionary into a table that answers in both directions, and asks it.

A helper of the engine ``dictionary``. The table's keys are a letter and a wording: ``h`` what a
headword is translated with, ``r`` to which headword it refers, ``b`` which headwords a translation
stands under.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from fidelity.cache import Table, write_table
from fidelity.engines import _cedict, _freedict, _mueller, _stardict, _tei
from fidelity.engines._article import Article, Translation
from fidelity.engines._dict_find import Dictionary
from fidelity.engines._dictd import read
from fidelity.engines._wording import key, with_lemmas
from fidelity.model import Candidate, Tag

PARSER = "1"
"""Changes whenever the same dictionary may be read differently."""

_HOPS = 3  # references that are followed: = armour = armor = ...


def build(one: Dictionary, path: Path, progress: Callable[[int, int], None]) -> None:
    """Write the table of a dictionary.

    Raises:
        Damaged: the dictionary cannot be read.
    """
    write_table(path, _rows(one, progress))


def _rows(one: Dictionary, progress: Callable[[int, int], None]) -> Iterator[tuple[str, str]]:
    for article in _articles(one, progress):
        if article is not None:
            yield from _article_rows(article)


def article_of(words: tuple[str, ...], raw: str, *, mueller: bool) -> Article | None:
    """Read an article in the layout of its dictionary; null where it is none.

    Args:
        words: the words under which the index has it.
        raw: the article.
        mueller: whether it is of an edition of Mueller's dictionary.
    """
    text = raw.replace("\t", " ").replace("‐", "-")  # a tab parts the fields of a row
    return _mueller.article(text) if mueller else _freedict.article(words, text)


def _articles(one: Dictionary, progress: Callable[[int, int], None]) -> Iterator[Article | None]:
    if one.layout == "cedict":
        yield from _cedict.articles(one.files.articles, progress)
        return
    if one.layout == "tei":
        yield from _tei.articles(one.files.articles, progress)
        return
    reader = _stardict.read if one.layout == "stardict" else read
    for words, raw in reader(one.files, progress):
        yield article_of(words, raw, mueller=one.mueller)


def _article_rows(article: Article) -> Iterator[tuple[str, str]]:
    first: dict[str, Translation] = {}
    for each in article.translations:
        first.setdefault(key(each.text), each)
    first.pop("", None)
    heads = [(head, key(head)) for head in article.heads]
    listed = "\n".join(
        f"{each.part_of_speech or ''}\t{each.sense or ''}\t{each.text}" for each in first.values()
    )
    for head, head_key in heads:
        if not head_key:
            continue
        if first:
            yield ("h" + head_key, listed)
        elif article.see:
            yield ("r" + head_key, key(article.see))
        for position, (translated, each) in enumerate(first.items(), 1):
            yield ("b" + translated, f"{position}\t{each.part_of_speech or ''}\t{head}")


def translations(table: Table, text: str, source: Tag) -> tuple[Candidate, ...]:
    """List what a headword is translated with, in the order of the dictionary.

    Args:
        table: the dictionary's table.
        text: the headword; without its article or "to" where it is not found with it.
        source: the language of the headwords.
    """
    for wording in with_lemmas(text, source):
        if found := _followed(table, wording, _HOPS):
            return found
    return ()


def _followed(table: Table, wording: str, hops: int) -> tuple[Candidate, ...]:
    rows = table.get("h" + wording)
    if rows or not hops:
        return distinct(_candidate(line) for row in rows for line in row.split("\n"))
    references = table.get("r" + wording)
    return _followed(table, references[0], hops - 1) if references else ()


def _candidate(line: str) -> Candidate:
    part_of_speech, sense, text = line.split("\t", 2)
    return Candidate(text, None, sense or None, part_of_speech or None)


def headwords(table: Table, text: str, source: Tag, target: Tag) -> tuple[Candidate, ...]:
    """List the headwords that have a wording as a translation, the best first.

    The nearer the wording stands to the beginning of the article, the better the headword; of two
    where it stands equally near, the more frequent word.

    Args:
        table: the dictionary's table.
        text: the translation; without its article where it is not found with it.
        source: the language of the translations.
        target: the language of the headwords.
    """
    for wording in with_lemmas(text, source):
        rows = [row.split("\t", 2) for row in table.get("b" + wording)]
        if rows:
            known = _frequencies(target)
            rows.sort(key=lambda row: (int(row[0]), -known.get(row[2].casefold(), 0.0), row[2]))
            return distinct(Candidate(head, None, None, part or None) for _, part, head in rows)
    return ()


def distinct(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Keep the first of each wording, and give it its place as its score."""
    first: dict[str, Candidate] = {}
    for each in candidates:
        first.setdefault(key(each.text), each)
    return tuple(
        Candidate(each.text, 1 / rank, each.sense, each.part_of_speech)
        for rank, each in enumerate(first.values(), 1)
    )


@functools.cache
def _frequencies(language: Tag) -> Mapping[str, float]:
    """How frequent the words of a language are; empty for one without a list."""
    import wordfreq

    try:
        base = language.partition("-")[0]
        words: Mapping[str, float] = wordfreq.get_frequency_dict(base, "best")
    except LookupError:
        return {}
    return words
