"""Which type an expression has where it stands, and how it gets there (SQL-030 to SQL-034)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from helios_ref.engine.compiled import Compiled, Row, constant
from helios_ref.errors import DatatypeMismatchError
from helios_ref.values import UNKNOWN, Family, type_named
from helios_ref.values.casts import conversion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.values import SqlType, Value

SMALLINT: Final = type_named("smallint")
INTEGER: Final = type_named("integer")
BIGINT: Final = type_named("bigint")
NUMERIC: Final = type_named("numeric")
REAL: Final = type_named("real")
DOUBLE: Final = type_named("double precision")
TEXT: Final = type_named("text")
BOOLEAN: Final = type_named("boolean")
DATE: Final = type_named("date")
TIMESTAMP: Final = type_named("timestamp")

LADDER: Final = ("smallint", "integer", "bigint", "numeric", "real", "double precision")
"""Each number becomes one further on where both meet (SQL-031)."""

PLAIN: Final = {"serial": INTEGER, "bigserial": BIGINT}
"""What the values of a column with a counter are."""

NUMBERS: Final = frozenset({Family.INTEGER, Family.NUMERIC, Family.FLOAT})


def plain(type_: SqlType) -> SqlType:
    """Return the type that an operator sees: no counter, precision or length (SQL-030)."""
    if type_.family is Family.NUMERIC:
        return NUMERIC
    if type_.family is Family.TEXT:
        return TEXT
    return PLAIN.get(type_.name, type_)


def converted(operand: Compiled, target: SqlType, *, explicit: bool = False) -> Compiled:
    """Return `operand` as a value of `target`; a constant is converted once (SQL-033)."""
    if is_already(operand.type, target):
        return Compiled(target, operand.evaluate, operand.constant, operand.free)
    convert = conversion(operand.type, target, explicit=explicit)
    if operand.constant:
        return constant(convert(operand.value), target)
    evaluate = operand.evaluate

    def conversion_of(row: Row, given: Row) -> Value:
        return convert(evaluate(row, given))

    return Compiled(target, conversion_of, free=operand.free)


def is_already(source: SqlType, target: SqlType) -> bool:
    """Whether every value of `source` is one of `target` as it stands."""
    if source is target or source.family is not target.family:
        return source is target
    match target.family:
        case Family.INTEGER:
            return target.low <= source.low and source.high <= target.high
        case Family.NUMERIC:
            return target.precision is None
        case Family.TEXT:
            return target.length is None
        case Family.FLOAT:
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
    if operand.type == UNKNOWN or operand.type.family is target.family:
        return converted(operand, target)
    raise DatatypeMismatchError(what, target.name, operand.type.name)


def common(operands: Sequence[Compiled], what: str) -> SqlType:
    """Return the type that several expressions meet in (SQL-032)."""
    met = UNKNOWN
    for operand in operands:
        met = joined(met, plain(operand.type)) or mismatch(what, met, operand.type)
    return TEXT if met == UNKNOWN else met


def joined(left: SqlType, right: SqlType) -> SqlType | None:
    """Return the type that two plain types meet in, or None (SQL-031)."""
    if right in (left, UNKNOWN):
        return left
    if left == UNKNOWN:
        return right
    if left.family in NUMBERS and right.family in NUMBERS:
        return max(left, right, key=lambda type_: LADDER.index(type_.name))
    if {left, right} == {DATE, TIMESTAMP}:
        return TIMESTAMP
    return None


def mismatch(what: str, left: SqlType, right: SqlType) -> SqlType:
    """Refuse types that do not meet."""
    raise DatatypeMismatchError(what, left.name, right.name)
