"""CREATE, ALTER, DROP and TRUNCATE of tables and indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.postgres import kinds as k
from tests.postgres.answers import Statement
from tests.postgres.assigned import SMALL
from tests.postgres.expressions import MAKERS, alone
from tests.postgres.kinds import BOUNDED, COUNTED, KINDS, SPELLINGS
from tests.postgres.model import Column
from tests.postgres.writing import CONCATENATION, Writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.postgres.changes import Place
    from tests.postgres.dice import Dice

TABLES: Final = ("t", "u", "V", '"W"', "start", '"a ""b"')
COLUMNS: Final = ("a", "b", "c", "d", "e", '"F"', "first", "é", '"h i"', "key", "g_1", "unknown")
"""Names in every form: plain, folded, quoted, and words of the grammar that are names, too."""

INDEXES: Final = ("i1", "i2", '"I3"')


def create(dice: Dice, name: str) -> Statement:
    """Return a CREATE TABLE."""
    columns: list[Column] = []
    elements = []
    for column in dice.some(COLUMNS, 1, 6):
        text, described = definition(dice, column, columns)
        elements.append(text)
        columns.append(described)
    primary = any("PRIMARY" in element for element in elements)
    if not primary and dice.chance(0.5):
        elements.append(key(dice, "PRIMARY KEY", columns))
    if dice.chance(0.2):
        elements.append(key(dice, "UNIQUE", columns))
    if dice.chance(0.2):
        elements.append(named(dice, check(dice, columns)))
    absent = "IF NOT EXISTS " if dice.chance(0.1) else ""
    return Statement(f"CREATE TABLE {absent}{name} ({', '.join(elements)})")


def definition(dice: Dice, name: str, before: Sequence[Column]) -> tuple[str, Column]:
    """Return a column with its rules, and what is to be known of it."""
    kind = dice.one(KINDS)
    counted = kind in COUNTED and dice.chance(0.25)
    bounded = kind in BOUNDED and dice.chance(0.5)
    choices = COUNTED if counted else BOUNDED if bounded else SPELLINGS
    column = Column(name, kind, bounded, not_null=counted, default=counted, counted=counted)
    words = [name, dice.one(choices[kind])]
    words += rules(dice, column, [*before, column])
    return " ".join(words), column


def rules(dice: Dice, column: Column, columns: Sequence[Column]) -> list[str]:
    """Return the rules of a column."""
    found = []
    if not column.counted and dice.chance(0.25):
        found.append(f"DEFAULT {default(dice, column)}")
    if dice.chance(0.2):
        found.append("NOT NULL")
    elif not column.counted and dice.chance(0.05):
        found.append("NULL")
    if column.kind != k.JSON and dice.chance(0.08):
        found.append(named(dice, "UNIQUE"))
    if dice.chance(0.08):
        found.append(named(dice, check(dice, columns)))
    return dice.some(found, len(found), len(found))


def default(dice: Dice, column: Column) -> str:
    """Return the text of a DEFAULT: one that always fits, and that ends before a NOT could."""
    if column.bounded:
        return dice.one(SMALL[column.kind])
    text = alone(dice, None).value(column.kind, 1)
    return f"({text.text})" if text.level < CONCATENATION else text.text


def check(dice: Dice, columns: Sequence[Column]) -> str:
    """Return a CHECK over some of the columns."""
    writing = Writing(dice, MAKERS, tuple(columns))
    return f"CHECK ({writing.value(k.BOOLEAN, 2).text} OR {dice.one(columns).name} IS NOT NULL)"


def named(dice: Dice, rule: str) -> str:
    """
    Return a rule with a name, or without.

    Names of keys are those of relations in PostgreSQL, and of their tables here: none comes twice.
    """
    return f"CONSTRAINT {dice.fresh('r')} {rule}" if dice.chance(0.3) else rule


def key(dice: Dice, words: str, columns: Sequence[Column]) -> str:
    """Return a key of a table."""
    found = [c.name for c in columns if c.kind not in {k.JSON, k.BOOLEAN}] or [columns[0].name]
    return named(dice, f"{words} ({', '.join(dice.some(found, 1, 2))})")


def index(dice: Dice, place: Place) -> Statement:
    """Return a CREATE INDEX."""
    columns = [c.name for c in place.table.columns if c.kind != k.JSON]
    unique = "UNIQUE " if dice.chance(0.25) else ""
    name = dice.one(("", f"{dice.one(INDEXES)} ", f"{dice.one(INDEXES)} "))
    if name and dice.chance(0.2):
        name = f"IF NOT EXISTS {name}"
    on = ", ".join(dice.some(columns or ["a"], 1, 2))
    return Statement(f"CREATE {unique}INDEX {name}ON {place.table.name} ({on})")


def dropped_index(dice: Dice) -> Statement:
    """Return a DROP INDEX of an index that there may be."""
    return Statement(f"DROP INDEX {dice.one(('', 'IF EXISTS '))}{dice.one(INDEXES)}")


def drop(dice: Dice) -> Statement:
    """Return a DROP TABLE."""
    names = ", ".join(dice.some(TABLES, 1, 2))
    return Statement(f"DROP TABLE {dice.one(('IF EXISTS ', ''))}{names}")


def truncate(dice: Dice, place: Place) -> Statement:
    """Return a TRUNCATE."""
    return Statement(f"TRUNCATE {dice.one(('TABLE ', ''))}{place.table.name}")
