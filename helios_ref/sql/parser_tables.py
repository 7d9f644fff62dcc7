"""The tables of the parser, as a build left them beside the grammar (SQL-003)."""

from __future__ import annotations

import zlib
from typing import Final

import msgspec
from msgspec import Struct

_HERE: Final = __file__.rpartition("/")[0]  # with pathlib, every command would start later
GRAMMAR: Final = f"{_HERE}/grammar.lark"
GENERATED: Final = f"{_HERE}/tables.json"
"""Where a build leaves the tables."""


class Production(Struct, frozen=True):
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


class ParserTables(Struct, frozen=True):
    """An LALR(1) automaton with its words."""

    grammar: str
    """The mark of the grammar that it was generated from."""

    patterns: tuple[tuple[str, str], ...]
    """Names and regular expressions of terminals, in the order in which they are tried."""

    keywords: dict[str, str]
    """The terminal of each keyword, by its upper-case word."""

    productions: tuple[Production, ...]
    states: tuple[dict[str, int], ...]
    """By symbol: the state to go to, or ~production to reduce."""

    starts: dict[str, int]
    """The first state, by the symbol that is to be derived."""


class TablesMissingError(ImportError):
    """No build left the tables of this grammar."""

    def __init__(self, problem: str) -> None:
        """Say what is wrong with the file, and what mends it."""
        remedy = "with Lark installed, `python -m helios_ref.sql.generate_tables` writes it"
        super().__init__(f"{GENERATED} {problem}; {remedy}")


def load() -> ParserTables:
    """Return the tables of the grammar; TablesMissingError where no build left them."""
    # Not generated here: the engine would need Lark, and be a different one where Lark differs.
    try:
        tables = msgspec.json.decode(_content(GENERATED), type=ParserTables)
    except FileNotFoundError:
        raise TablesMissingError("is missing") from None
    if tables.grammar != mark_of(_content(GRAMMAR)):
        raise TablesMissingError("is of another grammar")
    return tables


def mark_of(grammar: bytes) -> str:
    """Return what tells a grammar from the one before it; nobody means to deceive us here."""
    return f"{zlib.crc32(grammar):08x}"


def _content(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123  # likewise
        return file.read()
