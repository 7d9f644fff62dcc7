"""Functions of all rows of a query: count, sum, avg, min, max (SQL-070 to SQL-073)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import partial, reduce
from typing import Final

from msgspec import Struct

from helios_ref import types as t
from helios_ref.engine.expressions import decimal_ops, float_ops
from helios_ref.engine.expressions.evaluator import Compiled, Evaluate
from helios_ref.engine.expressions.type_coercion import typed
from helios_ref.errors import UndefinedFunctionError

NAMES: Final = frozenset({"count", "sum", "avg", "min", "max"})

ORDERED: Final = frozenset({t.Category.NUMBER, t.Category.STRING, t.Category.DATETIME})
"""What min and max take (SQL-073)."""

Fold = Callable[[list[t.Value]], t.Value]
"""Gives one value for those of all rows that are not NULL."""


class Aggregate(Struct, frozen=True):
    """An aggregate with its operand."""

    type: t.SqlType
    operand: Evaluate | None
    """None in count(*), which counts rows whatever they hold."""

    fold: Fold

    column: int | None = None
    """The position of the column that the operand is, if it is one."""


COUNT_ROWS: Final = Aggregate(t.BIGINT, None, len)
"""count(*) (SQL-070)."""


def aggregate(name: str, operand: Compiled) -> Aggregate:
    """Return an aggregate of an operand; UndefinedFunctionError where there is none."""
    given = operand.type.general_name
    operand = typed(operand)
    if name == "count":
        return Aggregate(t.BIGINT, operand.evaluate, len, operand.column)
    found = folding(name, operand.type.plain)
    if found is None:
        raise UndefinedFunctionError(f"{name}({given})")
    target, fold = found
    return Aggregate(
        target, operand.evaluate, lambda values: fold(values) if values else None, operand.column
    )


def folding(  # noqa: PLR0911  # a row for each
    name: str, type_: t.SqlType
) -> tuple[t.SqlType, Callable[..., t.Value]] | None:
    """Return the type of an aggregate of a type, and how it is found, if there is one."""
    match name, type_:
        case "sum", t.IntegerType() if type_ == t.BIGINT:  # SQL-071
            return t.NUMERIC, lambda values: Decimal(sum(values))
        case "sum", t.IntegerType():
            return t.BIGINT, lambda values: t.BIGINT.within(sum(values))
        case "sum", t.NumericType():
            return t.NUMERIC, total
        case "sum", t.FloatType():
            return type_, partial(reduce, partial(float_ops.add, type_))
        case "avg", t.IntegerType():  # SQL-072
            return t.NUMERIC, lambda values: mean(Decimal(sum(values)), values)
        case "avg", t.NumericType():
            return t.NUMERIC, lambda values: mean(total(values), values)
        case "avg", t.FloatType():
            return t.DOUBLE, float_ops.average
        case "min" | "max", _ if type_.category in ORDERED:  # SQL-073
            choose = min if name == "min" else max
            return type_, lambda values: choose(reversed(values), key=t.order_key)
        case _:
            return None


def total(values: list[Decimal]) -> Decimal:
    """Return the sum of decimals, at the greatest scale (SQL-071)."""
    with localcontext(decimal_ops.QUIET):
        return t.NUMERIC.fitted(sum(values, Decimal(0)))


def mean(total_: Decimal, values: list[Decimal]) -> Decimal:
    """Return a sum divided by the number of values, as DECIMALs are divided (SQL-072)."""
    return decimal_ops.divide(total_, Decimal(len(values)))
