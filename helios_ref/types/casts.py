"""Values that move from one type to another, by assignment or by CAST (SQL-022)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any, Final

from helios_ref.errors import CannotCoerceError, DatatypeMismatchError, OutOfRangeError
from helios_ref.types.boolean import BOOLEAN, BooleanType
from helios_ref.types.dates import DateType, TimestampType, midnight
from helios_ref.types.floats import REAL, FloatType
from helios_ref.types.integer import INTEGER, IntegerType
from helios_ref.types.numeric import NumericType
from helios_ref.types.sql_type import SqlType, Value, printable
from helios_ref.types.text import TextType, UnknownType

Conversion = Callable[["Value"], "Value"]
"""Turns a value of one type into one of another; NULL into NULL."""

Make = Callable[[Any, Any], Callable[[Any], "Value"]]
"""Makes what converts values other than NULL from a type of one class to one of another."""


_SINGLE_DIGITS: Final = Context(prec=6)
_DOUBLE_DIGITS: Final = Context(prec=15)
"""How many digits of a float PostgreSQL keeps in a decimal."""


def _float_to_decimal(source: FloatType, target: NumericType) -> Callable[[float], Decimal]:
    digits = _SINGLE_DIGITS if source == REAL else _DOUBLE_DIGITS
    return lambda value: target.fitted(digits.normalize(Decimal(value)))


CASTS: Final[dict[tuple[type[SqlType], type[SqlType]], Make]] = {
    (IntegerType, IntegerType): lambda _, target: target.within,
    (NumericType, IntegerType): lambda _, target: target.rounded,
    (FloatType, IntegerType): lambda _, target: target.rounded,
    (IntegerType, NumericType): lambda _, target: lambda value: target.fitted(Decimal(value)),
    (NumericType, NumericType): lambda _, target: target.fitted,
    (FloatType, NumericType): _float_to_decimal,
    (IntegerType, FloatType): lambda _, target: lambda value: target.nearest(Decimal(value)),
    (NumericType, FloatType): lambda _, target: target.nearest,
    (FloatType, FloatType): lambda _, target: target.narrowed,
    (DateType, TimestampType): lambda *_: midnight,
    (TimestampType, DateType): lambda *_: datetime.date,
}
"""From row to row the table of SQL-022, but for texts."""

EXPLICIT: Final[dict[tuple[SqlType, SqlType], Callable[[Any], Value]]] = {
    (INTEGER, BOOLEAN): bool,
    (BOOLEAN, INTEGER): int,
}
"""What CAST alone converts beyond that; no other integer type becomes a BOOLEAN."""


@lru_cache(maxsize=4096)
def conversion(source: SqlType, target: SqlType, *, explicit: bool = False) -> Conversion:
    """
    Return what turns values of one type into those of another, in an assignment or a CAST.

    NULL fits every type. An `unknown` is a text to be read as `target`. DatatypeMismatchError
    where an assignment has no such conversion (its `what` is "the target"), CannotCoerceError
    where even CAST has none.
    """
    convert = _found(source, target, explicit=explicit)
    if convert is not None:
        return _telling(convert, source)
    if explicit:
        raise CannotCoerceError(source.general_name, target.general_name)
    raise DatatypeMismatchError("the target", target.general_name, source.general_name)


def _telling(convert: Callable[[Any], Value], source: SqlType) -> Conversion:
    """Return a conversion that leaves NULL alone, and tells what it was given (ERR-011)."""

    def converted(value: Value) -> Value:
        if value is None:
            return None
        try:
            return convert(value)
        except OutOfRangeError as refusal:
            raise OutOfRangeError(str(source.shown(value)), refusal.type) from None

    return converted


def _found(source: SqlType, target: SqlType, *, explicit: bool) -> Callable[[Any], Value] | None:
    if isinstance(target, TextType):
        return _to_text(source, target, explicit=explicit)
    if isinstance(source, UnknownType) or (explicit and isinstance(source, TextType)):
        return target.parsed
    make = CASTS.get((type(source), type(target)))
    if make is not None:
        return make(source, target)
    if type(source) is type(target):
        return _as_it_is
    return EXPLICIT.get((source.plain, target.plain)) if explicit else None


def _as_it_is(value: Value) -> Value:
    return value


def _to_text(source: SqlType, target: TextType, *, explicit: bool) -> Callable[[Any], str]:
    """Return how a value becomes a text; CAST cuts it, all else refuses a long one (SQL-104)."""
    text = _text_of(source)
    if explicit:
        return lambda value: text(value)[: target.length]
    return lambda value: target.assigned(text(value))


def _text_of(source: SqlType) -> Callable[[Any], Any]:
    match source:
        case UnknownType():
            return printable
        case TextType():
            return _as_it_is
        case BooleanType():
            return lambda value: "true" if value else "false"
        case _:
            return source.shown
