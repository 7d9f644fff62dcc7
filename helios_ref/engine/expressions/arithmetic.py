"""Signs, + - * / % and || on operands of every type (SQL-040 to SQL-047)."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from helios_ref.engine.expressions import decimal_ops, float_ops
from helios_ref.engine.expressions.evaluator import Compiled, strict
from helios_ref.engine.expressions.type_coercion import (
    BIGINT,
    DATE,
    DOUBLE,
    INTEGER,
    NUMBERS,
    REAL,
    TEXT,
    converted,
    joined,
    plain,
)
from helios_ref.errors import (
    DatetimeRangeError,
    DivisionByZeroError,
    OutOfRangeError,
    UndefinedFunctionError,
)
from helios_ref.values import UNKNOWN, Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from helios_ref.values import SqlType, Value

    Function = Callable[..., Value]

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
    """Return arithmetic of two operands; UndefinedFunctionError where the types have none."""
    if sign == "||":
        return concatenated(left, right)
    met = joined(plain(left.type), plain(right.type))
    if met is not None and met.family in NUMBERS:
        mixed = met == REAL and UNKNOWN not in {left.type, right.type} and left.type != right.type
        target = DOUBLE if mixed else met
        function = on_numbers(sign, target)
        if function is not None:
            return strict(target, function, converted(left, target), converted(right, target))
    return on_dates(sign, left, right) or undefined(sign, left, right)


def on_numbers(sign: str, type_: SqlType) -> Function | None:
    """Return what a sign does with two numbers of a type, if anything."""
    match type_.family:
        case Family.INTEGER:
            return partial(whole, INTEGER_FUNCTIONS[sign], type_.low, type_.high, type_.name)
        case Family.NUMERIC:
            return NUMERIC_FUNCTIONS[sign]
        case _:
            function = FLOAT_FUNCTIONS.get(sign)
            return None if function is None else partial(function, type_)


def whole(function: Callable[..., int], low: int, high: int, name: str, *operands: int) -> int:
    """Return an integer that must lie in its type (SQL-042)."""
    value = function(*operands)
    if low <= value <= high:
        return value
    raise OutOfRangeError(str(value), name)


def on_dates(sign: str, left: Compiled, right: Compiled) -> Compiled | None:
    """Return a DATE moved by days, or the days between two (SQL-046)."""
    if plain(left.type) == BIGINT or plain(right.type) == BIGINT:
        return None
    types = left.type.family, right.type.family
    match sign, types:
        case "+", (Family.DATE, Family.INTEGER):
            return strict(DATE, moved, left, converted(right, INTEGER))
        case "+", (Family.INTEGER, Family.DATE):
            return strict(DATE, moved, right, converted(left, INTEGER))
        case "-", (Family.DATE, Family.INTEGER):
            return strict(DATE, lambda on, days: moved(on, -days), left, converted(right, INTEGER))
        case "-", (Family.DATE | Family.UNKNOWN, Family.DATE | Family.UNKNOWN) if DATE in {
            left.type,
            right.type,
        }:
            days = (converted(left, DATE), converted(right, DATE))
            return strict(INTEGER, lambda on, since: (on - since).days, *days)
        case _:
            return None


def moved(on: date, days: int) -> date:
    """Return the date so many days later."""
    try:
        return on + timedelta(days)
    except OverflowError:
        text = f"{on} + {days}"
        raise DatetimeRangeError(DATE.name, text) from None


def concatenated(left: Compiled, right: Compiled) -> Compiled:
    """Return two texts, or a text and the text of any value, or two BYTEA, as one (SQL-047)."""
    families = {left.type.family, right.type.family}
    if Family.BYTEA in families and families <= {Family.BYTEA, Family.UNKNOWN}:
        bytea = left.type if right.type == UNKNOWN else right.type
        return strict(bytea, operator.add, converted(left, bytea), converted(right, bytea))
    if families & {Family.TEXT, Family.UNKNOWN}:
        return strict(TEXT, operator.add, converted(left, TEXT), converted(right, TEXT))
    return undefined("||", left, right)


def signed(sign: str, operand: Compiled) -> Compiled:
    """Return a number as it is or negated (SQL-041)."""
    number, type_ = operand, plain(operand.type)
    if type_.family not in NUMBERS:
        signature = f"{sign} {operand.type.name}"
        raise UndefinedFunctionError(signature)
    if sign == "+":
        return number
    if type_.family is Family.INTEGER:
        return strict(type_, partial(whole, int.__neg__, type_.low, type_.high, type_.name), number)
    if type_.family is Family.NUMERIC:
        return strict(type_, lambda value: decimal_ops.subtract(decimal_ops.ZERO, value), number)
    return strict(type_, operator.neg, number)


def undefined(sign: str, left: Compiled, right: Compiled) -> Compiled:
    """Refuse operands that have no such operator."""
    signature = f"{left.type.name} {sign} {right.type.name}"
    raise UndefinedFunctionError(signature)
