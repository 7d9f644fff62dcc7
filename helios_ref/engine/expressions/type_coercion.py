"""Which type an expression has where it stands, and how it gets there (SQL-030 to SQL-034)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from helios_ref import types as t
from helios_ref.engine.expressions.evaluator import Compiled, constant
from helios_ref.errors import CannotCoerceError, DatatypeMismatchError, HeliosError
from helios_ref.tables.read_tables import Row
from helios_ref.types.casts import conversion

LADDER: Final = ("smallint", "integer", "bigint", "numeric", "real", "double precision")
"""Each number becomes one further on where both meet (SQL-031)."""


def alternative(type_: t.SqlType) -> t.SqlType:
    """Return the type that an alternative has: no counter, precision or length (SQL-032)."""
    return t.VARYING if isinstance(type_, t.TextType) and type_ != t.TEXT else type_.plain


def converted(operand: Compiled, target: t.SqlType, *, explicit: bool = False) -> Compiled:
    """
    Return `operand` as a value of `target`; a constant is converted once.

    A literal that is no value of the type is refused here and now (SQL-033). A value that does not
    fit is refused where it is evaluated, which a DEFAULT or a branch of a CASE may never be.
    """
    if is_already(operand.type, target):
        return Compiled(target, operand.evaluate, operand.constant, operand.free)
    if operand.type == t.UNKNOWN and target.plain != target:
        operand = converted(operand, target.plain)
    convert = conversion(operand.type, target, explicit=explicit)
    if operand.constant:
        try:
            return constant(convert(operand.value), target)
        except HeliosError:
            if operand.type == t.UNKNOWN:
                raise
    evaluate = operand.evaluate

    def conversion_of(row: Row, given: Row) -> t.Value:
        return convert(evaluate(row, given))

    return Compiled(target, conversion_of, free=operand.free)


def typed(operand: Compiled) -> Compiled:
    """Return `operand`; a literal to which its place gives no type is TEXT (SQL-064)."""
    return converted(operand, t.TEXT) if operand.type == t.UNKNOWN else operand


def is_already(source: t.SqlType, target: t.SqlType) -> bool:
    """Whether every value of `source` is one of `target` as it stands."""
    match source, target:
        case _ if source == target:
            return True
        case t.IntegerType(), t.IntegerType():
            return target.low <= source.low and source.high <= target.high
        case (t.NumericType(), t.NumericType(precision=None)) | (
            t.TextType(),
            t.TextType(length=None),
        ):
            return True
        case t.FloatType(), t.FloatType():
            return target == t.DOUBLE
        case _:
            return False


def assigned(operand: Compiled, target: t.SqlType, column: str) -> Compiled:
    """Return `operand` as a value that a column takes (SQL-034)."""
    try:
        return converted(operand, target)
    except DatatypeMismatchError as refusal:
        what = f'column "{column}"'
        raise DatatypeMismatchError(what, refusal.expected, refusal.actual) from None


def demanded(operand: Compiled, target: t.SqlType, what: str) -> Compiled:
    """Return `operand` where only `target` will do, as a condition is BOOLEAN (SQL-035)."""
    if operand.type == t.UNKNOWN or type(operand.type) is type(target):
        return converted(operand, target)
    raise DatatypeMismatchError(what, target.general_name, operand.type.general_name)


def common(operands: Sequence[Compiled], what: str) -> t.SqlType:
    """Return the type that several expressions meet in (SQL-032)."""
    met: t.SqlType = t.UNKNOWN
    for operand in operands:
        both = joined(met, alternative(operand.type))
        if both is None:
            raise _parting(operands, what, met.general_name, operand.type.general_name)
        met = both
    return t.TEXT if met == t.UNKNOWN else met


def _parting(operands: Sequence[Compiled], what: str, met: str, other: str) -> HeliosError:
    """Return the refusal of a type that does not meet with those before it (SQL-032)."""
    categories = {operand.type.category for operand in operands} - {t.Category.LITERAL}
    if categories == {t.Category.OTHER}:
        return CannotCoerceError(other, met)
    return DatatypeMismatchError(what, met, other)


def meeting(operands: Sequence[Compiled]) -> t.SqlType | None:
    """Return the type that several expressions meet in, or None (SQL-032)."""
    try:
        return common(operands, "")
    except HeliosError:
        return None


def joined(left: t.SqlType, right: t.SqlType) -> t.SqlType | None:
    """Return the type that two plain types meet in, or None (SQL-031)."""
    if right in (left, t.UNKNOWN):
        return left
    if left == t.UNKNOWN:
        return right
    if left.category is right.category is t.Category.NUMBER:
        return max(left, right, key=lambda type_: LADDER.index(type_.name))
    if isinstance(left, t.TextType) and isinstance(right, t.TextType):
        return left
    if {left, right} == {t.DATE, t.TIMESTAMP}:
        return t.TIMESTAMP
    return None


def ground(left: Compiled, right: Compiled) -> t.SqlType | None:
    """Return the type in which two operands are compared or combined, or None (SQL-031)."""
    ours, theirs = left.type.plain, right.type.plain
    met = joined(ours, theirs)
    if met is None or not met.comparable:
        return None
    if met == t.REAL and t.UNKNOWN not in {ours, theirs} and ours != theirs:
        return t.DOUBLE
    return t.TEXT if met == t.UNKNOWN else met
