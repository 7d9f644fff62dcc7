"""ALTER TABLE, in all its forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tests.postgres.answers import Statement
from tests.postgres.definitions import COLUMNS, TABLES, check, default, definition, key, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.postgres.changes import Place
    from tests.postgres.dice import Dice


BROKEN: Final = frozenset({"23502", "23505"})
"""Both may hold of the rows of a new primary key."""

GIVEN: Final = re.compile(r"r[0-9]+")
"""Names that a statement gave to a rule."""


def alter(dice: Dice, place: Place) -> Statement | None:
    """Return an ALTER TABLE, or None where the form is none for this table."""
    alteration = dice.weighted(FORMS)(dice, place)
    if alteration is None:
        return None
    exists = "IF EXISTS " if dice.chance(0.1) else ""
    either = BROKEN if "PRIMARY KEY" in alteration else frozenset()
    text = f"ALTER TABLE {exists}{place.table.name} {alteration}"
    return Statement(text, either=either, touched=place.table.oid)


def column(dice: Dice) -> str:
    """Return the word COLUMN, or nothing."""
    return "COLUMN " if dice.chance(0.6) else ""


def some_column(dice: Dice, place: Place) -> str:
    """Return the name of a column."""
    return dice.one(place.table.columns).name


def add_column(dice: Dice, place: Place) -> str | None:
    """Return ADD COLUMN; rows get numbers in the order in which they lie."""
    text, added = definition(dice, dice.one(COLUMNS), place.table.columns)
    if added.counted and place.moved:
        return None
    absent = "IF NOT EXISTS " if dice.chance(0.15) else ""
    word = "COLUMN " if absent else column(dice)  # a column may be called IF
    return f"ADD {word}{absent}{text}"


def drop_column(dice: Dice, place: Place) -> str | None:
    """Return DROP COLUMN; a table keeps one, because PostgreSQL's may lose all."""
    if len(place.table.columns) == 1:
        return None
    exists = "IF EXISTS " if dice.chance(0.2) else ""
    word = "COLUMN " if exists else column(dice)
    return f"DROP {word}{exists}{some_column(dice, place)}"


def add_constraint(dice: Dice, place: Place) -> str:
    """Return ADD of a constraint."""
    if dice.chance(0.4):
        return f"ADD {named(dice, check(dice, place.table.columns))}"
    return f"ADD {key(dice, dice.one(('UNIQUE', 'PRIMARY KEY')), place.table.columns)}"


def drop_constraint(dice: Dice, place: Place) -> str:
    """
    Return DROP CONSTRAINT of one that there is, or of none.

    PostgreSQL chooses a name that is free among all relations, we one that is free in the table:
    once tables were renamed they may differ.
    """
    names = [rule.name for rule in place.table.rules if rule.kind in "puc"]
    if place.renamed:
        names = [name for name in names if GIVEN.fullmatch(name)]
    return f"DROP CONSTRAINT {dice.one(('', '', 'IF EXISTS '))}{dice.one([*names, 'nope'])}"


def rename_column(dice: Dice, place: Place) -> str | None:
    """Return RENAME COLUMN; the engine refuses it where a CHECK names the column (SQL-087)."""
    name = some_column(dice, place)
    if name in place.table.checked:
        return None
    return f"RENAME {column(dice)}{name} TO {dice.one(COLUMNS)}"


def rename_table(dice: Dice, _place: Place) -> str:
    """Return RENAME TO."""
    return f"RENAME TO {dice.one(TABLES)}"


def alter_default(dice: Dice, place: Place) -> str | None:
    """Return SET DEFAULT or DROP DEFAULT; a counter is no default of ours (SQL-091)."""
    chosen = dice.one(place.table.columns)
    if chosen.counted:
        return None
    change = "DROP DEFAULT" if dice.chance(0.3) else f"SET DEFAULT {default(dice, chosen)}"
    return f"ALTER {column(dice)}{chosen.name} {change}"


def alter_null(dice: Dice, place: Place) -> str:
    """Return SET NOT NULL or DROP NOT NULL."""
    return f"ALTER {column(dice)}{some_column(dice, place)} {dice.one(('SET', 'DROP'))} NOT NULL"


FORMS: Final[list[tuple[int, Callable[[Dice, Place], str | None]]]] = [
    (4, add_column),
    (2, drop_column),
    (3, add_constraint),
    (3, drop_constraint),
    (2, rename_column),
    (1, rename_table),
    (3, alter_default),
    (3, alter_null),
]
