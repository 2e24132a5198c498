"""Words of several senses, the company that shows each sense, and the renderings of each.

A word has one sense in one company (Yarowsky 1993, "One sense per collocation"): what is observed
beside a truce is kept to, what is observed beside an election is watched. ``data/senses`` lists the
words that part so in another language, one direction a file or several; ``docs/shifts.md`` explains
the files.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from fidelity import cache as caches
from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.model import Tag

FOLDER = "senses"

PartOfSpeech: TypeAlias = Literal["noun", "verb", "adjective", "adverb"]
CompanyKind: TypeAlias = Literal["next", "before", "object", "subject", "near"]


@dataclass(frozen=True, slots=True)
class Company:
    """Wordings that show a sense where they stand in one place beside the word."""

    kind: CompanyKind
    """Where: ``next`` right behind the word, ``before`` right before it, ``object`` among the words
    behind it or as subject of its passive, ``subject`` among the words before it, ``near`` anywhere
    in the sentence."""
    wordings: tuple[str, ...]
    """In dictionary form; one of them is enough."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a word."""

    means: str
    company: tuple[Company, ...]
    """Empty for the sense that the word has where nothing else shows."""
    renderings: tuple[str, ...]
    """In dictionary form."""
    usual: bool = False
    """Whether the word has this sense wherever no company shows another: of a false friend."""


@dataclass(frozen=True, slots=True)
class SenseExample:
    """A sentence with the word, a right translation and one in another sense."""

    source: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class SenseWord:
    """A word or phrase of several senses."""

    text: str
    """In dictionary form."""
    part_of_speech: PartOfSpeech
    senses: tuple[Sense, ...]
    examples: tuple[SenseExample, ...]
    file: str
    """The name of the data file, without ending."""


def sense_files() -> tuple[Path, ...]:
    """List the shipped files, whatever their direction."""
    return tuple(sorted(shelf.table(FOLDER).glob("*.yaml")))


@cache
def sense_words(source: Tag, target: Tag) -> tuple[SenseWord, ...]:
    """Read the words of one language whose senses part in another one.

    A word that two files have, as one part of speech, has the senses of both; two that have half of
    their renderings in common are one sense.

    Args:
        source: the language of the words, a BCP 47 tag; script and region make no difference.
        target: the language of the renderings.

    Returns:
        In the order of the files, without examples; nothing for a direction without file.

    Raises:
        InputError: a shipped file is damaged.
    """
    first, second = (tag.split("-")[0].lower() for tag in (source, target))
    files = tuple(path for path in sense_files() if _is_of(path, first, second))
    folder = caches.in_use()
    if folder is None or not files:
        return read_words(files, first, second)

    def build(path: Path) -> None:
        path.write_text(_packed(read_words(files, first, second)), encoding="utf-8")

    texts = [path.read_bytes() for path in (Path(__file__), *files)]
    version = hashlib.sha256(b"\0".join(texts)).hexdigest()
    with contextlib.suppress(OSError, ValueError, TypeError):
        kept = caches.derived_file(folder, f"senses-{first}-{second}.json", version, build)
        return _unpacked(kept.read_text("utf-8"))
    return read_words(files, first, second)


def _packed(words: tuple[SenseWord, ...]) -> str:
    """Write words in a form that is quicker to read, each list of company once."""
    companies = list(
        dict.fromkeys(
            each.wordings for word in words for sense in word.senses for each in sense.company
        )
    )
    number = {wordings: place for place, wordings in enumerate(companies)}
    packed = [
        (
            word.text,
            word.part_of_speech,
            word.file,
            [
                (
                    sense.means,
                    [(each.kind, number[each.wordings]) for each in sense.company],
                    sense.renderings,
                    sense.usual,
                )
                for sense in word.senses
            ],
        )
        for word in words
    ]
    return json.dumps([companies, packed], ensure_ascii=False)


def _unpacked(text: str) -> tuple[SenseWord, ...]:
    """Read what ``_packed`` wrote."""
    listed, packed = json.loads(text)
    companies = [tuple(wordings) for wordings in listed]
    return tuple(
        SenseWord(
            text,
            part,
            tuple(
                Sense(
                    means,
                    tuple(Company(kind, companies[place]) for kind, place in company),
                    tuple(renderings),
                    usual,
                )
                for means, company, renderings, usual in senses
            ),
            (),
            file,
        )
        for text, part, file, senses in packed
    )


