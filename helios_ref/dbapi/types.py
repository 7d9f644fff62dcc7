"""Values that go in as parameters and come out as cells."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast
from uuid import UUID

from helios_ref.dbapi.exceptions import InterfaceError

if TYPE_CHECKING:
    from helios_ref.values import Value

Date = date
Time = time_of_day
Timestamp = datetime
Binary = bytes


def DateFromTicks(ticks: float) -> date:  # noqa: N802  # PEP 249 names it
    """Return the local date of a moment in seconds since 1970."""
    return date(*time.localtime(ticks)[:3])


def TimeFromTicks(ticks: float) -> time_of_day:  # noqa: N802  # PEP 249 names it
    """Return the local time of day of a moment in seconds since 1970."""
    return time_of_day(*time.localtime(ticks)[3:6])


def TimestampFromTicks(ticks: float) -> datetime:  # noqa: N802  # PEP 249 names it
    """Return the local date and time of a moment in seconds since 1970."""
    return datetime(*time.localtime(ticks)[:6])  # noqa: DTZ001  # TIMESTAMP has no zone


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


STRING: Final = Kind(frozenset({"text", "character varying", "json", "uuid"}))
BINARY: Final = Kind(frozenset({"bytea"}))
NUMBER: Final = Kind(
    frozenset({"smallint", "integer", "bigint", "numeric", "real", "double precision", "boolean"})
)
DATETIME: Final = Kind(frozenset({"date", "timestamp"}))
ROWID: Final = Kind(frozenset())

EXACT: Final = frozenset({type(None), bool, int, float, Decimal, str, bytes, date, UUID})
"""Types whose values are parameters as they stand; so is a datetime without a zone."""


SEQUENCES: Final = frozenset({tuple, list})


def is_sequence(values: object) -> bool:
    """Whether something other than text has an order."""
    return isinstance(values, Sequence) and not isinstance(values, str | bytes)


def parameters(values: Sequence[object]) -> tuple[Value, ...]:
    """Return values that the engine knows for those of a program."""
    if type(values) not in SEQUENCES and not is_sequence(values):
        what = f"parameters are a sequence of values, not {type(values).__name__}"
        raise InterfaceError(what)
    return tuple([parameter(value) for value in values])


def parameter(value: object) -> Value:
    """Return the value that the engine knows for one of a program."""
    if type(value) in EXACT or (isinstance(value, datetime) and value.tzinfo is None):
        return cast("Value", value)
    match value:  # what only derives from a type is made one of it
        case bytearray() | memoryview() | bytes():
            return bytes(value)
        case int():
            return int(value)
        case float():
            return float(value)
        case str():
            return str(value)
    what = f"no type of SQL has the value {value!r}"
    raise InterfaceError(what)
