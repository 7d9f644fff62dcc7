"""The statements of a step: its line, or its block split where a line ends with `;`."""

from __future__ import annotations

import re

_GIVES_ROWS = re.compile(
    r"(?:\[\w+\] )?\s*(?:SELECT|SHOW|BACKUP|RESTORE)\b",
    re.IGNORECASE,
)
_BACKUP = re.compile(r"\s*BACKUP\s", re.IGNORECASE)
_NAMED_BACKUP = re.compile(
    r"\sTO\s+'(?:(?:[^']|'')*/)?(?P<name>[A-Za-z_]\w*)\.hldb'", re.IGNORECASE
)


def statements(line: str | None, block: str) -> tuple[str, ...]:
    """Return the statements of a step, each without its final semicolon."""
    parts = re.split(r";[ \t]*(?:\n|$)", line if line is not None else block)
    return tuple(stripped for part in parts if (stripped := part.strip()))


def is_backup(statement: str) -> bool:
    """Whether the statement takes a backup."""
    return _BACKUP.match(f"{statement} ") is not None


def gives_rows(call: str) -> bool:
    """Whether a result is what a statement is there for, as a transcript writes it."""
    return _GIVES_ROWS.match(call) is not None


def backup_name(statement: str) -> str | None:
    """Return the name that a written BACKUP gives its backup: that of its file."""
    if not is_backup(statement):
        return None
    found = _NAMED_BACKUP.search(statement)
    return found["name"] if found else None
