"""Functions of all rows of a query: count, sum, avg, min, max (SQL-070 to SQL-073)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import partial, reduce
from typing import TYPE_CHECKING, Final

from helios_ref.engine.expressions import decimal_ops, float_ops
from helios_ref.engine.expressions.type_coercion import converted
from helios_ref.errors import UndefinedFunctionError
from helios_ref.types import (
    BIGINT,
    DOUBLE,
    NUMERIC,
    TEXT,
    UNKNOWN,
    Category,
    Float,
    Integer,
    Numeric,
    order_key,
)

if TYPE_CHECKING:
    from helios_ref.engine.expressions.evaluator import Compiled, Evaluate
    from helios_ref.types import SqlType, Value

NAMES: Final = frozenset({"count", "sum", "avg", "min", "max"})

ORDERED: Final = frozenset({Category.NUMBER, Category.STRING, Category.DATETIME})
"""What min and max take (SQL-073)."""

Fold = Callable[[list["Value"]], "Value"]
"""Gives one value for those of all rows that are not NULL."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregate with its operand."""

    type: SqlType
    operand: Evaluate | None
    """None in count(*), which counts rows whatever they hold."""

    fold: Fold

    column: int | None = None
    """The position of the column that the operand is, if it is one."""


COUNT_ROWS: Final = Aggregate(BIGINT, None, len)
"""count(*) (SQL-070)."""


def aggregate(name: str, operand: Compiled) -> Aggregate:
    """Return an aggregate of an operand; UndefinedFunctionError where there is none."""
    if operand.type == UNKNOWN:
        operand = converted(operand, TEXT)
    if name == "count":
        return Aggregate(BIGINT, operand.evaluate, len, operand.column)
    found = folding(name, operand.type.plain)
    if found is None:
        signature = f"{name}({operand.type.name})"
        raise UndefinedFunctionError(signature)
    target, fold = found
    return Aggregate(
        target,
        operand.evaluate,
        lambda values: fold(values) if values else None,
        operand.column,
    )


def folding(name: str, type_: SqlType) -> tuple[SqlType, Callable[..., Value]] | None:
    """Return the type of an aggregate of a type, and how it is found, if there is one."""
    match name:
        case "sum":
            return summing(type_)
        case "avg":
            return averaging(type_)
        case _ if type_.category in ORDERED:
            choose = min if name == "min" else max
            return type_, lambda values: choose(reversed(values), key=order_key)
        case _:
            return None


def summing(type_: SqlType) -> tuple[SqlType, Callable[..., Value]] | None:
    """Return the type of a sum, and how it is found (SQL-071)."""
    match type_:
        case Integer() if type_ == BIGINT:
            return NUMERIC, lambda values: Decimal(sum(values))
        case Integer():
            return BIGINT, lambda values: BIGINT.within(sum(values))
        case Numeric():
            return NUMERIC, total
        case Float():
            return type_, partial(reduce, partial(float_ops.add, type_))
        case _:
            return None


def averaging(type_: SqlType) -> tuple[SqlType, Callable[..., Value]] | None:
    """Return the type of an average, and how it is found (SQL-072)."""
    match type_:
        case Integer():
            return NUMERIC, lambda values: mean(Decimal(sum(values)), values)
        case Numeric():
            return NUMERIC, lambda values: mean(total(values), values)
        case Float():
            return DOUBLE, float_ops.average
        case _:
            return None


def total(values: list[Decimal]) -> Decimal:
    """Return the sum of decimals, at the greatest scale (SQL-071)."""
    with localcontext(decimal_ops.QUIET):
        return NUMERIC.fitted(sum(values, Decimal(0)))


def mean(total_: Decimal, values: list[Decimal]) -> Decimal:
    """Return a sum divided by the number of values, as DECIMALs are divided (SQL-072)."""
    return decimal_ops.divide(total_, Decimal(len(values)))
