"""What the registers of names share: a name, and how the YAML files that hold them are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from fidelity import plain_yaml
from fidelity.errors import InputError
from fidelity.model import Place, Tag

LANGUAGES: tuple[Tag, ...] = ("en", "ru", "fr", "es", "de", "uk")
"""The languages of the registers. German and Ukrainian are not in all of them."""

Form: TypeAlias = Literal[
    "short", "un-short", "long", "full", "abbreviation", "adjective", "demonym", "other", "wording"
]
"""``full`` is of bodies, ``abbreviation`` and ``other`` of bodies and countries, ``wording`` of
loaded names, the rest of countries."""

_ARTICLES: Mapping[Tag, tuple[str, ...]] = {
    "en": ("the ",),
    "fr": ("le ", "la ", "les ", "l'"),
    "es": ("el ", "la ", "los ", "las "),
}
"""Lower case only: a capital one belongs to the name (El Salvador)."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name in one language, in dictionary form."""

    text: str
    """Without the article that a running text puts before it."""
    language: Tag
    form: Form
    article: str | None = None
    """The article of a country's name, where its language uses one: ``the``, ``la``, ``l'``."""
    note: str | None = None
    """What an editor should know of it, such as until when it was the official one."""
    shared_with: tuple[str, ...] = ()
    """Codes or ids of other entries that have the same name in this language."""

    @property
    def with_article(self) -> str:
        """The name as it stands in running text."""
        if self.article is None:
            return self.text
        return self.article + ("" if self.article.endswith("'") else " ") + self.text


def choose(names: Iterable[Name], language: Tag, forms: Sequence[Form]) -> tuple[Name, ...]:
    """List the names of one language, of the forms given or else of all."""
    return tuple(
        name for name in names if name.language == language and (not forms or name.form in forms)
    )


def load(path: Path) -> Mapping[str, Any]:
    """Read one YAML file.

    Raises:
        InputError: it cannot be read, or is no register of names.
    """
    content = plain_yaml.kept(path, _read)
    if not isinstance(content, dict):
        problem = "the file is not a register of names"
        raise InputError(Place(path.as_posix()), problem, "see docs/names.md")
    return content


def _read(path: Path) -> object:
    """Parse a file with the C parser where there is one, which is six times faster."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    place = Place(path.as_posix())
    try:
        return yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - a safe loader
    except OSError as fault:
        raise InputError(place, fault.strerror or "cannot be read", "check the path") from fault
    except UnicodeDecodeError as fault:
        raise InputError(place, "the file is not UTF-8", "save it as UTF-8") from fault
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = None if mark is None else mark.line + 1
        problem = getattr(fault, "problem", None) or "the file is not YAML"
        raise InputError(Place(place.file, line), problem, "mend the YAML there") from fault


def read_names(entry: Mapping[str, Any], *, articles: bool = False) -> Iterator[Name]:
    for language in LANGUAGES:
        for form, value in entry.get(language, {}).items():
            for item in value if isinstance(value, list) else [value]:
                name = item if isinstance(item, dict) else {"text": item}
                article, text = _split(name["text"], language) if articles else (None, name["text"])
                shared = tuple(name.get("shared-with", ()))
                yield Name(text, language, form, article, name.get("note"), shared)


def _split(text: str, language: Tag) -> tuple[str | None, str]:
    """Take the article off a country's name."""
    for article in _ARTICLES.get(language, ()):
        if text.startswith(article):
            return article.strip(), text.removeprefix(article)
    return None, text


def texts(value: Any) -> tuple[str, ...]:
    """Read a list of texts; a single text, as an editor may well write it, is a list of one."""
    texts = (value,) if isinstance(value, str) else tuple(value)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(texts)
    return texts
