"""An expression made ready to be evaluated for many rows (02c-operators)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from helios_ref.tables.read_tables import Row
from helios_ref.types import SqlType, Value

Evaluate = Callable[[Row, Row], "Value"]
"""Gives the value of an expression for a row and what was given to the statement."""


class Compiled(Struct, frozen=True):
    """An expression with its type."""

    type: SqlType
    evaluate: Evaluate
    constant: bool = False
    """Whether it has one value, whatever the row and whatever was given."""

    free: bool = False
    """Whether it has one value whatever the row."""

    column: int | None = None
    """The position of the column that it is, if it is one."""

    @property
    def value(self) -> Value:
        """The value of a constant."""
        assert self.constant
        return self.evaluate((), ())


def constant(value: Value, type_: SqlType) -> Compiled:
    """Return an expression that always has this value."""
    return Compiled(type_, lambda _row, _given: value, constant=True, free=True)


def strict(type_: SqlType, function: Callable[..., Value], *operands: Compiled) -> Compiled:
    """Return a function of its operands that is NULL where any of them is (SQL-040)."""
    match operands:
        case (operand,):
            evaluate = strict_unary(function, operand.evaluate)
        case (left, right) if right.constant and right.value is not None:
            evaluate = strict_left(function, left.evaluate, right.value)
        case (left, right):
            evaluate = strict_binary(function, left.evaluate, right.evaluate)
        case _:
            raise AssertionError(operands)
    return Compiled(type_, evaluate, free=all(operand.free for operand in operands))


def strict_unary(function: Callable[..., Value], operand: Evaluate) -> Evaluate:
    """Return the function of one operand."""

    def evaluate(row: Row, given: Row) -> Value:
        value = operand(row, given)
        return None if value is None else function(value)

    return evaluate


def strict_left(function: Callable[..., Value], left: Evaluate, right: Value) -> Evaluate:
    """Return the function of an operand and a constant."""

    def evaluate(row: Row, given: Row) -> Value:
        value = left(row, given)
        return None if value is None else function(value, right)

    return evaluate


def strict_binary(function: Callable[..., Value], left: Evaluate, right: Evaluate) -> Evaluate:
    """Return the function of two operands, both of which are evaluated."""

    def evaluate(row: Row, given: Row) -> Value:
        first = left(row, given)
        second = right(row, given)
        return None if first is None or second is None else function(first, second)

    return evaluate
