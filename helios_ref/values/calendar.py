"""Dates and timestamps as text (01-model)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from helios_ref.errors import DatetimeFormatError, DatetimeRangeError
from helios_ref.values.numbers import BLANKS

if TYPE_CHECKING:
    from helios_ref.values.types import SqlType

_FORM: Final = re.compile(
    r"""
    (?: ([0-9]{4,})-([0-9]{1,2})-([0-9]{1,2}) | ([0-9]{4})([0-9]{2})([0-9]{2}) )
    (?: (?:[ ]+|T) ([0-9]{1,2}) : ([0-9]{1,2}) (?: :([0-9]{1,2}) (?:\.([0-9]*))? )?
        (?: [ ]* (?:Z|[+-][0-9]{1,2}(?::?[0-9]{2})?) )? )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
"""The forms of MOD-028; a zone is read and ignored, as in PostgreSQL."""

_HOURS: Final = 24
_SIXTY: Final = 60
"""Seconds of the last minute of a day may be 60, and hours 24: they roll over."""

_YEAR_DIGITS: Final = 4


def moment(text: str, type_: SqlType) -> datetime:
    """Return the timestamp that `text` denotes (MOD-028)."""
    on, since = _read(text, type_)
    try:
        return midnight(on) + since
    except OverflowError:
        raise DatetimeRangeError(type_.name, text) from None


def day(text: str, type_: SqlType) -> date:
    """Return the date that `text` denotes; a time beside it is read and dropped (MOD-028)."""
    return _read(text, type_)[0]


def _read(text: str, type_: SqlType) -> tuple[date, timedelta]:
    match = _FORM.fullmatch(text.strip(BLANKS))
    if match is None:
        raise DatetimeFormatError(type_.name, text)
    year, month, day_, *compact = match.groups()[:6]
    hour, minute, second, fraction = match.groups(default="0")[6:]
    numbers = (year, month, day_) if year else compact
    clock = int(hour), int(minute), int(second)
    micros = round(float(f"0.{fraction}") * 1_000_000)
    beyond = clock[0] == _HOURS and (any(clock[1:]) or micros)
    if beyond or clock[0] > _HOURS or clock[1] >= _SIXTY or clock[2] > _SIXTY:
        raise DatetimeRangeError(type_.name, text)
    try:
        if len(numbers[0]) > _YEAR_DIGITS and numbers[0].lstrip("0") != numbers[0][-4:]:
            raise DatetimeRangeError(type_.name, text)
        whole = date(*map(int, numbers))
    except ValueError:
        raise DatetimeRangeError(type_.name, text) from None
    return whole, timedelta(hours=clock[0], minutes=clock[1], seconds=clock[2], microseconds=micros)


def midnight(on: date) -> datetime:
    """Return the first moment of a date."""
    return datetime.combine(on, time.min)


def shown_moment(value: datetime) -> str:
    """Return the text of a timestamp, without trailing zeros of its fraction (MOD-023)."""
    text = value.isoformat(" ")
    return text.rstrip("0") if value.microsecond else text
