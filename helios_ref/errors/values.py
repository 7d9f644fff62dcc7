"""Refusals of values, rows and sizes: exit codes 30 to 45 (06-errors)."""

from helios_ref.errors.base import HeliosError


class NotNullViolationError(HeliosError, sqlstate="23502", exit=30, clauses="SQL-074"):
    """A column that must have a value would have none."""

    sentence = 'null value in column "{column}" of relation "{table}"'
    hint = "give the column a value, or a DEFAULT"

    table: str
    column: str


class UniqueViolationError(HeliosError, sqlstate="23505", exit=31, clauses="SQL-074"):
    """Two rows would have equal values where they must differ."""

    sentence = 'duplicate key in unique constraint "{constraint}" of relation "{table}": {values}'
    hint = "another row has these values: change that one, or give others"

    table: str
    constraint: str
    values: str


class CheckViolationError(HeliosError, sqlstate="23514", exit=32, clauses="SQL-074 SQL-084"):
    """A row would break a CHECK constraint."""

    sentence = 'the row breaks check constraint "{constraint}" of relation "{table}"'
    hint = "give values for which the condition holds"

    table: str
    constraint: str


class OutOfRangeError(
    HeliosError,
    code="NUMERIC_VALUE_OUT_OF_RANGE",
    sqlstate="22003",
    exit=33,
    clauses="SQL-022 SQL-015 SQL-042 SQL-044 SQL-072",
):
    """A number lies outside its type."""

    sentence = "value {value} is out of range for type {type}"
    hint = "give a value within the range, or take a wider type"

    value: str
    type: str


class InvalidTextError(
    HeliosError, code="INVALID_TEXT_REPRESENTATION", sqlstate="22P02", exit=34, clauses="SQL-033"
):
    """The text does not denote a value of the type."""

    sentence = "invalid input syntax for type {type}: {text!r}"
    hint = r'write a number as 42 or 9.99, a boolean as true, bytes as \x00ff, JSON as [1, "a"]'

    type: str
    text: str


class DatetimeFormatError(
    HeliosError, code="INVALID_DATETIME_FORMAT", sqlstate="22007", exit=35, clauses="MOD-028"
):
    """The text is not written as a date or a time is."""

    sentence = "invalid input syntax for type {type}: {text!r}"
    hint = "write dates as 2026-03-26, and moments as 2026-03-26 10:20:30"

    type: str
    text: str


class DatetimeRangeError(
    HeliosError, code="DATETIME_FIELD_OVERFLOW", sqlstate="22008", exit=36, clauses="MOD-028"
):
    """A field of a date or time is impossible, or the whole lies outside the years 1 to 9999."""

    sentence = "date/time value {text!r} is out of range for type {type}"
    hint = "the years are 1 to 9999, and each month has days of its own"

    type: str
    text: str


class StringTooLongError(
    HeliosError, code="STRING_DATA_RIGHT_TRUNCATION", sqlstate="22001", exit=37, clauses="SQL-022"
):
    """A string has more characters than its column takes."""

    sentence = "value too long for type {type}"
    hint = "shorten the text, or CAST it, which cuts it off"

    type: str


class CharacterError(
    HeliosError, code="CHARACTER_NOT_IN_REPERTOIRE", sqlstate="22021", exit=38, clauses="SQL-012"
):
    """A string holds what no text of the database can hold: U+0000, or half of a surrogate pair."""

    sentence = "the character {character} cannot be part of a text"
    hint = "leave it out, or keep bytes as BYTEA"

    character: str
    """As U+0000."""


class InvalidParameterError(
    HeliosError, code="INVALID_PARAMETER_VALUE", sqlstate="22023", exit=39, clauses="SQL-020"
):
    """A number or a text is not one that a type or a function takes."""

    sentence = "{what}: {value} is not allowed ({expected})"
    hint = "give another value: {expected}"

    what: str
    value: str
    expected: str


class ProgramLimitError(
    HeliosError,
    code="PROGRAM_LIMIT_EXCEEDED",
    sqlstate="54000",
    exit=40,
    clauses="MOD-040 SQL-037 SQL-094",
):
    """A limit of the model or of a statement would be exceeded."""

    sentence = "{what} would be {size}, and at most {limit} are allowed"
    hint = "ask for less at once: shorter values, or several statements"

    what: str
    size: int
    limit: int


class NameTooLongError(HeliosError, sqlstate="42622", exit=41, clauses="MOD-040"):
    """A name has more bytes than one may have."""

    sentence = 'the name "{name}" has more than {limit} bytes'
    hint = "choose a shorter name"

    name: str
    limit: int


class DivisionByZeroError(HeliosError, sqlstate="22012", exit=42, clauses="SQL-045"):
    """Something was divided by zero."""

    sentence = "division of {dividend} by zero"
    hint = "NULLIF makes the divisor NULL where it is 0"

    dividend: str


class LimitError(HeliosError, code="INVALID_LIMIT", sqlstate="2201W", exit=43, clauses="SQL-067"):
    """LIMIT is negative."""

    sentence = "LIMIT is {value}, and must not be negative"
    hint = "leave LIMIT out for all rows"

    value: int


class OffsetError(HeliosError, code="INVALID_OFFSET", sqlstate="2201X", exit=44, clauses="SQL-067"):
    """OFFSET is negative."""

    sentence = "OFFSET is {value}, and must not be negative"
    hint = "leave OFFSET out to begin with the first row"

    value: int


class EscapeError(
    HeliosError, code="INVALID_ESCAPE_SEQUENCE", sqlstate="22025", exit=45, clauses="SQL-054"
):
    """The pattern of a LIKE ends in the middle of an escape."""

    sentence = "the pattern {pattern!r} ends in its escape character"
    hint = "double the backslash"

    pattern: str
