"""Which texts can be names of tables, columns, constraints and branches (MOD-040)."""

from __future__ import annotations

from typing import Final

from helios_ref.errors import NameTooLongError

MAX_NAME: Final = 63
"""Most bytes of a name (MOD-040)."""


def is_name(text: str) -> bool:
    """Whether a table, column, constraint or index may have this name (MOD-040)."""
    return 1 <= len(text.encode()) <= MAX_NAME and "\0" not in text


def checked_name(name: str) -> str:
    """Return a name that something new may have (MOD-040)."""
    if not is_name(name):
        raise NameTooLongError(name, MAX_NAME)
    return name
