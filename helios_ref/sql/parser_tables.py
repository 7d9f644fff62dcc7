"""The tables of the parser: as a build left them, or generated from the grammar (SQL-003)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

GRAMMAR: Final = Path(__file__).with_name("grammar.lark")
GENERATED: Final = Path(__file__).with_name("tables.json")
"""Where a build leaves the tables."""


@dataclass(frozen=True, slots=True)
class Production:
    """One production of the grammar, and what becomes of its children."""

    origin: str
    size: int
    """How many symbols it reduces."""

    action: str
    """The name of what it builds, an alias or the rule; empty where it only lists its children."""

    children: tuple[int | None, ...]
    """Positions of those kept; ~position of a list to spread; None for an absent option."""

    transparent: bool
    """Whether the one child that is kept stands for the production."""

    chain: bool
    """Whether it is transparent and has no other symbols."""


@dataclass(frozen=True, slots=True)
class Tables:
    """An LALR(1) automaton with its words."""

    grammar: str
    """SHA-256 of the grammar that it was generated from."""

    patterns: tuple[tuple[str, str], ...]
    """Names and regular expressions of terminals, in the order in which they are tried."""

    keywords: dict[str, str]
    """The terminal of each keyword, by its upper-case word."""

    productions: tuple[Production, ...]
    states: tuple[dict[str, int], ...]
    """By symbol: the state to go to, or ~production to reduce."""

    starts: dict[str, int]
    """The first state, by the symbol that is to be derived."""


def load() -> Tables:
    """Return the tables of the grammar; generated here where no build did so, which is slower."""
    grammar = GRAMMAR.read_bytes()
    if GENERATED.is_file():
        tables = msgspec.json.decode(GENERATED.read_bytes(), type=Tables)
        if tables.grammar == sha256(grammar).hexdigest():
            return tables
    from helios_ref.sql.generate_tables import generate  # noqa: PLC0415  # Lark costs start-up time

    return generate(grammar)
