"""Takes the translations out of an article in the layout of the FreeDict project.

The first line has the headword, its pronunciation between slashes and its part of speech between
angle brackets; the lines of translations begin at the margin; examples, notes, synonyms and
references to other articles are indented. Other dictionaries that give the translations in lines
of their own, parted by commas or semicolons, read well enough in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.engines._article import Article, Translation
from fidelity.engines._wording import wordings

_HEAD = re.compile(r"(.*?)(?:\s+/\S.*|\s+<.*|\s+\[.*)?")
_ABBREVIATION = re.compile(r" \((\S[^/()<>]*?) /[^/]*/(?:, )?\)")
_TAG = re.compile(r"<([^<>]*)>")
_FIELD = re.compile(r"\[([^\[\]]*)\]")
_NUMBER = re.compile(r"\d+\.\s+")
_PRONOUNCED = re.compile(r"(?<!\S)/\S[^/]*/(?!\S)")
_PARTING = re.compile(r"[,;]\s+(?![^<]*>)(?![^(]*\))(?![^\[]*\])(?![^{]*\})")
_MARKED = re.compile(r"[<\[({/\"]")
_NAMED = r"(?:jmd|jmdn|jmdm|jd|jdn|jdm|jds|etw|sb|sth|smb|smth|so)\.(?:'s)?"
_STAND_INS = rf"(?:{_NAMED})(?:\s?/\s?{_NAMED})*"
_OPENING = re.compile(rf"^{_STAND_INS}\s+(?=\S)")
_CLOSING = re.compile(rf"(?<=\S)\s+{_STAND_INS}$")
_CLAUSE = re.compile(r"(?:etw\. )?zu \w+|to do(?: sth\.)?")  # jdn. auffordern, etw. zu tun
_CHOICE = re.compile(r"(?<!\S)([^\W\d_-]{3,})/([^\W\d_-]{3,})(?!\S)")
_LONGEST = 8  # words; what is longer is a sentence
_PARTS_OF_SPEECH = {
    "n": "noun",
    "masc": "noun",
    "fem": "noun",
    "neut": "noun",
    "pl": "noun",
    "v": "verb",
    "vt": "verb",
    "vi": "verb",
    "adj": "adjective",
    "adv": "adverb",
    "prep": "adposition",
    "conj": "conjunction",
    "pron": "pronoun",
    "int": "interjection",
    "num": "numeral",
}


def article(words: tuple[str, ...], text: str) -> Article | None:
    """Read an article.

    Args:
        words: the words under which the index has it.
        text: the article.

    Returns:
        The article, or null where it is a sentence with its translation.
    """
    lines = text.split("\n")
    first = lines[0].strip()
    if _holds(first, words):
        heads, default, body = _heads(first), _part_of_speech(first), lines[1:]
    else:  # a dictionary whose articles leave the headword to the index
        heads, default, body = words, None, lines
    heads = tuple(form for head in heads for text in wordings(head)[0] for form in _forms(text))
    if not heads or any(_is_sentence(head) for head in heads):
        return None
    found = [each for line in body if line for each in _line(line, default)]
    return Article(tuple(dict.fromkeys(heads)), tuple(found))


def _holds(line: str, words: tuple[str, ...]) -> bool:
    """Say whether a line has one of the index's words, which come without punctuation."""
    if line.casefold().startswith(words[0]):
        return True
    letters = _letters(line)
    return any(_letters(word) in letters for word in words)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _heads(line: str) -> tuple[str, ...]:
    match = _HEAD.fullmatch(line)
    head = match[1] if match else line
    rest = line[len(head) :]
    return (head, *_ABBREVIATION.findall(rest)) if "(" in rest else (head,)


def _part_of_speech(text: str) -> str | None:
    for tag in _TAG.findall(text):
        for name in tag.split(","):
            if part_of_speech := _PARTS_OF_SPEECH.get(name.strip()):
                return part_of_speech
    return None


def _is_sentence(text: str) -> bool:
    spaces = text.count(" ")
    return (
        spaces >= _LONGEST
        or text.endswith(("!", "?", "…"))
        or (spaces > 2 and text.endswith(".") and not _CLOSING.search(text))
    )


def _line(line: str, default: str | None) -> Iterator[Translation]:
    """Take the translations out of one line of the body."""
    margin = len(line) - len(line.lstrip())
    line = line.strip()
    if not line or margin > 1 or (margin and line[0] != "["):
        return  # an example, a note, a synonym or a reference
    line = _NUMBER.sub("", line, count=1) if line[0].isdigit() else line
    if not _MARKED.search(line):
        for piece in re.split(r"[,;]\s+", line):
            if not _is_sentence(piece) and not _CLAUSE.fullmatch(piece):
                yield from (Translation(form, None, default) for form in _forms(piece))
        return
    for piece in _PARTING.split(line):
        yield from _piece(piece, default)


def _piece(piece: str, default: str | None) -> Iterator[Translation]:
    wording, _, rest = piece.partition("<")  # an abbreviation may follow what the tag closes
    part_of_speech = (_part_of_speech(piece) if rest else None) or default
    labels = _FIELD.findall(piece) if "[" in piece else []
    if labels:
        wording = _FIELD.sub(" ", wording)
    if "{" in wording or "/" in wording:
        wording = _PRONOUNCED.sub(" ", re.sub(r"\{[^{}]*\}", " ", wording))
    wording = wording.strip()
    if not wording or _is_sentence(wording) or _CLAUSE.fullmatch(wording):
        return
    texts, remark = wordings(wording)
    sense = "; ".join(filter(None, [*labels, remark])) or None
    for text in texts:
        yield from (Translation(form, sense, part_of_speech) for form in _forms(text))


def _forms(text: str) -> tuple[str, ...]:
    """Take stand-ins for a complement off (``etw.``, ``sb.``), and write ``one/other`` out."""
    text = text.strip(" \"„“”'")
    if "." in text:
        text = _CLOSING.sub("", _OPENING.sub("", text, count=1)) if len(text.split()) > 1 else text
    if not any(map(str.isalpha, text)) or text.startswith(("…", "...")):
        return ()
    if "/" in text and (choice := _CHOICE.search(text)):
        before, after = text[: choice.start()], text[choice.end() :]
        return tuple(f"{before}{option}{after}" for option in choice.groups())
    return (text,)
