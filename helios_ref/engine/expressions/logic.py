"""AND, OR, NOT, IS, CASE and COALESCE (SQL-055 to SQL-058)."""

from __future__ import annotations

from collections.abc import Sequence

from helios_ref.engine.expressions.evaluator import Compiled, constant, strict
from helios_ref.engine.expressions.type_coercion import common, converted, demanded
from helios_ref.tables.read_tables import Row
from helios_ref.types import BOOLEAN, UNKNOWN, Value


def both(parts: Sequence[Compiled]) -> Compiled:
    """Return the conjunction: false where any part is, else NULL where any is (SQL-055)."""
    return settled(parts, "AND", decisive=False)


def either(parts: Sequence[Compiled]) -> Compiled:
    """Return the disjunction: true where any part is, else NULL where any is (SQL-055)."""
    return settled(parts, "OR", decisive=True)


def settled(parts: Sequence[Compiled], word: str, *, decisive: bool) -> Compiled:
    """Return what the first part that is `decisive` settles."""
    conditions = [condition(part, f"an operand of {word}") for part in parts]
    evaluates = [part.evaluate for part in conditions]

    def evaluate(row: Row, given: Row) -> Value:
        answer: Value = not decisive
        for part in evaluates:
            value = part(row, given)
            if value is decisive:
                return decisive
            if value is None:
                answer = None
        return answer

    return Compiled(BOOLEAN, evaluate, free=all(part.free for part in conditions))


def condition(operand: Compiled, what: str) -> Compiled:
    """Return `operand` as the condition that it must be (SQL-035)."""
    return demanded(operand, BOOLEAN, what)


def opposite(operand: Compiled) -> Compiled:
    """Return NOT (SQL-055)."""
    return strict(BOOLEAN, lambda value: not value, condition(operand, "the operand of NOT"))


def is_null(operand: Compiled, *, negated: bool) -> Compiled:
    """Return IS [NOT] NULL, which is never NULL itself (SQL-056)."""
    evaluate = operand.evaluate
    return Compiled(
        BOOLEAN, lambda row, given: (evaluate(row, given) is None) is not negated, free=operand.free
    )


def is_truth(operand: Compiled, *, value: bool | None, negated: bool) -> Compiled:
    """Return IS [NOT] TRUE, FALSE or UNKNOWN, which is never NULL itself (SQL-056)."""
    evaluate = condition(operand, "the operand of IS").evaluate
    return Compiled(
        BOOLEAN,
        lambda row, given: (evaluate(row, given) is value) is not negated,
        free=operand.free,
    )


def case(
    conditions: Sequence[Compiled], values: Sequence[Compiled], otherwise: Compiled | None
) -> Compiled:
    """Return the value of the first condition that holds; others are not evaluated (SQL-057)."""
    fallback = otherwise or constant(None, UNKNOWN)
    type_ = common([fallback, *values], "CASE")
    whens = [condition(when, "a condition of CASE") for when in conditions]
    thens = [converted(value, type_).evaluate for value in values]
    branches = list(zip((when.evaluate for when in whens), thens, strict=True))
    last = converted(fallback, type_).evaluate

    def evaluate(row: Row, given: Row) -> Value:
        for when, then in branches:
            if when(row, given):
                return then(row, given)
        return last(row, given)

    free = all(part.free for part in (*whens, *values, fallback))
    return Compiled(type_, evaluate, free=free)


def coalesce(operands: Sequence[Compiled]) -> Compiled:
    """Return the first value that is not NULL; later ones are not evaluated (SQL-058)."""
    type_ = common(operands, "COALESCE")
    evaluates = [converted(operand, type_).evaluate for operand in operands]

    def evaluate(row: Row, given: Row) -> Value:
        for operand in evaluates:
            value = operand(row, given)
            if value is not None:
                return value
        return None

    return Compiled(type_, evaluate, free=all(operand.free for operand in operands))
