"""Names as a statement spells them, with quotes where it needs some (02a-grammar)."""

from __future__ import annotations

import re
from typing import Final

from helios_ref.sql.parsing import tokens_of

PLAIN: Final = re.compile(r"[a-z_][a-z0-9_]*")
"""Names that need no quotes, unless they are words of the grammar."""


def spelled(name: str) -> str:
    """Return a name as a statement spells it (SQL-010)."""
    if PLAIN.fullmatch(name) and tokens_of(name)[0][0] == "NAME":
        return name
    return '"' + name.replace('"', '""') + '"'
