"""Checks that translated diplomatic wording still means what the original means.

>>> import fidelity
>>> glossary = fidelity.load_glossary("examples/button-2009.csv")  # doctest: +SKIP
>>> report = fidelity.audit(glossary, source="en", target="ru")  # doctest: +SKIP
>>> [finding.message for finding in report.findings]  # doctest: +SKIP
['перегрузка means "overload", not "reset"']
>>> found = fidelity.check("No entry.", "Вход разрешён.", from_="en", to="ru")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from fidelity.asking import back_translate as back_translate
    from fidelity.asking import installed as installed
    from fidelity.errors import FidelityError as FidelityError
    from fidelity.errors import InputError as InputError
    from fidelity.errors import UsageError as UsageError
    from fidelity.loading import load_glossaries as load_glossaries
    from fidelity.loading import load_glossary as load_glossary
    from fidelity.loading import shipped_glossaries as shipped_glossaries
    from fidelity.model import Concept as Concept
    from fidelity.model import Finding as Finding
    from fidelity.model import Glossary as Glossary
    from fidelity.model import Report as Report
    from fidelity.model import Term as Term
    from fidelity.model import Verdict as Verdict
    from fidelity.pairing.pairs import segments_of as segments_of
    from fidelity.pairing.pairs import segments_of_pair as segments_of_pair
    from fidelity.run import audit as audit
    from fidelity.segments import Segment as Segment
    from fidelity.texts import Checker as Checker
    from fidelity.texts import check as check

_HOMES = {
    "asking": ("back_translate", "installed"),
    "errors": ("FidelityError", "InputError", "UsageError"),
    "loading": ("load_glossaries", "load_glossary", "shipped_glossaries"),
    "model": ("Concept", "Finding", "Glossary", "Report", "Term", "Verdict"),
    "pairing.pairs": ("segments_of", "segments_of_pair"),
    "run": ("audit",),
    "segments": ("Segment",),
    "texts": ("Checker", "check"),
}
"""Where each public name lives; imported when it is first used, so that a start costs nothing."""

__all__ = [  # noqa: PLE0604 - made from the table above
    "__version__",
    *(name for names in _HOMES.values() for name in names),
]


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"fidelity.{module}"), name)
    raise AttributeError(f"module 'fidelity' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
