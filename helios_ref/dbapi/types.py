"""Values that go in as parameters and come out as cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day
from decimal import Decimal
from typing import Any, Final, cast
from uuid import UUID

from helios_ref.dbapi.exceptions import InterfaceError
from helios_ref.errors import OutOfRangeError
from helios_ref.types import BIGINT, NUMERIC, TYPES, Value
from helios_ref.types.numeric import WHOLE_BITS, of_integer

Date = date
Time = time_of_day
Timestamp = datetime
Binary = bytes


def DateFromTicks(ticks: float) -> date:  # noqa: N802  # PEP 249 names it
    """Return the local date of a moment in seconds since 1970."""
    return TimestampFromTicks(ticks).date()


def TimeFromTicks(ticks: float) -> time_of_day:  # noqa: N802  # PEP 249 names it
    """Return the local time of day of a moment in seconds since 1970."""
    return TimestampFromTicks(ticks).time()


def TimestampFromTicks(ticks: float) -> datetime:  # noqa: N802  # PEP 249 names it
    """Return the local date and time of a moment in seconds since 1970."""
    return datetime.fromtimestamp(ticks).replace(microsecond=0)  # noqa: DTZ006  # TIMESTAMP has no zone


@dataclass(frozen=True, slots=True)
class Kind:
    """A group of types, equal to the name of each of them (PEP 249)."""

    names: frozenset[str]

    def __eq__(self, other: object) -> bool:
        """Compare with a type code of a cursor's description."""
        if isinstance(other, str):
            return other.partition("(")[0] in self.names
        return isinstance(other, Kind) and self.names == other.names

    def __hash__(self) -> int:
        """Hash what never changes."""
        return hash(self.names)


def _kind(*pythons: type) -> Kind:
    """Return the types whose values are of these classes to Python."""
    return Kind(frozenset(name for name, type_ in TYPES.items() if type_.python in pythons))


STRING: Final = _kind(str, UUID)
BINARY: Final = _kind(bytes)
NUMBER: Final = _kind(int, Decimal, float, bool)
DATETIME: Final = _kind(date, datetime)
ROWID: Final = _kind()

EXACT: Final = {type(None), *(type_.python for type_ in TYPES.values())} - {
    int,
    str,
    Decimal,
    datetime,
}
"""Types whose values are parameters as they stand; those of the others are looked at."""

LOW: Final = BIGINT.low
HIGH: Final = BIGINT.high
SEQUENCES: Final = frozenset({tuple, list})


def is_sequence(values: object) -> bool:
    """Whether something other than text has an order."""
    return isinstance(values, Sequence) and not isinstance(values, str | bytes)


def parameters(values: Sequence[object]) -> tuple[Value, ...]:
    """Return values that the engine knows for those of a program."""
    if type(values) not in SEQUENCES and not is_sequence(values):
        raise InterfaceError(f"parameters are a sequence of values, not {type(values).__name__}")
    return tuple([parameter(value) for value in values])


def parameter(value: object) -> Value:
    """Return the value that the engine knows for one of a program (SQL-015)."""
    kind = type(value)
    if kind in EXACT or (kind is int and LOW <= cast("int", value) <= HIGH):
        return cast("Value", value)
    for base, known in KNOWN:
        if isinstance(value, base):
            return known(value)
    raise InterfaceError(f"no type of SQL has the values of {kind.__name__}")


def _text(value: str) -> Value:
    """Return a text, which has an encoding in UTF-8 unless a surrogate stands in it alone."""
    plain = str.__str__(value)
    try:
        if not plain.isascii():
            plain.encode()
    except UnicodeEncodeError:
        raise InterfaceError("a text with a lone surrogate has no encoding in UTF-8") from None
    return plain


def _number(value: int) -> Value:
    """Return an integer, as a DECIMAL where no integer type holds it."""
    plain = int.__index__(value)
    if LOW <= plain <= HIGH:
        return plain
    if plain.bit_length() > WHOLE_BITS:
        raise OutOfRangeError(f"an integer of {plain.bit_length()} bits", NUMERIC.name)
    return NUMERIC.fitted(of_integer(plain))


def _decimal(value: Decimal) -> Value:
    """Return a decimal within its limits: there is one NaN, and no negative zero (MOD-024)."""
    return Decimal("NaN") if value.is_nan() else NUMERIC.fitted(Decimal(value))


def _bytes(value: bytes | bytearray | memoryview) -> Value:
    """Return the bytes of a buffer that was not released."""
    try:
        return bytes(memoryview(value))
    except ValueError:
        raise InterfaceError("the memoryview was released") from None


def _moment(value: datetime) -> Value:
    """Return a moment without a zone."""
    if value.tzinfo is not None:
        raise InterfaceError("TIMESTAMP has no time zone")
    return datetime.combine(datetime.date(value), datetime.time(value))


def _day(value: date) -> Value:
    """Return a date."""
    return date.fromordinal(date.toordinal(value))


KNOWN: Final[tuple[tuple[type | tuple[type, ...], Callable[[Any], Value]], ...]] = (
    (str, _text),
    (int, _number),
    (Decimal, _decimal),
    (float, float.__float__),
    ((bytes, bytearray, memoryview), _bytes),
    (datetime, _moment),
    (date, _day),
)
"""What makes values of other types, and of what only derives from a type, by its own means."""
