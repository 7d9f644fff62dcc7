"""Comparisons, BETWEEN, IN and LIKE (SQL-050 to SQL-054)."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Final

from helios_ref.engine.expressions.evaluator import Compiled, strict
from helios_ref.engine.expressions.like_pattern import matches
from helios_ref.engine.expressions.logic import either
from helios_ref.engine.expressions.type_coercion import converted, ground, meeting
from helios_ref.errors import UndefinedFunctionError
from helios_ref.tables.read_tables import Row
from helios_ref.types import BOOLEAN, TEXT, SqlType, TextType, UnknownType, Value, order_key

SIGNS: Final[dict[str, Callable[..., bool]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

MIRRORED: Final = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The sign that says the same with the operands exchanged."""


def comparable(sign: str, left: Compiled, right: Compiled) -> SqlType:
    """Return the type in which two operands are compared; UndefinedFunctionError if in none."""
    type_ = ground(left, right)
    if type_ is None:
        raise UndefinedFunctionError(f"{left.type.general_name} {sign} {right.type.general_name}")
    return type_


def compared(sign: str, left: Compiled, right: Compiled) -> Compiled:
    """Return the comparison of two operands (SQL-050)."""
    type_ = comparable(sign, left, right)
    function = SIGNS[sign]
    if type_.is_nan is not None:
        function = knowing_nan(function, type_.is_nan)
    return strict(BOOLEAN, function, converted(left, type_), converted(right, type_))


def distinct(left: Compiled, right: Compiled) -> Compiled:
    """Return whether two operands differ, NULL being one more value (SQL-052)."""
    type_ = comparable("=", left, right)
    ours, theirs = converted(left, type_).evaluate, converted(right, type_).evaluate

    def evaluate(row: Row, given: Row) -> Value:
        return order_key(ours(row, given)) != order_key(theirs(row, given))

    return Compiled(BOOLEAN, evaluate, free=left.free and right.free)


def knowing_nan(function: Callable[..., bool], is_nan: Callable[..., bool]) -> Callable[..., bool]:
    """Return a comparison that knows where NaN stands (SQL-051)."""

    def compare(left: Value, right: Value) -> bool:
        if is_nan(left) or is_nan(right):
            return function(order_key(left), order_key(right))
        return function(left, right)

    return compare


def among(operand: Compiled, members: Sequence[Compiled]) -> Compiled:
    """
    Return whether a value is one of several; NULL where only a NULL could be it (SQL-053).

    Members that have one value for all rows meet in one type, if they do; any other member is
    compared with the operand alone, as in PostgreSQL.
    """
    alike = [member for member in members if member.free]
    type_ = meeting([operand, *alike]) if len(alike) > 1 else None
    if type_ is None:
        return either([compared("=", operand, member) for member in members])
    found = [found_in(operand, [converted(member, type_) for member in alike])]
    found += [compared("=", operand, member) for member in members if not member.free]
    return either(found)


def found_in(operand: Compiled, members: Sequence[Compiled]) -> Compiled:
    """Return whether a value is one of several of one type, all of which are evaluated."""
    type_ = comparable("=", operand, members[0])
    wanted = converted(operand, type_).evaluate
    offered = [converted(member, type_) for member in members]
    if all(member.constant for member in offered):
        keys = {order_key(member.value) for member in offered if member.value is not None}
        null = any(member.value is None for member in offered)

        def in_constants(row: Row, given: Row) -> Value:
            value = wanted(row, given)
            if value is None:
                return None
            return True if order_key(value) in keys else None if null else False

        return Compiled(BOOLEAN, in_constants, free=operand.free)

    def in_members(row: Row, given: Row) -> Value:
        value = wanted(row, given)
        values = [member.evaluate(row, given) for member in offered]
        if value is None:
            return None
        if any(other is not None and order_key(other) == order_key(value) for other in values):
            return True
        return None if None in values else False

    return Compiled(BOOLEAN, in_members, free=operand.free)


def like(operand: Compiled, pattern: Compiled) -> Compiled:
    """Return whether a text matches a pattern (SQL-054)."""
    for side in (operand, pattern):
        if not isinstance(side.type, TextType | UnknownType):
            sides = f"{operand.type.general_name} LIKE {pattern.type.general_name}"
            raise UndefinedFunctionError(sides)
    return strict(BOOLEAN, matches, converted(operand, TEXT), converted(pattern, TEXT))
