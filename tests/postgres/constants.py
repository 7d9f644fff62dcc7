"""Literals and parameters of each kind."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from uuid import UUID

from tests.postgres import kinds as k
from tests.postgres.kinds import SPELLINGS, VALUES, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.postgres.answers import Parameter
    from tests.postgres.dice import Dice

BARE: Final = {
    k.INTEGER: re.compile(r"-?[0-9]{1,10}"),
    k.BIGINT: re.compile(r"-?[0-9]{11,18}"),
    k.NUMERIC: re.compile(r"-?([0-9]+\.[0-9]*|[0-9]+(\.[0-9]+)?e-?[0-9]+|[0-9]{20,})"),
}
"""Texts that are a literal of the kind without quotes and a type."""

NULLS: Final = 0.07
"""How often a constant is NULL."""

ONE_WORD: Final = re.compile(r"[A-Za-z0-9_]+")


def constant(dice: Dice, kind: str) -> str:
    """Return a constant that says of which kind it is."""
    if dice.chance(NULLS):
        return typed(dice, "NULL", kind)
    if kind == k.BOOLEAN and dice.chance(0.6):
        return dice.one(("TRUE", "FALSE", "true"))
    text = dice.one(VALUES[kind])
    if kind in BARE and BARE[kind].fullmatch(text) and dice.chance(0.8):
        return text
    if kind == k.TEXT and dice.chance(0.6):
        return quoted(text)
    return typed(dice, quoted(text), kind)


def typed(dice: Dice, literal: str, kind: str) -> str:
    """Return a literal with its type, in one of the ways there are to say it."""
    spelling = dice.one(SPELLINGS[kind])
    match dice.number(1, 3):
        case 1 if ONE_WORD.fullmatch(spelling) and literal != "NULL":
            return f"{spelling} {literal}"
        case 2:
            return f"CAST({literal} AS {spelling})"
        case _:
            return f"{literal}::{spelling}"


def untyped(dice: Dice, kind: str) -> str:
    """Return a literal that gets its type from what it stands beside."""
    return "NULL" if dice.chance(NULLS) else quoted(dice.one(VALUES[kind]))


def parameter(dice: Dice, kind: str) -> Parameter:
    """Return a value to be given for a parameter, or None where the kind has none of its own."""
    made = GIVEN.get(kind)
    return None if made is None else made(dice.one(VALUES[kind]))


def large(text: str) -> int:
    """Return an integer that is no INTEGER."""
    return int(text) if abs(int(text)) > 1 << 32 else 1 << 40


GIVEN: Final[dict[str, Callable[[str], Parameter]]] = {
    k.INTEGER: int,
    k.BIGINT: large,
    k.NUMERIC: Decimal,
    k.DOUBLE: float,
    k.BOOLEAN: lambda text: text in {"t", "true", "1"},
    k.TEXT: str,
    k.DATE: lambda text: date(2024, 2, len(text)),
    k.TIMESTAMP: lambda text: datetime(2024, 2, 1, len(text) % 24, 5),  # noqa: DTZ001  # without a zone
    k.BYTEA: str.encode,
    k.UUID: UUID,
}
"""What is given for a text of each kind."""
