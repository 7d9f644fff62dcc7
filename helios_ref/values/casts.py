"""Values that move from one type to another, by assignment or by CAST (01-model)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Context, Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from helios_ref.errors import CannotCoerceError, DatatypeMismatchError
from helios_ref.values.calendar import midnight
from helios_ref.values.floats import from_decimal, narrowed
from helios_ref.values.numbers import fitted, to_integer, within
from helios_ref.values.text import assigned, parsed, printable, shown
from helios_ref.values.types import REAL_BITS, Family

if TYPE_CHECKING:
    from helios_ref.values.types import SqlType, Value

Conversion = Callable[["Value"], "Value"]
"""Turns a value of one type into one of another; NULL into NULL."""

_INTEGER_HIGH: Final = 2**31 - 1
"""Only types with this bound convert to and from BOOLEAN."""

_SINGLE_DIGITS: Final = Context(prec=6)
_DOUBLE_DIGITS: Final = Context(prec=15)
"""How many digits of a float PostgreSQL keeps in a decimal."""


def stored(value: Value, source: SqlType, target: SqlType, *, explicit: bool = False) -> Value:
    """
    Return `value`, of type `source`, as one of type `target`, as PostgreSQL assigns or casts it.

    NULL fits every type. A `source` of family UNKNOWN is text to be read as `target`.
    DatatypeMismatchError where an assignment has no such conversion (its `what` is "the target"),
    CannotCoerceError where even CAST has none.
    """
    if value is None:
        return None
    return conversion(source, target, explicit=explicit)(value)


_TARGET: Final = "the target"


@lru_cache(maxsize=4096)
def conversion(source: SqlType, target: SqlType, *, explicit: bool = False) -> Conversion:
    """Return what `stored` does from one type to another, to be called many times."""
    for find in (_from_text, _to_text, _numeric, _special):
        found = find(source, target, explicit=explicit)
        if found is not None:
            return found
    if explicit:
        raise CannotCoerceError(source.name, target.name)
    raise DatatypeMismatchError(_TARGET, target.name, source.name)


def _from_text(source: SqlType, target: SqlType, *, explicit: bool) -> Conversion | None:
    """Return how text is read: a literal always, a typed text by CAST alone."""
    if source.family not in {Family.TEXT, Family.UNKNOWN} or target.family is Family.TEXT:
        return None
    if explicit or source.family is Family.UNKNOWN:
        return lambda value: parsed(value, target) if isinstance(value, str) else None
    return None


def _to_text(source: SqlType, target: SqlType, *, explicit: bool) -> Conversion | None:
    """Return how a value of any type becomes text; CAST cuts it, an assignment refuses."""
    if target.family is not Family.TEXT:
        return None
    literal = source.family is Family.UNKNOWN

    def text(value: Value) -> Value:
        if isinstance(value, bool):
            written: str | None = "true" if value else "false"
        else:
            written = shown(value, source)
        if written is None:
            return None
        if literal:
            written = printable(written)
        return written[: target.length] if explicit else assigned(written, target)

    return text


def _numeric(source: SqlType, target: SqlType, **_: bool) -> Conversion | None:
    """Return how numbers become numbers of another kind."""
    numbers = {Family.INTEGER, Family.NUMERIC, Family.FLOAT}
    if source.family not in numbers or target.family not in numbers:
        return None
    match target.family:
        case Family.INTEGER:
            return partial(_to_integer, target=target)
        case Family.NUMERIC:
            digits = _SINGLE_DIGITS if source.precision == REAL_BITS else _DOUBLE_DIGITS
            return partial(_to_decimal, target=target, digits=digits)
        case _:
            return partial(_to_float, target=target)


def _to_integer(value: Value, target: SqlType) -> Value:
    if isinstance(value, int):
        return within(value, target)
    return to_integer(value, target) if isinstance(value, float | Decimal) else None


def _to_decimal(value: Value, target: SqlType, digits: Context) -> Value:
    if isinstance(value, float):
        return fitted(digits.normalize(Decimal(value)), target)
    return fitted(Decimal(value), target) if isinstance(value, int | Decimal) else None


def _to_float(value: Value, target: SqlType) -> Value:
    if isinstance(value, float):
        return narrowed(value, target)
    return from_decimal(Decimal(value), target) if isinstance(value, int | Decimal) else None


def _special(source: SqlType, target: SqlType, *, explicit: bool) -> Conversion | None:
    """Return the conversions between single pairs of families, and from a family to itself."""
    match source.family, target.family:
        case Family.INTEGER, Family.BOOLEAN if explicit and source.high == _INTEGER_HIGH:
            return lambda value: None if value is None else bool(value)
        case Family.BOOLEAN, Family.INTEGER if explicit and target.high == _INTEGER_HIGH:
            return lambda value: int(value) if isinstance(value, bool) else None
        case Family.DATE, Family.TIMESTAMP:
            return lambda value: midnight(value) if isinstance(value, date) else None
        case Family.TIMESTAMP, Family.DATE:
            return lambda value: value.date() if isinstance(value, datetime) else None
        case same, family if same is family:
            return lambda value: value
        case _:
            return None
