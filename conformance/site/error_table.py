"""The refusals of chapter 06: code, SQLSTATE, exit code, what the message names (ERR-001)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.spec.chapter08 import ERRORS
from conformance.spec.links import unlinked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ROW: Final = re.compile(
    r"^\| (?P<code>[A-Z_]+) \| (?P<state>\w{5}) \| (?P<exit>\d+) \| (?P<clauses>[^|]*) "
    r"\| (?P<names>[^|]*) \|$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """One code."""

    code: str
    sqlstate: str
    exit_code: int
    clauses: tuple[str, ...]
    facts: tuple[str, ...]
    """What its message names."""


def read_errors(spec: Path) -> Mapping[str, ErrorRow]:
    """Return the table by code."""
    text = unlinked((spec / ERRORS).read_text(encoding="utf-8"))
    return {
        row["code"]: ErrorRow(
            row["code"],
            row["state"],
            int(row["exit"]),
            tuple(row["clauses"].split()),
            tuple(re.findall(r"`(\w+)`", row["names"])),
        )
        for row in _ROW.finditer(text)
    }