def read_words(files: tuple[Path, ...], source: Tag, target: Tag) -> tuple[SenseWord, ...]:
    """Read the words of one direction from some files; as ``sense_words``."""
    first, second = (tag.split("-")[0].lower() for tag in (source, target))
    roots = [
        (path, plain.keys(plain.parsed(path), "the file", path))
        for path in files
        if _is_of(path, first, second)
    ]
    groups: dict[str, tuple[str, ...]] = {}
    for path, root in roots:
        for name, members in plain.keys(root.get("groups", {}), "groups", path).items():
            groups[name] = (*groups.get(name, ()), *plain.texts(members, name, path))
    found: dict[tuple[str, str], SenseWord] = {}
    for path, root in roots:
        for value in plain.items(root.get("words", []), "words", path):
            word = _word(plain.keys(value, "a word", path), groups, second, path)
            key = word.text, word.part_of_speech
            found[key] = _joined(found[key], word) if key in found else word
    return tuple(found.values())


def _is_of(path: Path, source: str, target: str) -> bool:
    """Say whether a file is of a direction, by the lines that name it, without parsing it."""
    text = path.read_text("utf-8")
    return all(
        re.search(rf"^{key}: *{value}\s*(?:#|$)", text, re.MULTILINE)
        for key, value in (("from", source), ("to", target))
    )


def _joined(one: SenseWord, other: SenseWord) -> SenseWord:
    """Put together what two files say of a word; a sense that both have becomes one."""
    senses = list(one.senses)
    for sense in other.senses:
        place = next((at for at, there in enumerate(senses) if _same(there, sense)), None)
        if place is None:
            senses.append(sense)
        else:
            there = senses[place]
            senses[place] = replace(
                there,
                company=(*there.company, *sense.company),
                renderings=tuple(dict.fromkeys((*there.renderings, *sense.renderings))),
            )
    return replace(one, senses=tuple(senses), examples=(*one.examples, *other.examples))


def _same(one: Sense, other: Sense) -> bool:
    """Say whether two senses are one, to judge by half of the renderings of either."""
    mine, theirs = set(one.renderings), set(other.renderings)
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _word(
    about: Mapping[str, object], groups: Mapping[str, tuple[str, ...]], tag: Tag, path: Path
) -> SenseWord:
    text = plain.text(about.get("word"), "the text of a word", path)
    part = plain.text(about.get("part-of-speech"), f"the part of speech of {text}", path)
    if part not in get_args(PartOfSpeech):
        advice = f"use one of: {', '.join(get_args(PartOfSpeech))}"
        raise plain.fault(path, text, f"{text}: {part} is no part of speech here", advice)
    senses = tuple(
        _sense(plain.keys(value, f"a sense of {text}", path), groups, tag, path)
        for value in plain.items(about.get("senses"), f"the senses of {text}", path)
    )
    return SenseWord(
        text,
        cast("PartOfSpeech", part),
        senses,
        tuple(_examples(about.get("examples", []), text, path)),
        path.stem,
    )


def _examples(value: object, word: str, path: Path) -> Iterator[SenseExample]:
    for item in plain.items(value, f"the examples of {word}", path):
        about = plain.keys(item, f"an example of {word}", path)
        yield SenseExample(
            *(
                plain.text(about.get(key), f"{key} in an example of {word}", path)
                for key in ("source", "right", "wrong")
            )
        )


def _sense(
    about: Mapping[str, object], groups: Mapping[str, tuple[str, ...]], tag: Tag, path: Path
) -> Sense:
    means = plain.text(about.get("means"), "the meaning of a sense", path)
    company = plain.keys(about.get("with", {}), f"the company of {means}", path)
    return Sense(
        means,
        tuple(_company(kind, value, groups, path) for kind, value in company.items()),
        plain.texts(about.get(tag), f"the renderings of {means}", path),
        about.get("usual") == "true",
    )


def _company(
    kind: str, value: object, groups: Mapping[str, tuple[str, ...]], path: Path
) -> Company:
    if kind not in get_args(CompanyKind):
        advice = f"use one of: {', '.join(get_args(CompanyKind))}"
        raise plain.fault(path, kind, f"there is no company of the kind {kind}", advice)
    listed = plain.texts([value] if isinstance(value, str) else value, kind, path)
    wordings: dict[str, None] = {}
    for each in listed:
        if not each.startswith(":"):
            wordings[each] = None
        elif each[1:] in groups:
            wordings.update(dict.fromkeys(groups[each[1:]]))
        else:
            problem = f"there is no group {each[1:]}"
            raise plain.fault(path, each, problem, "list it under groups, here or in another file")
    return Company(cast("CompanyKind", kind), tuple(wordings))
