"""Keys of services: from the environment or the system's keyring, looked up when they are used."""

from __future__ import annotations

import os

from fidelity.calls import Key

KEYRING = "FIDELITY_KEYRING"
"""Set to 1, it permits looking for keys in the system's keyring, under the service "fidelity"."""


def secret(key: Key) -> str | None:
    """Look a key up, in the environment and, where the user permits it, in the keyring.

    Returns:
        The key; null where there is none or it cannot stand in a header.
    """
    value = os.environ.get(key.variable, "").strip()
    if not value and os.environ.get(KEYRING) == "1":
        value = _from_keyring(key.variable)
    return value if value and value.isascii() and value.isprintable() else None


def _from_keyring(name: str) -> str:
    try:
        import keyring
    except ImportError:
        return ""
    try:
        return (keyring.get_password("fidelity", name) or "").strip()
    except Exception:  # each system's keyring raises its own
        return ""
