"""How a language leaves a claim with the one who made it: alleged, reportedly, according to.

``data/attribution`` has a file a language. Verbs that report what somebody says are among the
function words (``data/words``); these files add what else keeps a claim from being the writer's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.lexicon.wordings import Wording, wordings_of
from fidelity.model import Tag


@dataclass(frozen=True, slots=True)
class Attribution:
    """What one language has to leave a claim with its maker. All in dictionary form."""

    language: Tag
    hedges: tuple[Wording, ...] = ()
    """Wordings that say that nothing is proved (*alleged*, *reportedly*)."""
    distancing: tuple[Wording, ...] = ()
    """Wordings that set the writer apart from a name, as quotation marks do (*so-called*)."""
    sources: tuple[Wording, ...] = ()
    """Wordings that name whose claim it is (*according to*)."""
    equivalents: tuple[Wording, ...] = ()
    """Wordings that stand for a hedge and mean more than that, so that none of them is missed
    (*presumed*, *suspected*)."""
    softeners: tuple[Wording, ...] = ()
    """Whatever else leaves a claim open or with somebody: enough to explain a hedge that is gone,
    too little to be missed (*possible*, *accuse*)."""
    unsettled: tuple[Wording, ...] = ()
    """Words that leave something open without saying on whose word (*may*): they explain a doubt
    that is gone, not a source."""
    voices: frozenset[str] = frozenset()
    """Sources after which whatever is named is somebody who says it (*in the view of*)."""
    informants: frozenset[str] = frozenset()
    """Words, as they stand in a text, for those on whose word something is told (*witnesses*); a
    name with a capital is one too."""
    references: frozenset[str] = frozenset()
    """Words for texts that are followed, not believed (*article*, *plan*): no informant."""
    conjunctions: frozenset[str] = frozenset()
    """Words that open what is said (*that*)."""
    fillers: frozenset[str] = frozenset()
    """Words that may stand between a verb and one that opens what is said (*о том, что*)."""


@cache
def attribution(tag: Tag) -> Attribution:
    """Read how a language attributes claims.

    Args:
        tag: a BCP 47 tag; script and region make no difference.

    Returns:
        What is known; of a language without a file, nothing.

    Raises:
        InputError: a shipped file is damaged.
    """
    base = tag.split("-")[0].lower()
    path = shelf.table("attribution") / f"{base}.yaml"
    if not (base.isalpha() and path.is_file()):
        return Attribution(base)
    root = plain.keys(plain.parsed(path), "the file", path)
    hedges, distancing, sources, equivalents, softeners, unsettled = (
        wordings_of(root.get(name, []), name, path)
        for name in ("hedges", "distancing", "sources", "equivalents", "softeners", "unsettled")
    )
    voices, informants, references, conjunctions, fillers = (
        frozenset(plain.texts(root.get(name, []), name, path))
        for name in ("voices", "informants", "references", "conjunctions", "fillers")
    )
    return Attribution(
        base,
        hedges,
        distancing,
        sources,
        equivalents,
        softeners,
        unsettled,
        voices,
        informants,
        references,
        conjunctions,
        fillers,
    )


@cache
def roles(tag: Tag) -> Mapping[str, tuple[str, ...]]:
    """Read the words for those who speak (minister, witness), by role.

    Args:
        tag: a BCP 47 tag; script and region make no difference.

    Returns:
        Words in dictionary form by the id of the role, the same in all languages.

    Raises:
        InputError: the shipped file is damaged.
    """
    path, base = shelf.table("attribution") / "roles.yaml", tag.split("-")[0].lower()
    root = plain.keys(plain.parsed(path), "the file", path)
    return {
        role: plain.texts(plain.keys(languages, role, path)[base], role, path)
        for role, languages in plain.keys(root.get("roles"), "roles", path).items()
        if base in plain.keys(languages, role, path)
    }
