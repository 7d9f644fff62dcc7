"""Values for columns: such as fit, such as do not collide, and anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.postgres import kinds as k
from tests.postgres.constants import untyped
from tests.postgres.kinds import LADDER, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.postgres.dice import Dice
    from tests.postgres.model import Column, Table
    from tests.postgres.writing import Writing

    Make = Callable[[Writing, Column], str]

SMALL: Final = {
    k.NUMERIC: ("0", "0.5", "-0.25", "0.0451", "'.1'", "NULL"),
    k.VARYING: ("''", "'a'", "'b'", "'é'", "'A '", "NULL"),
}
"""Values that fit, or are rounded or cut to fit, a type with modifiers."""

MANY: Final = 60


def fitting(writing: Writing, column: Column) -> str:
    """Return a value that cannot be refused for its type."""
    dice = writing.dice
    if column.not_null and dice.chance(0.9):
        return drawn(dice, column)
    if column.bounded:
        return dice.one(SMALL[column.kind])
    if dice.chance(0.7):
        return untyped(dice, column.kind)
    return writing.value(column.kind, 1).text


def anything(writing: Writing, column: Column) -> str:
    """Return a value, mostly of the column's kind."""
    dice = writing.dice
    if dice.chance(0.75):
        return fitting(writing, column)
    kind = column.kind
    if dice.chance(0.3):
        families = ((*LADDER,), (k.DATE, k.TIMESTAMP))
        kind = dice.one(next((family for family in families if kind in family), (kind,)))
    return writing.value(kind, 2).text


def drawn(dice: Dice, column: Column) -> str:
    """Return one of so many values that most rows have different ones."""
    number = dice.number(1, MANY)
    return BOUNDED[column.kind](number) if column.bounded else DRAWN[column.kind](number)


def whole(number: int) -> str:
    """Return an integer."""
    return str(number)


def letter(number: int) -> str:
    """Return one character."""
    return quoted(chr(number + ord("?")))


def moment(number: int) -> str:
    """Return a date, which is a moment as well."""
    return quoted(f"20{number + 10}-02-0{number % 9 + 1}")


DRAWN: Final[dict[str, Callable[[int], str]]] = {
    **dict.fromkeys(k.INTEGERS, whole),
    **dict.fromkeys((k.NUMERIC, *k.FLOATS), "{}.5".format),
    **dict.fromkeys((k.DATE, k.TIMESTAMP), moment),
    k.TEXT: "'k{}'".format,
    k.VARYING: letter,
    k.BOOLEAN: lambda number: "TRUE" if number % 2 else "FALSE",
    k.BYTEA: "'\\x{:02x}'".format,
    k.UUID: "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a{:02x}'".format,
    k.JSON: "'[{}]'".format,
}
"""A value of each kind for each number."""

BOUNDED: Final[dict[str, Callable[[int], str]]] = {k.NUMERIC: "0.{}".format, k.VARYING: letter}
"""The same of kinds with modifiers."""


def refusals(table: Table, column: Column) -> set[str]:
    """Return the SQLSTATEs in which giving a value to a column may end."""
    found = set()
    if column.not_null:
        found.add("23502")
    if column.name in table.checked:
        found.add("23514")
    if column.name in table.unique:
        found.add("23505")
    if column.bounded:
        found.add("22001" if column.kind == k.VARYING else "22003")
    return found
