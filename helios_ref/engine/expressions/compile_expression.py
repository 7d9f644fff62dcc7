"""Syntax of an expression to something that can be evaluated (02c-operators)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, assert_never

from msgspec import structs

from helios_ref import types as t
from helios_ref.engine.expressions import aggregates, arithmetic, comparison, functions, logic
from helios_ref.engine.expressions.evaluator import Compiled, constant
from helios_ref.engine.expressions.scope import Scope
from helios_ref.engine.expressions.type_coercion import converted, typed
from helios_ref.errors import (
    GroupingError,
    OutOfRangeError,
    ProgramLimitError,
    UndefinedFunctionError,
)
from helios_ref.sql import expressions as e

Operand = Callable[[e.Expression], Compiled]

DEEPEST: Final = 200
"""How deep an expression may nest (SQL-037)."""

CALLED: Final = (*functions.FUNCTIONS, *aggregates.NAMES, "now")
"""Every name that a call can have (SQL-060, SQL-070); `now` asks the clock (SQL-062)."""

LONGEST: Final = len(str(t.BIGINT.low))
"""Longer digits are no BIGINT, unless they begin with zeros; as DECIMAL they are the same."""


def compiled(  # noqa: C901, PLR0911  # one case for each record
    expression: e.Expression, scope: Scope, depth: int = 0
) -> Compiled:
    """Return an expression over the columns and parameters of `scope`."""
    if isinstance(expression, e.Literal):
        return literal(expression)
    if depth >= DEEPEST and not isinstance(expression, e.Parameter | e.ColumnName | e.Now):
        raise ProgramLimitError("the nesting of an expression", depth + 1, DEEPEST)
    operand = partial(compiled, scope=scope, depth=depth + 1)
    match expression:
        case e.Parameter(position):
            return scope.parameter(position)
        case e.ColumnName(name, table):
            return scope.column(name, table)
        case e.Call():
            return call(expression, scope, depth)
        case e.Now(date_only):
            return converted(scope.now(), t.DATE) if date_only else scope.now()
        case e.Cast(inner, type_):
            return converted(
                operand(inner), t.canonical(type_.name, type_.modifiers), explicit=True
            )
        case e.Unary(sign, inner):
            number = written(expression)
            return arithmetic.signed(sign, operand(inner)) if number is None else literal(number)
        case e.Binary(sign, left, right):
            combine = comparison.compared if sign in comparison.SIGNS else arithmetic.binary
            return combine(sign, operand(left), operand(right))
        case e.And() | e.Or() | e.Not() | e.IsNull() | e.IsTruth() | e.Case():
            return logical(expression, operand)
        case e.Between() | e.Among() | e.Like() | e.IsDistinct():
            return matching(expression, operand)
        case _:
            assert_never(expression)


def literal(expression: e.Literal) -> Compiled:
    """Return the constant that is written out (SQL-011 to SQL-013)."""
    return constant(*worth(expression))


def worth(expression: e.Literal) -> tuple[t.Value, t.SqlType]:
    """Return the value that is written out, with its type."""
    match expression:
        case e.Integer(text):
            return whole(text)
        case e.Text(value):
            return value, t.UNKNOWN
        case e.Fraction(text):
            return decimal(text)
        case e.Truth(value):
            return value, t.BOOLEAN
        case e.Null():
            return None, t.UNKNOWN


def written(expression: e.Expression) -> e.Integer | e.Fraction | None:
    """Return the number that is written out with every minus before it, or None (SQL-011)."""
    minus = False
    while isinstance(expression, e.Unary) and expression.operator == "-":
        minus, expression = not minus, expression.operand
    match expression:
        case e.Integer(text) | e.Fraction(text):
            return structs.replace(expression, text=f"-{text}" if minus else text)
        case _:
            return None


def whole(text: str) -> tuple[t.Value, t.SqlType]:
    """Return digits as the first of INTEGER, BIGINT and DECIMAL that holds them (SQL-011)."""
    if len(text) <= LONGEST:
        number = int(text)
        for type_ in (t.INTEGER, t.BIGINT):
            if type_.low <= number <= type_.high:
                return number, type_
    return decimal(text)


def decimal(text: str) -> tuple[t.Value, t.SqlType]:
    """Return a number that is written out as a DECIMAL; a refusal has its text (ERR-011)."""
    try:
        return t.NUMERIC.parsed(text), t.NUMERIC
    except OutOfRangeError as refusal:
        raise OutOfRangeError(text, refusal.type) from None


def logical(
    expression: e.And | e.Or | e.Not | e.IsNull | e.IsTruth | e.Case, operand: Operand
) -> Compiled:
    """Return a combination of conditions (SQL-055 to SQL-057)."""
    match expression:
        case e.And(parts):
            return logic.both([operand(part) for part in parts])
        case e.Or(parts):
            return logic.either([operand(part) for part in parts])
        case e.Not(inner):
            return logic.opposite(operand(inner))
        case e.IsNull(inner, negated):
            return logic.is_null(operand(inner), negated=negated)
        case e.IsTruth(inner, negated, value):
            return logic.is_truth(operand(inner), value=value, negated=negated)
        case e.Case(subject, branches, otherwise):
            conditions = [operand(branch.condition) for branch in branches]
            if subject is not None:
                sought = typed(operand(subject))
                conditions = [comparison.compared("=", sought, value) for value in conditions]
            return logic.case(
                conditions,
                [operand(branch.value) for branch in branches],
                None if otherwise is None else operand(otherwise),
            )


def matching(expression: e.Between | e.Among | e.Like | e.IsDistinct, operand: Operand) -> Compiled:
    """Return BETWEEN, IN, LIKE or IS DISTINCT FROM, negated or not (SQL-052 to SQL-054)."""
    match expression:
        case e.Between(inner, _, low, high):
            value = operand(inner)
            found = logic.both(
                [
                    comparison.compared(">=", value, operand(low)),
                    comparison.compared("<=", value, operand(high)),
                ]
            )
        case e.Among(inner, _, members):
            found = comparison.among(operand(inner), [operand(member) for member in members])
        case e.Like(inner, _, pattern):
            found = comparison.like(operand(inner), operand(pattern))
        case e.IsDistinct(other, _, e.Null()) | e.IsDistinct(e.Null(), _, other):
            found = logic.is_null(operand(other), negated=True)
        case e.IsDistinct(left, _, right):
            found = comparison.distinct(operand(left), operand(right))
    return logic.opposite(found) if expression.negated else found


def call(expression: e.Call, scope: Scope, depth: int) -> Compiled:
    """Return a function or an aggregate (SQL-060, SQL-070)."""
    name = expression.function
    if expression.star:
        if name != "count":
            raise UndefinedFunctionError(f"{name}(*)")
        return scope.gathered(aggregates.COUNT_ROWS, name)
    if name in aggregates.NAMES and len(expression.arguments) == 1:
        if scope.gathering is None:
            raise GroupingError(name, "here")
        inner = compiled(expression.arguments[0], structs.replace(scope, gathering=None), depth + 1)
        return scope.gathered(aggregates.aggregate(name, inner), name)
    if name == "now" and not expression.arguments:
        return scope.now()
    arguments = [compiled(argument, scope, depth + 1) for argument in expression.arguments]
    try:
        return functions.called(name, arguments)
    except UndefinedFunctionError as refusal:
        if name in CALLED:
            raise
        there = f"there are {', '.join(sorted(CALLED))}"
        raise refusal.advised(there).unless_meant(name, CALLED) from None
