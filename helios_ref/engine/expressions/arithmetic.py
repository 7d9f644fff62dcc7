"""Signs, + - * / % and || on operands of every type (SQL-040 to SQL-047)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final, TypeVar

from helios_ref import types as t
from helios_ref.engine.expressions import decimal_ops, float_ops
from helios_ref.engine.expressions.evaluator import Compiled, strict
from helios_ref.engine.expressions.type_coercion import converted, ground
from helios_ref.errors import (
    DatetimeRangeError,
    DivisionByZeroError,
    ProgramLimitError,
    UndefinedFunctionError,
)
from helios_ref.storage.limits import MAX_VALUE
from helios_ref.types.bytea import ByteaType
from helios_ref.types.dates import DateType

Function = Callable[..., t.Value]
Joined = TypeVar("Joined", str, bytes)

NUMERIC_FUNCTIONS: Final = {
    "+": decimal_ops.add,
    "-": decimal_ops.subtract,
    "*": decimal_ops.multiply,
    "/": decimal_ops.divide,
    "%": decimal_ops.modulo,
}

FLOAT_FUNCTIONS: Final = {
    "+": float_ops.add,
    "-": float_ops.subtract,
    "*": float_ops.multiply,
    "/": float_ops.divide,
}


def quotient(left: int, right: int) -> int:
    """Return the quotient without its fraction (SQL-042)."""
    if not right:
        raise DivisionByZeroError(str(left))
    whole = abs(left) // abs(right)
    return whole if (left < 0) == (right < 0) else -whole


def remainder(left: int, right: int) -> int:
    """Return the rest of the division, with the sign of the dividend (SQL-042)."""
    if not right:
        raise DivisionByZeroError(str(left))
    rest = abs(left) % abs(right)
    return -rest if left < 0 else rest


INTEGER_FUNCTIONS: Final = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": quotient,
    "%": remainder,
}


def binary(sign: str, left: Compiled, right: Compiled) -> Compiled:
    """Return arithmetic of two operands, or UndefinedFunctionError for types without (SQL-105)."""
    if sign == "||":
        return concatenated(left, right)
    target = ground(left, right)
    if target is not None and target.category is t.Category.NUMBER:
        function = on_numbers(sign, target)
        if function is not None:
            return strict(target, function, converted(left, target), converted(right, target))
    return on_dates(sign, left, right) or undefined(sign, left, right)


def on_numbers(sign: str, type_: t.SqlType) -> Function | None:
    """Return what a sign does with two numbers of a type, if anything."""
    match type_:
        case t.IntegerType():
            return partial(whole, INTEGER_FUNCTIONS[sign], type_)
        case t.FloatType() if sign in FLOAT_FUNCTIONS:
            return partial(FLOAT_FUNCTIONS[sign], type_)
        case t.NumericType():
            return NUMERIC_FUNCTIONS[sign]
        case _:
            return None


def whole(function: Callable[..., int], type_: t.IntegerType, *operands: int) -> int:
    """Return an integer that must lie in its type (SQL-042)."""
    return type_.within(function(*operands))


def on_dates(sign: str, left: Compiled, right: Compiled) -> Compiled | None:
    """Return a DATE moved by days, or the days between two (SQL-046)."""
    if t.BIGINT in {left.type.plain, right.type.plain}:
        return None
    match sign, left.type, right.type:
        case "+", DateType(), t.IntegerType():
            return strict(t.DATE, later, left, converted(right, t.INTEGER))
        case "+", t.IntegerType(), DateType():
            return strict(t.DATE, later, right, converted(left, t.INTEGER))
        case "-", DateType(), t.IntegerType():
            return strict(t.DATE, earlier, left, converted(right, t.INTEGER))
        case ("-", DateType(), DateType() | t.UnknownType()) | ("-", t.UnknownType(), DateType()):
            days = (converted(left, t.DATE), converted(right, t.DATE))
            return strict(t.INTEGER, lambda on, since: (on - since).days, *days)
        case _:
            return None


def later(on: date, days: int) -> date:
    """Return the date so many days later."""
    try:
        return on + timedelta(days)
    except OverflowError:
        raise DatetimeRangeError(t.DATE.name, f"{on} + {days}") from None


def earlier(on: date, days: int) -> date:
    """Return the date so many days earlier."""
    try:
        return on - timedelta(days)
    except OverflowError:
        raise DatetimeRangeError(t.DATE.name, f"{on} - {days}") from None


def concatenated(left: Compiled, right: Compiled) -> Compiled:
    """Return two texts, or a text and the text of any value, or two BYTEA, as one (SQL-047)."""
    match left.type, right.type:
        case (ByteaType() as bytea, ByteaType() | t.UnknownType()) | (
            t.UnknownType(),
            ByteaType() as bytea,
        ):
            return strict(bytea, appended, converted(left, bytea), converted(right, bytea))
        case (t.TextType() | t.UnknownType(), _) | (_, t.TextType() | t.UnknownType()):
            return strict(t.TEXT, appended, converted(left, t.TEXT), converted(right, t.TEXT))
        case _:
            return undefined("||", left, right)


def appended(left: Joined, right: Joined) -> Joined:
    """Return both as one, where a value may be as long as that (SQL-094)."""
    if len(left) + len(right) > MAX_VALUE:
        raise ProgramLimitError("a value", len(left) + len(right), MAX_VALUE)
    return left + right


def signed(sign: str, operand: Compiled) -> Compiled:
    """Return a number as it is or negated (SQL-041, SQL-106)."""
    type_ = operand.type.plain
    if type_.category is not t.Category.NUMBER:
        raise UndefinedFunctionError(f"{sign} {operand.type.general_name}")
    if sign == "+":
        return operand
    match type_:
        case t.IntegerType():
            return strict(type_, partial(whole, int.__neg__, type_), operand)
        case t.NumericType():
            return strict(type_, partial(decimal_ops.subtract, decimal_ops.ZERO), operand)
        case _:
            return strict(type_, operator.neg, operand)


def undefined(sign: str, left: Compiled, right: Compiled) -> Compiled:
    """Refuse operands that have no such operator."""
    raise UndefinedFunctionError(f"{left.type.general_name} {sign} {right.type.general_name}")
