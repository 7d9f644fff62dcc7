"""Numbers: signs, + - * / %, functions of numbers, and casts between them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from tests.postgres import kinds as k
from tests.postgres.kinds import FLOATS, INTEGERS, LADDER, SPELLINGS
from tests.postgres.writing import CAST, PRIMARY, PRODUCT, RANGE, SIGNED, SUM, ZERO, Spelled

if TYPE_CHECKING:
    from tests.postgres.writing import Maker, Writing

LEVELS: Final = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "%": PRODUCT}


def operands(writing: Writing, kind: str, depth: int) -> tuple[Spelled, Spelled]:
    """Return two numbers whose arithmetic gives this kind."""
    other = writing.dice.one(LADDER[: LADDER.index(kind) + 1])
    pair = [writing.value(kind, depth), writing.value(other, depth)]
    if kind == k.REAL and other != k.REAL:  # PostgreSQL then computes in double precision
        pair[1] = writing.value(kind, depth)
    return pair[0], pair[1]


def combined(writing: Writing, sign: str, pair: tuple[Spelled, Spelled], kind: str) -> Spelled:
    """Return arithmetic, its operands in either order."""
    left, right = pair if writing.dice.chance(0.5) else pair[::-1]
    level = LEVELS[sign]
    text = f"{writing.inner(left, level)} {sign} {writing.inner(right, level + 1)}"
    return Spelled(text, level, kind, left.row or right.row)


def sum_or_product(writing: Writing, depth: int, kind: str) -> Spelled | None:
    """Return + - or *; a DECIMAL never grows out of its type here."""
    left, right = operands(writing, kind, depth)
    pair = left, writing.loosely(right, left.kind)
    if kind != k.NUMERIC and not writing.risks(RANGE, *pair):
        return None
    return combined(writing, writing.dice.one("+-*"), pair, kind)


def quotient(writing: Writing, depth: int, kind: str) -> Spelled | None:
    """Return / or %; two floats may fail in two ways, so that nothing but them is evaluated."""
    pair = operands(writing, kind, depth)
    if not writing.risks(ZERO, *pair) or (kind in FLOATS and not writing.risks(RANGE, *pair)):
        return None
    return combined(writing, "/" if kind in FLOATS else writing.dice.one("/%"), pair, kind)


def sign(writing: Writing, depth: int, kind: str) -> Spelled | None:
    """Return a number with a sign before it."""
    operand = writing.value(kind, depth)
    minus = writing.dice.chance(0.7)
    if minus and kind in INTEGERS and not writing.risks(RANGE, operand):
        return None
    text = ("- " if minus else "+ ") + writing.inner(operand, SIGNED)
    return Spelled(text, SIGNED, kind, operand.row)


def magnitude(writing: Writing, depth: int, kind: str) -> Spelled | None:
    """Return abs of a number."""
    operand = writing.value(kind, depth)
    if kind in INTEGERS and not writing.risks(RANGE, operand):
        return None
    return Spelled(
        f"{writing.dice.one(('abs', 'ABS'))}({operand.text})", PRIMARY, kind, operand.row
    )


def length(writing: Writing, depth: int) -> Spelled:
    """Return the length of a text or a BYTEA."""
    operand = writing.value(writing.dice.one((k.TEXT, k.TEXT, k.VARYING, k.BYTEA)), depth)
    return Spelled(f"length({operand.text})", PRIMARY, k.INTEGER, operand.row)


def days(writing: Writing, depth: int) -> Spelled:
    """Return the days between two dates."""
    left, right = writing.value(k.DATE, depth), writing.value(k.DATE, depth)
    text = f"{writing.inner(left, SUM)} - {writing.inner(right, PRODUCT)}"
    return Spelled(text, SUM, k.INTEGER, left.row or right.row)


def of_truth(writing: Writing, depth: int) -> Spelled:
    """Return a BOOLEAN as an INTEGER."""
    return cast(writing, writing.value(k.BOOLEAN, depth), k.INTEGER)


def of_number(writing: Writing, depth: int, kind: str) -> Spelled | None:
    """Return a number of another kind as one of this."""
    source = writing.dice.one(LADDER)
    if kind in INTEGERS and source == k.NUMERIC and writing.columns:
        return None  # NaN is refused with a code of its own
    operand = writing.value(source, depth)
    wide = source in INTEGERS and LADDER.index(source) <= LADDER.index(kind)
    if not wide and kind not in {k.NUMERIC, k.DOUBLE} and not writing.risks(RANGE, operand):
        return None
    return cast(writing, operand, kind)


def cast(writing: Writing, operand: Spelled, kind: str, spelling: str = "") -> Spelled:
    """Return a CAST, in either form."""
    spelling = spelling or writing.dice.one(SPELLINGS[kind])
    if writing.dice.chance(0.5):
        return Spelled(f"CAST({operand.text} AS {spelling})", PRIMARY, kind, operand.row)
    return Spelled(f"{writing.inner(operand, CAST)}::{spelling}", CAST, kind, operand.row)


def makers(kind: str) -> list[tuple[int, Maker]]:
    """Return what makes numbers of this kind."""
    found: list[tuple[int, Maker]] = [
        (8, partial(sum_or_product, kind=kind)),
        (6, partial(quotient, kind=kind)),
        (2, partial(sign, kind=kind)),
        (1, partial(magnitude, kind=kind)),
        (3, partial(of_number, kind=kind)),
    ]
    if kind == k.INTEGER:
        found += [(2, length), (2, days), (1, of_truth)]
    return found
