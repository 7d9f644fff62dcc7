"""Conditions: comparisons, BETWEEN, IN, LIKE, IS, and AND, OR, NOT of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.postgres import kinds as k
from tests.postgres.kinds import KINDS, LADDER, SORTED, TEXTS, quoted
from tests.postgres.writing import (
    AND,
    COMPARISON,
    CONCATENATION,
    IS,
    MATCH,
    NOT,
    OR,
    Spelled,
)

if TYPE_CHECKING:
    from tests.postgres.writing import Maker, Writing

SIGNS: Final = ("=", "<>", "!=", "<", "<=", ">", ">=")
PATTERNS: Final = (
    "%",
    "a%",
    "%b",
    "_",
    "a_c",
    "%\\%%",
    "a\\_c",
    "",
    "A%",
    "%é%",
    "__",
    "%a%b%",
    "\\\\%",
)


def comparable(writing: Writing, depth: int) -> tuple[Spelled, Spelled]:
    """Return two values that can be compared."""
    kind = writing.dice.one(SORTED)
    left = writing.value(kind, depth)
    return left, beside(writing, left, depth)


def beside(writing: Writing, left: Spelled, depth: int) -> Spelled:
    """Return a value that can be compared with another."""
    others = (left.kind,)
    for family in (LADDER, TEXTS, (k.DATE, k.TIMESTAMP)):
        if left.kind in family:
            others = (left.kind, *family)
    right = writing.value(writing.dice.one(others), depth)
    return writing.loosely(right, left.kind)


def compared(writing: Writing, depth: int) -> Spelled:
    """Return a comparison."""
    left, right = comparable(writing, depth)
    if left.kind != right.kind or writing.dice.chance(0.5):
        left, right = right, left
    level = COMPARISON + 1
    sign = writing.dice.one(SIGNS)
    text = f"{writing.inner(left, level)} {sign} {writing.inner(right, level)}"
    return Spelled(text, COMPARISON, k.BOOLEAN, left.row or right.row)


def negated(writing: Writing) -> str:
    """Return NOT, or nothing."""
    return "NOT " if writing.dice.chance(0.35) else ""


def is_null(writing: Writing, depth: int) -> Spelled:
    """Return IS [NOT] NULL of a column, because a bare parameter would have no type."""
    kind = writing.dice.one(KINDS)
    operand = writing.column(kind) or writing.value(k.BOOLEAN, depth)
    return tested(writing, operand, f"{negated(writing)}NULL")


def is_truth(writing: Writing, depth: int) -> Spelled:
    """Return IS [NOT] TRUE, FALSE or UNKNOWN."""
    word = writing.dice.one(("TRUE", "FALSE", "UNKNOWN"))
    return tested(writing, writing.value(k.BOOLEAN, depth), negated(writing) + word)


def is_distinct(writing: Writing, depth: int) -> Spelled:
    """Return IS [NOT] DISTINCT FROM, after which no other IS can stand."""
    left, right = comparable(writing, depth)
    beyond = f"{negated(writing)}DISTINCT FROM {writing.inner(right, COMPARISON + 1)}"
    return replace(tested(writing, left, beyond), level=NOT)


def tested(writing: Writing, operand: Spelled, rest: str) -> Spelled:
    """Return IS and the rest."""
    return Spelled(f"{writing.inner(operand, IS)} IS {rest}", IS, k.BOOLEAN)


def between(writing: Writing, depth: int) -> Spelled:
    """Return [NOT] BETWEEN."""
    operand, low = comparable(writing, depth)
    high = beside(writing, operand, depth)
    first, second, third = (writing.inner(o, CONCATENATION) for o in (operand, low, high))
    text = f"{first} {negated(writing)}BETWEEN {second} AND {third}"
    return Spelled(text, MATCH, k.BOOLEAN, operand.row)


def among(writing: Writing, depth: int) -> Spelled:
    """Return [NOT] IN."""
    operand = writing.value(writing.dice.one(SORTED), depth)
    members = [beside(writing, operand, depth) for _ in range(writing.dice.number(1, 4))]
    listed = ", ".join(member.text for member in members)
    text = f"{writing.inner(operand, CONCATENATION)} {negated(writing)}IN ({listed})"
    return Spelled(text, MATCH, k.BOOLEAN, operand.row)


def like(writing: Writing, depth: int) -> Spelled:
    """Return [NOT] LIKE."""
    operand = writing.value(writing.dice.one(TEXTS), depth)
    pattern = writing.inner(operand, CONCATENATION)
    sought = quoted(writing.dice.one(PATTERNS))
    return Spelled(f"{pattern} {negated(writing)}LIKE {sought}", MATCH, k.BOOLEAN, operand.row)


def both(writing: Writing, depth: int) -> Spelled:
    """Return AND."""
    return chained(writing, depth, "AND", AND)


def either(writing: Writing, depth: int) -> Spelled:
    """Return OR."""
    return chained(writing, depth, "OR", OR)


def chained(writing: Writing, depth: int, word: str, level: int) -> Spelled:
    """Return two conditions with a word between them."""
    left, right = writing.value(k.BOOLEAN, depth), writing.value(k.BOOLEAN, depth)
    right = writing.loosely(right, k.BOOLEAN)
    text = f"{writing.inner(left, level)} {word} {writing.inner(right, level + 1)}"
    return Spelled(text, level, k.BOOLEAN, left.row and right.row)


def opposite(writing: Writing, depth: int) -> Spelled:
    """Return NOT."""
    operand = writing.value(k.BOOLEAN, depth)
    return Spelled(f"NOT {writing.inner(operand, NOT)}", NOT, k.BOOLEAN, operand.row)


MAKERS: Final[list[tuple[int, Maker]]] = [
    (8, compared),
    (2, is_null),
    (2, is_truth),
    (2, is_distinct),
    (3, between),
    (3, among),
    (3, like),
    (3, both),
    (3, either),
    (2, opposite),
]
