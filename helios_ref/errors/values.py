"""Refusals of values that do not fit their type, with the SQLSTATEs of PostgreSQL (06-errors)."""

from __future__ import annotations

from dataclasses import dataclass

from helios_ref.errors.base import HeliosError


@dataclass(eq=False)
class CannotCoerceError(HeliosError):
    """Not even CAST leads from the one type to the other."""

    code = "CANNOT_COERCE"
    sqlstate = "42846"
    exit_code = 29
    clauses = ("SQL-022", "SQL-032")
    sentence = "cannot cast type {source} to {target}"

    source: str
    target: str


@dataclass(eq=False)
class DatetimeFormatError(HeliosError):
    """The text is not written as a date or a time is."""

    code = "INVALID_DATETIME_FORMAT"
    sqlstate = "22007"
    exit_code = 35
    clauses = ("MOD-028",)
    sentence = "invalid input syntax for type {type}: {text!r}"

    type: str
    text: str


@dataclass(eq=False)
class DatetimeRangeError(HeliosError):
    """A field of a date or time is impossible, or the whole lies outside the years 1 to 9999."""

    code = "DATETIME_FIELD_OVERFLOW"
    sqlstate = "22008"
    exit_code = 36
    clauses = ("MOD-028",)
    sentence = "date/time value {text!r} is out of range for type {type}"

    type: str
    text: str


@dataclass(eq=False)
class StringTooLongError(HeliosError):
    """A string has more characters than its column takes."""

    code = "STRING_DATA_RIGHT_TRUNCATION"
    sqlstate = "22001"
    exit_code = 37
    clauses = ("SQL-022",)
    sentence = "value too long for type {type}"

    type: str


@dataclass(eq=False)
class CharacterError(HeliosError):
    """A string holds what no text of the database can hold: U+0000, or half of a surrogate pair."""

    code = "CHARACTER_NOT_IN_REPERTOIRE"
    sqlstate = "22021"
    exit_code = 38
    clauses = ("SQL-012",)
    sentence = "the character {character} cannot be part of a text"

    character: str
    """As U+0000."""


@dataclass(eq=False)
class InvalidParameterError(HeliosError):
    """A number or a text is not one that a type or a function takes."""

    code = "INVALID_PARAMETER_VALUE"
    sqlstate = "22023"
    exit_code = 39
    clauses = ("SQL-020",)
    sentence = "{what}: {value} is not allowed ({expected})"

    what: str
    value: str
    expected: str
