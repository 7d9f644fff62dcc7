"""SELECT: lists, conditions, aggregates, order and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.postgres import kinds as k
from tests.postgres.answers import Statement, numbered
from tests.postgres.assigned import drawn
from tests.postgres.conditions import SIGNS
from tests.postgres.expressions import MAKERS
from tests.postgres.kinds import EXACT, FLOATS, KINDS, LADDER, SORTED, TEXTS
from tests.postgres.writing import DANGERS, Spelled, Writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.postgres.answers import Parameter
    from tests.postgres.dice import Dice
    from tests.postgres.model import Column, Table

DEPTH: Final = 3
ALIASES: Final = ("x", "Total", '"Of It"', "z9")

BY_SCALE: Final = (k.NUMERIC, *FLOATS)
"""Kinds with equal values of different texts, such as 1.0 and 1.00 or 0 and -0."""


def danger(dice: Dice) -> frozenset[str]:
    """Return the one way in which a statement may fail while its rows are evaluated, if any."""
    return frozenset({dice.one(DANGERS)}) if dice.chance(0.2) else frozenset()


def reading(dice: Dice, table: Table, alias: str = "") -> Writing:
    """Return what an expression over a table may name."""
    name = alias or table.name
    return Writing(dice, MAKERS, table.columns, ("", "", f"{name}."), given=[])


def constants(dice: Dice) -> Statement:
    """Return a SELECT without a table."""
    given: list[Parameter] = []
    writing = Writing(dice, MAKERS, dangers=frozenset(DANGERS), given=given)
    if dice.chance(0.2):
        writing.dangers = frozenset()
        rest = f" WHERE {writing.value(k.BOOLEAN, 2).text}"
    else:
        rest = ""
    listed = [item(writing, DEPTH) for _ in range(dice.number(1, 3))]
    text = f"SELECT {', '.join(listed)}{rest}"
    return Statement(*numbered(text, given), ordered=True)


def item(writing: Writing, depth: int) -> str:
    """Return an element of a SELECT list, perhaps with a name."""
    text = writing.value(writing.dice.one(KINDS), depth).text
    match writing.dice.number(1, 5):
        case 1:
            return f"{text} AS {writing.dice.one(ALIASES)}"
        case 2:
            return f"{text} {writing.dice.one(ALIASES)}"
        case _:
            return text


def listed(writing: Writing, table: Table, name: str) -> list[str]:
    """Return a SELECT list, or what stands after RETURNING."""
    dice = writing.dice
    match dice.number(1, 5):
        case 1:
            return [dice.one(("*", f"{name}.*"))]
        case 2 if table.columns:
            return [column.name for column in dice.some(table.columns, 1, 4)]
        case _:
            return [item(writing, DEPTH) for _ in range(dice.number(1, 3))]


def where(writing: Writing, depth: int = 2) -> str:
    """
    Return a WHERE, or nothing.

    PostgreSQL evaluates the conditions of an AND in an order of its own: where a condition may
    fail, it is a comparison of two numbers and nothing else.
    """
    dice = writing.dice
    if not writing.dangers and dice.chance(0.2):
        return sought(writing)
    if not writing.dangers:
        return f" WHERE {writing.value(k.BOOLEAN, depth).text}" if dice.chance(0.6) else ""
    kind = dice.one(EXACT)
    left, right = writing.value(kind, depth), writing.leaf(kind)
    return f" WHERE {writing.inner(left, 6)} > {writing.inner(right, 6)}"


def sought(writing: Writing) -> str:
    """Return a WHERE by which rows can be looked up in an index, if there is a fitting one."""
    dice = writing.dice
    parts = []
    for column in dice.some([c for c in writing.columns if c.kind != k.JSON], 1, 3):
        one, other = drawn(dice, column), drawn(dice, column)
        forms = (
            f"{column.name} {dice.one(SIGNS)} {one}",
            f"{one} {dice.one(SIGNS)} {column.name}",
            f"{column.name} = {one}",
            f"{column.name} BETWEEN {one} AND {other}",
            f"{column.name} IN ({one}, {other}, NULL)",
        )
        parts.append(dice.one(forms))
    return f" WHERE {' AND '.join(parts)}" if parts else ""


def source(dice: Dice, table: Table) -> tuple[str, str]:
    """Return a FROM with the name that the table has in it."""
    if dice.chance(0.75):
        return f" FROM {table.name}", table.name
    alias = dice.one(("s", "U", '"t t"'))
    return f" FROM {table.name} {dice.one(('', 'AS '))}{alias}", alias


def rows(dice: Dice, table: Table) -> Statement:
    """Return a SELECT of rows of a table."""
    read, name = source(dice, table)
    writing = reading(dice, table, name)
    dangers = danger(dice)
    in_where = dice.chance(0.3)
    writing.dangers = dangers if not in_where else frozenset()
    elements = listed(writing, table, name)
    writing.dangers = dangers if in_where else frozenset()
    condition = where(writing)
    writing.dangers = frozenset()
    keys, total = order(writing, table)
    pages = page(dice, writing) if total and not dangers else ""
    text = f"SELECT {', '.join(elements)}{read}{condition}{keys}{pages}"
    return Statement(*numbered(text, writing.given), ordered=total)


def order(writing: Writing, table: Table) -> tuple[str, bool]:
    """Return an ORDER BY or nothing, and whether it says where each row stands."""
    dice = writing.dice
    if dice.chance(0.35):
        return "", False
    keys = [sort(writing, column.name) for column in table.key]
    for _ in range(dice.number(0 if keys else 1, 2)):
        key = writing.value(dice.one(SORTED), dice.number(0, 2))
        if key.row and not key.text.isdigit():  # a constant is a position, or refused
            keys.insert(dice.number(0, len(keys)), sort(writing, key.text))
    return f" ORDER BY {', '.join(keys)}" if keys else "", bool(table.key)


def sort(writing: Writing, text: str) -> str:
    """Return a key of ORDER BY with a direction and a place for NULLs, or without."""
    dice = writing.dice
    direction = dice.one(("", "", " ASC", " DESC"))
    return text + direction + dice.one(("", "", " NULLS FIRST", " NULLS LAST"))


def page(dice: Dice, writing: Writing) -> str:
    """Return LIMIT, OFFSET, both, or nothing."""
    limit, offset = dice.one(
        (("", ""), (" LIMIT 3", ""), (" LIMIT 2", " OFFSET 1"), (" LIMIT ALL", " OFFSET 2"))
    )
    if dice.chance(0.2) and writing.given is not None:
        writing.given.append(dice.number(0, 4))
        limit = f" LIMIT ${len(writing.given)}"
    elif dice.chance(0.2):
        limit = dice.one((" LIMIT 1 + 1", " LIMIT NULL", " LIMIT '2'", " LIMIT 0", " LIMIT 1.5"))
    return limit + offset if dice.chance(0.7) else offset + limit


def distinct(dice: Dice, table: Table) -> Statement:
    """
    Return a SELECT DISTINCT, sorted by columns of its list.

    Which of several equal values is replied is open in PostgreSQL: each is given one text first.
    """
    read, name = source(dice, table)
    writing = reading(dice, table, name)
    items = [
        one_text(writing, writing.value(dice.one(SORTED), 2)) for _ in range(dice.number(1, 2))
    ]
    condition = where(writing)
    total = dice.chance(0.5)
    keys = ", ".join(sort(writing, str(place)) for place in range(1, len(items) + 1))
    text = (
        f"SELECT DISTINCT {', '.join(items)}{read}{condition}{f' ORDER BY {keys}' if total else ''}"
    )
    text += page(dice, writing) if total else ""
    return Statement(*numbered(text, writing.given), ordered=total)


def one_text(writing: Writing, value: Spelled) -> str:
    """Return a value in the one text that it shares with all its equals."""
    if value.kind == k.NUMERIC:
        return f"CAST({value.text} AS text)"
    if value.kind in FLOATS:
        return f"{writing.inner(value, 7)} + 0"
    return value.text


def aggregated(dice: Dice, table: Table, moved: frozenset[str]) -> Statement:
    """Return a SELECT of aggregates."""
    read, name = source(dice, table)
    writing = reading(dice, table, name)
    writing.given = None
    items = [aggregate(writing, table.oid in moved) for _ in range(dice.number(1, 3))]
    condition = where(writing)
    return Statement(f"SELECT {', '.join(items)}{read}{condition}", ordered=True)


def aggregate(writing: Writing, moved: bool) -> str:  # noqa: FBT001
    """Return an aggregate, or an expression over some."""
    dice = writing.dice
    function = dice.one(("count", "sum", "avg", "min", "max", "COUNT"))
    kinds: Sequence[str] = KINDS
    if function in {"sum", "avg"}:
        kinds = EXACT if moved else LADDER
    elif function in {"min", "max"}:
        kinds = (*k.INTEGERS, *TEXTS, k.DATE, k.TIMESTAMP, *(() if moved else BY_SCALE))
    if function == "COUNT" or dice.chance(0.1):
        return dice.one(("count(*)", "COUNT(*) + 1", "- count(*)", "count(*) > 0 AS some"))
    argument = operand(writing, dice.one(kinds))
    text = f"{function}({argument.text})"
    match dice.number(1, 4):
        case 1 if function in {"count", "sum", "avg"}:
            return f"{text} * 2"
        case 2:
            return f"coalesce({text}, NULL) IS NULL"
        case _:
            return text


def operand(writing: Writing, kind: str) -> Spelled:
    """Return what an aggregate is of."""
    found: Column | None = next((c for c in writing.columns if c.kind == kind), None)
    if found is not None and writing.dice.chance(0.6):
        return Spelled(found.name, 11, kind, row=True)
    return writing.value(kind, 2)
