"""Takes the translations out of an article of Mueller's English-Russian dictionary.

An article numbers homonyms (``_I``), parts of speech (``1.``), senses (``1)``) and parts of senses
(``а)``). In a sense the translations come first, parted by commas and semicolons; from the first
English word outside of brackets on, it is examples and idioms. Labels begin with an underscore.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fidelity.engines._article import Article, Translation
from fidelity.engines._wording import wordings

_TOKEN = re.compile(
    r"""(?P<skip>\[[^\]]*\] | \{[^}]*\})
    | (?P<homonym>_(?:I{1,3}|IV|VI{0,3}|IX|X)(?![\w.]))
    | (?P<label>_[\w-]+\.?)
    | (?P<group>(?<!\S)\d+\.(?=\s))
    | (?P<sense>(?<!\S)\d+\))
    | (?P<part>(?<!\S)[а-я]\))
    | (?P<bracket>\((?:[^()]|\([^()]*\))*\))
    | (?P<end>[;,])
    | (?P<word>[^\s;,()\[\]{}]+|[()\[\]{}])""",
    re.VERBOSE,
)
_PARTS_OF_SPEECH = {
    "n": "noun",
    "v": "verb",
    "a": "adjective",
    "adv": "adverb",
    "attr": "adjective",
    "predic": "adjective",
    "prep": "adposition",
    "pron": "pronoun",
    "cj": "conjunction",
    "conj": "conjunction",
    "interj": "interjection",
    "n-card": "numeral",
    "n-ord": "numeral",
}
_OPENING = re.compile(r"(?:\[[^\]]*\]|\([^()]*\)|[A-Za-z' -]|,)*")
_BRACKETS = re.compile(r"\[[^\]]*\]|\([^()]*\)")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_CLEAN = re.compile(r"(?=.*[А-Яа-яЁё])[А-Яа-яЁё0-9 .:!?%\"'/«»-]+")
_STRESSED = re.compile(r"[а-яё][А-ЯЁ]")  # one edition marks stress so: перегрУзка
_REFERENCE = re.compile(
    r"(?:=|\bсм\.|_сокр\.(?: _\w+\.)? от|_pl\. от)\s*([A-Za-z][A-Za-z' -]*[A-Za-z])"
    r"\s*(?=$|[;.,(\[{]|_)"
)
_PREPOSITIONS = "в|во|на|с|со|за|к|ко|о|об|от|из|по|до|у|под|над|при|для|без|через|против|перед"
_GOVERNED = re.compile(rf"\s+(?:(?:{_PREPOSITIONS})\s+)?\S+-л\.$")
_PREPOSITION = re.compile(rf"\s+(?:{_PREPOSITIONS})$")
_AND_SO_ON = re.compile(r"\s+и (?:т\. ?[пд]|пр)\.?$")
_DEFINING = re.compile(
    r"(?:тот?|та|те|что|чтобы|котор(?:ый|ая|ое|ые)|где|когда|если|кто|тж|напр|\S+-л"
    r"|указывает|о?б?означает|выражает|употребляется)\b.*"
)
_ANYBODY = frozenset(("человек", "лицо", "лица", "люди"))  # where a definition follows: no word
_PARTICIPLE = re.compile(r"\w+(?:щий|щая|щее|щие|вший|вшая|вшее|вшие|щийся|щаяся|щееся|щиеся)")
_INFINITIVE = re.compile(r"(?:ть|ти|чь)(?:ся|сь)?\b")
_LONGEST = 7  # words; what is longer explains, it does not translate


@dataclass
class _State:
    """Where in the article we are."""

    translations: list[Translation] = field(default_factory=list)
    group: str | None = None
    """The part of speech of the group."""
    sense: str | None = None
    """The part of speech of this sense alone."""
    in_sense: bool = False
    general: list[str] = field(default_factory=list)
    """Labels before the first sense: they hold for all of them."""
    labels: list[str] = field(default_factory=list)
    piece: str = ""
    first: bool = True
    """Whether the piece is the first one since the last semicolon."""
    idioms: bool = False
    """Whether the examples and idioms of this sense have begun."""


def article(text: str) -> Article | None:
    """Read an article.

    Args:
        text: the article, with its headword in the first line.

    Returns:
        The article, or null where it is none: the table of abbreviations has entries, too.
    """
    head, _, body = text.partition("\n")
    head = head.strip()
    if not head or head.startswith("_") or _CYRILLIC.search(head):
        return None
    flat = " ".join(re.sub(r"-\n\s*", "-", body).split())
    if _STRESSED.search(flat):
        flat = flat.lower()
    opening = _OPENING.match(flat)
    end = opening.end() if opening else 0
    state = _State()
    for match in _TOKEN.finditer(flat, end):
        if match.start() > end and state.piece:
            state.piece += " "
        end = match.end()
        _step(state, str(match.lastgroup), match[0])
    _close(state)
    if state.translations:
        spellings = _BRACKETS.sub("", opening[0] if opening else "").split(",")
        heads = (head, *filter(None, map(str.strip, spellings)))
        return Article(heads, tuple(state.translations))
    see = _REFERENCE.search(_BRACKETS.sub("", flat))
    return Article((head,), (), see[1] if see else None)


def _step(state: _State, kind: str, found: str) -> None:
    if kind in ("homonym", "group", "sense", "part"):
        _close(state)
        state.first = True
        _ENTER[kind](state)
    elif kind == "label":
        if state.piece.strip() and not state.idioms:
            _close(state)
        _label(state, found.strip("_."))
    elif state.idioms or kind == "skip":
        return
    elif kind == "end":
        _close(state)
        if found == ";":
            state.first = True
    elif kind == "word" and (_LATIN.search(found) or "=" in found):
        state.piece, state.idioms = "", True
    else:
        state.piece += found


def _homonym(state: _State) -> None:
    state.group = None
    _group(state)


def _group(state: _State) -> None:
    state.sense, state.in_sense, state.idioms = None, False, False
    state.general, state.labels = [], []


def _sense(state: _State) -> None:
    if not state.in_sense:
        state.general = list(state.labels)
    state.sense, state.in_sense, state.idioms = None, True, False
    state.labels = list(state.general)


def _part(state: _State) -> None:
    """A part of an idiom stays an idiom."""


_ENTER = {"homonym": _homonym, "group": _group, "sense": _sense, "part": _part}


def _label(state: _State, label: str) -> None:
    if state.idioms:
        return
    if part_of_speech := _PARTS_OF_SPEECH.get(label):
        if state.in_sense:
            state.sense = part_of_speech
        else:
            state.group = part_of_speech
    else:
        state.labels.append(label)


def _close(state: _State) -> None:
    """Take the piece in hand as a translation, unless it is none."""
    piece, first = state.piece.strip(), state.first
    state.piece = ""
    if not piece:
        return
    state.first = False
    remarks = [inner for inner in re.findall(r"\(([^()]*)\)", piece) if _LATIN.search(inner)]
    piece = re.sub(r"\((?:[^()]|\([^()]*\))*[A-Za-z](?:[^()]|\([^()]*\))*\)", " ", piece)
    texts, remark = wordings(piece)
    marks = "; ".join([*state.labels, *remarks, *filter(None, [remark])])
    sense = marks.replace("_", "") or None
    part_of_speech = state.sense or state.group
    for plain in filter(None, map(_plain, texts)):
        if not _explains(plain, part_of_speech, first=first):
            state.translations.append(Translation(plain, sense, part_of_speech))
        elif not first and state.translations and state.translations[-1].text in _ANYBODY:
            state.translations.pop()


def _plain(text: str) -> str:
    text = _PREPOSITION.sub("", _GOVERNED.sub("", _AND_SO_ON.sub("", text)))
    return text.strip(" \"'.,:;!?-") if _CLEAN.fullmatch(text) else ""


def _explains(text: str, part_of_speech: str | None, *, first: bool) -> bool:
    """Tell a definition, or a piece of one, from a translation.

    ``цветок, растущий в …`` defines; ``упаковывать в ящики, корзины`` is cut off in the middle.
    """
    words = text.split()
    if _DEFINING.match(text) or len(words) > _LONGEST or len(text) < 2:
        return True
    if part_of_speech == "verb":
        return not _INFINITIVE.search(text)
    defined = not first and part_of_speech == "noun" and len(words) > 1
    return defined and _PARTICIPLE.fullmatch(words[0]) is not None
