"""Which type an expression has where it stands, and how it gets there (SQL-030 to SQL-034)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from helios_ref.engine.expressions.evaluator import Compiled, Row, constant
from helios_ref.errors import CannotCoerceError, DatatypeMismatchError, HeliosError
from helios_ref.types import (
    DATE,
    DOUBLE,
    TEXT,
    TIMESTAMP,
    UNKNOWN,
    VARYING,
    Category,
    Float,
    Integer,
    Numeric,
    Text,
)
from helios_ref.types.casts import conversion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.types import SqlType, Value

LADDER: Final = ("smallint", "integer", "bigint", "numeric", "real", "double precision")
"""Each number becomes one further on where both meet (SQL-031)."""


def alternative(type_: SqlType) -> SqlType:
    """Return the type that an alternative has: no counter, precision or length (SQL-032)."""
    return VARYING if isinstance(type_, Text) and type_ != TEXT else type_.plain


def converted(operand: Compiled, target: SqlType, *, explicit: bool = False) -> Compiled:
    """
    Return `operand` as a value of `target`; a constant is converted once.

    A literal that is no value of the type is refused here and now (SQL-033). A value that does not
    fit is refused where it is evaluated, which a DEFAULT or a branch of a CASE may never be.
    """
    if is_already(operand.type, target):
        return Compiled(target, operand.evaluate, operand.constant, operand.free)
    if operand.type == UNKNOWN and target.plain != target:
        operand = converted(operand, target.plain)
    convert = conversion(operand.type, target, explicit=explicit)
    if operand.constant:
        try:
            return constant(convert(operand.value), target)
        except HeliosError:
            if operand.type == UNKNOWN:
                raise
    evaluate = operand.evaluate

    def conversion_of(row: Row, given: Row) -> Value:
        return convert(evaluate(row, given))

    return Compiled(target, conversion_of, free=operand.free)


def is_already(source: SqlType, target: SqlType) -> bool:
    """Whether every value of `source` is one of `target` as it stands."""
    match source, target:
        case _ if source == target:
            return True
        case Integer(), Integer():
            return target.low <= source.low and source.high <= target.high
        case (Numeric(), Numeric(precision=None)) | (Text(), Text(length=None)):
            return True
        case Float(), Float():
            return target == DOUBLE
        case _:
            return False


def assigned(operand: Compiled, target: SqlType, column: str) -> Compiled:
    """Return `operand` as a value that a column takes (SQL-034)."""
    try:
        return converted(operand, target)
    except DatatypeMismatchError as refusal:
        what = f'column "{column}"'
        raise DatatypeMismatchError(what, refusal.expected, refusal.actual) from None


def demanded(operand: Compiled, target: SqlType, what: str) -> Compiled:
    """Return `operand` where only `target` will do, as a condition is BOOLEAN (SQL-035)."""
    if operand.type == UNKNOWN or type(operand.type) is type(target):
        return converted(operand, target)
    raise DatatypeMismatchError(what, target.name, operand.type.name)


def common(operands: Sequence[Compiled], what: str) -> SqlType:
    """Return the type that several expressions meet in (SQL-032)."""
    met = meeting(operands)
    if met is not None:
        return met
    first, *others = [operand.type for operand in operands if operand.type != UNKNOWN]
    other = next(type_ for type_ in others if joined(first.plain, type_.plain) is None)
    if all(type_.category is Category.OTHER for type_ in (first, *others)):
        raise CannotCoerceError(other.name, first.name)
    raise DatatypeMismatchError(what, first.name, other.name)


def meeting(operands: Sequence[Compiled]) -> SqlType | None:
    """Return the type that several expressions meet in, or None (SQL-032)."""
    met: SqlType = UNKNOWN
    for operand in operands:
        both = joined(met, alternative(operand.type))
        if both is None:
            return None
        met = both
    return TEXT if met == UNKNOWN else met


def joined(left: SqlType, right: SqlType) -> SqlType | None:
    """Return the type that two plain types meet in, or None (SQL-031)."""
    if right in (left, UNKNOWN):
        return left
    if left == UNKNOWN:
        return right
    if left.category is right.category is Category.NUMBER:
        return max(left, right, key=lambda type_: LADDER.index(type_.name))
    if isinstance(left, Text) and isinstance(right, Text):
        return left
    if {left, right} == {DATE, TIMESTAMP}:
        return TIMESTAMP
    return None
