"""Every operator, function and cast over every pair of types, whether there is one or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.postgres import kinds as k
from tests.postgres.answers import Statement
from tests.postgres.constants import constant, typed, untyped
from tests.postgres.kinds import BOUNDED, KINDS, SPELLINGS, STRANGE, TEXTS, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.postgres.dice import Dice

OPERATORS: Final = ("+", "-", "*", "/", "%", "||", "=", "<>", "<", ">=", "IS DISTINCT FROM", "AND")
AGGREGATES: Final = ("sum", "avg")
FUNCTIONS: Final = (
    "lower",
    "upper",
    "length",
    "abs",
    "coalesce",
    "nullif",
    "count",
    *AGGREGATES,
    "min",
    "max",
)
ALTERNATIVES: Final = ("coalesce", "nullif")

PLACES: Final = (k.TEXT, k.BOOLEAN, k.DATE, k.TIMESTAMP, k.BYTEA)
"""Kinds of texts without a type; others would be dates in forms that MOD-028 does not have."""


def typed_value(dice: Dice, *, but: tuple[str, ...] = ()) -> str:
    """Return a constant of any kind, or of any other than some."""
    text = constant(dice, dice.one([kind for kind in KINDS if kind not in but]))
    while text[0] == "'" and "::" not in text:
        text = constant(dice, k.TEXT)
    return f"({text})" if text[0] == "-" or dice.chance(0.1) else text


def any_value(dice: Dice) -> str:
    """Return a constant of any kind, or of none."""
    return untyped(dice, dice.one(PLACES)) if dice.chance(0.2) else typed_value(dice)


def operator(dice: Dice) -> str:
    """
    Return two values of any kinds with something between them.

    A TIMESTAMP is moved by intervals, which we do not have; a literal in quotes can be one, or a
    document beside a TEXT, and beside another literal it is what PostgreSQL chooses (SQL-048).
    """
    sign = dice.one(OPERATORS)
    if sign not in "+-*/%":
        return f"{any_value(dice)} {sign} {any_value(dice)}"
    left, right = (typed_value(dice, but=(k.TIMESTAMP,)) for _ in range(2))
    if dice.chance(0.2):
        right = untyped(dice, dice.one(PLACES))
        left = typed_value(dice, but=(k.TIMESTAMP, *TEXTS, *(() if sign == "-" else (k.DATE,))))
    return f"{left} {sign} {right}" if dice.chance(0.5) else f"{right} {sign} {left}"


def function(dice: Dice) -> str:
    """Return a function of one value or two; PostgreSQL has some of two that we do not have."""
    name = dice.one(FUNCTIONS)
    count = 2 if name == "nullif" else dice.one((1, 1, 2))
    alone = count == 1 and name not in AGGREGATES
    make = any_value if alone or name in ALTERNATIVES else typed_value
    return f"{name}({', '.join(make(dice) for _ in range(count))})"


def conversion(dice: Dice) -> str:
    """Return a value of any kind cast to any other, perhaps with modifiers."""
    kind = dice.one(KINDS)
    bounded = kind in BOUNDED and dice.chance(0.5)
    spelling = dice.one(BOUNDED[kind] if bounded else SPELLINGS[kind])
    return f"CAST({any_value(dice)} AS {spelling})"


def strange(dice: Dice) -> str:
    """Return a literal at the edge of its type."""
    kind = dice.one(KINDS)
    return typed(dice, quoted(dice.one(STRANGE[kind])), kind)


def membership(dice: Dice) -> str:
    """Return IN, BETWEEN or LIKE of values of any kinds; there is no LIKE of BYTEA (SQL-048)."""
    first, second, third = (any_value(dice) for _ in range(3))
    text, pattern = (typed_value(dice, but=(k.BYTEA,)) for _ in range(2))
    return dice.one(
        (
            f"{first} IN ({second}, {third})",
            f"{first} NOT BETWEEN {second} AND {third}",
            f"{text} LIKE {pattern}",
        )
    )


def choice(dice: Dice) -> str:
    """Return CASE or COALESCE of values of any kinds."""
    first, second = any_value(dice), any_value(dice)
    return dice.one(
        (
            f"CASE WHEN FALSE THEN {first} ELSE {second} END",
            f"CASE {first} WHEN {second} THEN 1 ELSE 2 END",
            f"COALESCE({first}, {second})",
            f"CASE WHEN {first} THEN {second} END",
        )
    )


def sign(dice: Dice) -> str:
    """Return a value with something before it or behind it."""
    value = typed_value(dice)
    return dice.one(
        (f"- {value}", f"+ {value}", f"NOT {value}", f"{value} IS NOT TRUE", f"{value} IS NULL")
    )


def cell(dice: Dice) -> Statement:
    """Return a SELECT of one of these."""
    make = dice.weighted(FORMS)
    return Statement(f"SELECT {make(dice)}", ordered=True)


FORMS: Final[list[tuple[int, Callable[[Dice], str]]]] = [
    (6, operator),
    (3, function),
    (4, conversion),
    (4, strange),
    (2, membership),
    (2, choice),
    (1, sign),
]
