"""DATE and TIMESTAMP (01-model)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, Final

from msgspec import Meta

from helios_ref.errors import DatetimeFormatError, DatetimeRangeError
from helios_ref.types.key_encoding import NULL, NUMBER, decode_integer, encode_integer
from helios_ref.types.sql_type import WHITESPACE, Category, SqlType

_FORM: Final = re.compile(
    r"""
    (?: ([0-9]{4,})-([0-9]{1,2})-([0-9]{1,2}) | ([0-9]{4})([0-9]{2})([0-9]{2}) )
    (?: (?:[ ]+|T) ([0-9]{1,2}) : ([0-9]{1,2}) (?: :([0-9]{1,2}) (?:\.([0-9]*))? )?
        (?: [ ]* (?:Z|[+-][0-9]{1,2}(?::?[0-9]{2})?) )? )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
"""The forms of MOD-028; a zone is read and ignored, as in PostgreSQL."""

_SIXTY: Final = 60
"""Seconds may be 60, and hours 24, as long as nothing is after the end of the day."""

_YEAR_DIGITS: Final = 4


_FIRST_DAY: Final = date(1970, 1, 1).toordinal()
_FIRST_MOMENT: Final = datetime.fromordinal(_FIRST_DAY)
_MICROSECOND: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1) // _MICROSECOND


class DateType(SqlType):
    """Days of the years 1 to 9999 (MOD-027)."""

    __slots__ = ()

    category = Category.DATETIME
    python = date

    def _parsed(self, text: str) -> date:
        """Return the day; a time beside it is read and dropped (MOD-028)."""
        return _read(text, self)[0]


class TimestampType(SqlType):
    """Microseconds of the years 1 to 9999, without a zone (MOD-027)."""

    __slots__ = ()

    category = Category.DATETIME
    python = datetime

    def _parsed(self, text: str) -> datetime:
        on, since = _read(text, self)
        try:
            return midnight(on) + since
        except OverflowError:
            raise DatetimeRangeError(self.name, text) from None

    def _shown(self, value: datetime) -> str:
        return shown_moment(value)


def _read(text: str, type_: SqlType) -> tuple[date, timedelta]:
    """Return the date, and the time since its midnight; 24:00:00 is the next one (SQL-100)."""
    match = _FORM.fullmatch(text.strip(WHITESPACE))
    if match is None:
        raise DatetimeFormatError(type_.name, text)
    year, month, day_, *compact = match.groups()[:6]
    hour, minute, second, fraction = match.groups(default="0")[6:]
    numbers = (year, month, day_) if year else compact
    clock = timedelta(hours=int(hour), minutes=int(minute), seconds=int(second))
    clock += timedelta(microseconds=round(float(f"0.{fraction}") * 1_000_000))
    if clock > timedelta(days=1) or int(minute) >= _SIXTY or int(second) > _SIXTY:
        raise DatetimeRangeError(type_.name, text)
    try:
        if len(numbers[0]) > _YEAR_DIGITS and numbers[0].lstrip("0") != numbers[0][-4:]:
            raise DatetimeRangeError(type_.name, text)
        whole = date(*map(int, numbers))
    except ValueError:
        raise DatetimeRangeError(type_.name, text) from None
    return whole, clock


def midnight(on: date) -> datetime:
    """Return the first moment of a date."""
    return datetime.combine(on, time.min)


def shown_moment(value: datetime) -> str:
    """Return the text of a timestamp, without trailing zeros of its fraction (MOD-023)."""
    text = value.isoformat(" ")
    return text.rstrip("0") if value.microsecond else text


def _days(value: date) -> int:
    return value.toordinal() - _FIRST_DAY


def _from_days(number: int) -> date:
    return date.fromordinal(number + _FIRST_DAY)


def _micros(value: datetime) -> int:
    return (value - _FIRST_MOMENT) // _MICROSECOND


def _from_micros(number: int) -> datetime:
    return _FIRST_MOMENT + timedelta(microseconds=number)


def _decode_date(data: bytes) -> tuple[date, int]:
    number, length = decode_integer(data)
    return _from_days(number), length


def _decode_timestamp(data: bytes) -> tuple[datetime, int]:
    number, length = decode_integer(data)
    return _from_micros(number), length


DATE: Final = DateType(
    "date",
    shape=Annotated[int, Meta(ge=_days(date.min), le=_days(date.max))],
    pack=_days,
    unpack=_from_days,
    encode=lambda value: NULL if value is None else encode_integer(_days(value)),
    decode=_decode_date,
    width=NUMBER.size,
)

TIMESTAMP: Final = TimestampType(
    "timestamp",
    shape=Annotated[int, Meta(ge=_days(date.min) * _DAY, le=(_days(date.max) + 1) * _DAY - 1)],
    pack=_micros,
    unpack=_from_micros,
    encode=lambda value: NULL if value is None else encode_integer(_micros(value)),
    decode=_decode_timestamp,
    width=NUMBER.size,
)
