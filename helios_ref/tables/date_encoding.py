"""Dates and timestamps as numbers since 1970 (01-model)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

_FIRST_DAY: Final = date(1970, 1, 1).toordinal()
_FIRST_MOMENT: Final = datetime.fromordinal(_FIRST_DAY)
_MICROSECOND: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1) // _MICROSECOND


def days(value: date) -> int:
    """Return the days since 1970-01-01 (MOD-023)."""
    return value.toordinal() - _FIRST_DAY


def from_days(number: int) -> date:
    """Return the date so many days after 1970-01-01 (MOD-023)."""
    return date.fromordinal(number + _FIRST_DAY)


def micros(value: datetime) -> int:
    """Return the microseconds since 1970-01-01 00:00:00 (MOD-023)."""
    return (value - _FIRST_MOMENT) // _MICROSECOND


def from_micros(number: int) -> datetime:
    """Return the timestamp so many microseconds after 1970-01-01 00:00:00 (MOD-023)."""
    return _FIRST_MOMENT + timedelta(microseconds=number)


DAYS: Final = (days(date.min), days(date.max))
"""The first and the last date (MOD-027)."""

MICROS: Final = (DAYS[0] * _DAY, (DAYS[1] + 1) * _DAY - 1)
"""The first and the last timestamp (MOD-027)."""
