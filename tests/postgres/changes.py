"""INSERT, UPDATE and DELETE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.postgres import queries
from tests.postgres.answers import Statement, numbered
from tests.postgres.assigned import SMALL, anything, drawn, fitting, refusals
from tests.postgres.expressions import alone
from tests.postgres.writing import DANGERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.postgres.answers import Parameter
    from tests.postgres.assigned import Make
    from tests.postgres.dice import Dice
    from tests.postgres.model import Column, Table
    from tests.postgres.writing import Writing

MOST: Final = 4
"""Rows of one VALUES."""


@dataclass(frozen=True, slots=True)
class Place:
    """A table to be changed, and what is known of it."""

    table: Table
    moved: bool = False
    """Whether PostgreSQL may keep its rows in another order than that of their ids."""

    spent: bool = False
    """Whether its counters may have come apart: MOD-032 leaves no gaps, PostgreSQL does."""

    renamed: bool = False
    """Whether a table got another name."""

    @property
    def counting(self) -> bool:
        """Whether its counters may be asked."""
        return self.table.counted and not self.spent


def insert(dice: Dice, place: Place) -> Statement:
    """Return an INSERT of one row, of anything; or of several, of what fits."""
    table = place.table
    given: list[Parameter] = []
    if dice.chance(0.05) and (place.counting or not table.counted):
        return Statement(f"INSERT INTO {table.name} DEFAULT VALUES", touched=table.oid)
    columns = chosen(dice, place)
    named = sorted(columns, key=table.columns.index) != list(table.columns[: len(columns)])
    named = named or columns != list(table.columns[: len(columns)]) or dice.chance(0.4)
    count = 1 if dice.chance(0.4) else dice.number(2, MOST)
    writing = alone(dice, given, *(DANGERS if count == 1 and dice.chance(0.2) else ()))
    make = anything if count == 1 else fitting
    values = [
        f"({', '.join(cell(writing, place, column, make) for column in columns)})"
        for _ in range(count)
    ]
    names = f" ({', '.join(column.name for column in columns)})" if named else ""
    text = f"INSERT INTO {table.name}{names} VALUES {', '.join(values)}"
    text += returning(writing, table)
    return Statement(*numbered(text, given), touched=table.oid)


def chosen(dice: Dice, place: Place) -> list[Column]:
    """Return the columns that an INSERT gives values to: those that need one, and others."""
    columns = list(place.table.columns)
    if dice.chance(0.5):
        needed = [c for c in columns if needs_value(c, place) or dice.chance(0.7)]
        columns = dice.some(needed or columns, len(needed or columns), len(columns))
    return columns


def needs_value(column: Column, place: Place) -> bool:
    """Whether a column cannot be left out."""
    return (column.counted and place.spent) or (column.not_null and not column.default)


def cell(writing: Writing, place: Place, column: Column, make: Make) -> str:
    """Return a value of an INSERT, or DEFAULT."""
    share = 0.6 if column.counted else 0.1
    if not needs_value(column, place) and writing.dice.chance(share):
        return "DEFAULT"
    if column.name in place.table.unique and writing.dice.chance(0.9):
        return drawn(writing.dice, column)
    return make(writing, column)


def from_query(dice: Dice, place: Place, source: Place) -> Statement | None:
    """Return an INSERT of what a query gives, whose values cannot fail but by the table's rules."""
    if place.table.counted and (source.moved or place.spent):
        return None
    table = place.table
    columns = [c for c in table.columns if needs_value(c, place) or dice.chance(0.7)]
    columns = [c for c in columns if not c.counted] or list(table.columns[:1])
    writing = queries.reading(dice, source.table)
    items = [found(writing, column) for column in columns]
    names = ", ".join(column.name for column in columns)
    read = f"SELECT {', '.join(items)} FROM {source.table.name}{queries.where(writing)}"
    text = f"INSERT INTO {table.name} ({names}) {read}"
    return Statement(*numbered(text, writing.given), touched=table.oid, moves=source.moved)


def found(writing: Writing, column: Column) -> str:
    """Return a value for a column, such as every row can have if it is the same for every row."""
    value = writing.value(column.kind, 2)
    if column.bounded and not value.row:
        return writing.dice.one(SMALL[column.kind])
    return value.text


def update(dice: Dice, place: Place) -> Statement | None:
    """
    Return an UPDATE of one row in any way, or of several in ways that can fail in one way at most.

    PostgreSQL changes rows in no order that could be known, and refuses at the first that is wrong.
    """
    table = place.table
    writing = queries.reading(dice, table)
    one = bool(table.key) and dice.chance(0.4)
    condition = by_key(dice, table) if one else queries.where(writing)
    writing.dangers = queries.danger(dice)
    assignments, known = [], set(writing.dangers)
    for column in dice.some(table.columns, 1, 3):
        if not one and (column.name in table.unique or column.counted):
            continue
        text = assignment(writing, place, column)
        met = known | refusals(table, column)
        if one or len(met) <= 1:
            known = met
            assignments.append(f"{column.name} = {text}")
    if not assignments or (len(known) > 1 and not one):
        return None
    writing.dangers = frozenset()
    text = f"UPDATE {table.name} SET {', '.join(assignments)}{condition}"
    text += returning(writing, table)
    return Statement(*numbered(text, writing.given), touched=table.oid, moves=True)


def assignment(writing: Writing, place: Place, column: Column) -> str:
    """Return the new value of a column."""
    if writing.dice.chance(0.1) and not needs_value(column, place) and not column.counted:
        return "DEFAULT"
    if column.name in place.table.unique:
        return drawn(writing.dice, column)
    return found(writing, column)


def by_key(dice: Dice, table: Table) -> str:
    """Return a WHERE that one row meets, or none."""
    return " WHERE " + " AND ".join(f"{c.name} = {drawn(dice, c)}" for c in table.key)


def delete(dice: Dice, place: Place) -> Statement:
    """Return a DELETE."""
    writing = queries.reading(dice, place.table)
    writing.dangers = queries.danger(dice)
    condition = queries.where(writing) or (by_key(dice, place.table) if place.table.key else "")
    writing.dangers = frozenset()
    text = f"DELETE FROM {place.table.name}{condition}{returning(writing, place.table)}"
    return Statement(*numbered(text, writing.given), touched=place.table.oid)


def returning(writing: Writing, table: Table) -> str:
    """Return a RETURNING, whose expressions cannot fail, or nothing."""
    if writing.dice.chance(0.65):
        return ""
    over = queries.reading(writing.dice, table)
    over.given = writing.given
    elements: Sequence[str] = queries.listed(over, table, table.name)
    return f" RETURNING {', '.join(elements)}"
