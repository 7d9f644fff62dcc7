"""Refusals of names, functions and clauses of a statement (06-errors)."""

from __future__ import annotations

from dataclasses import dataclass

from helios_ref.errors.base import HeliosError


@dataclass(eq=False)
class UndefinedObjectError(HeliosError):
    """There is no type, constraint or index of this name."""

    code = "UNDEFINED_OBJECT"
    sqlstate = "42704"
    exit_code = 20
    clauses = ("SQL-020", "SQL-088", "SQL-089")
    sentence = '{kind} "{name}" does not exist'

    kind: str
    """`type`, `constraint` or `index`."""

    name: str


@dataclass(eq=False)
class DuplicateObjectError(HeliosError):
    """The table has a constraint or index of this name."""

    code = "DUPLICATE_OBJECT"
    sqlstate = "42710"
    exit_code = 21
    clauses = ("SQL-088",)
    sentence = '{kind} "{name}" of relation "{table}" already exists'

    kind: str
    name: str
    table: str


@dataclass(eq=False)
class UndefinedFunctionError(HeliosError):
    """No function or operator takes operands of these types."""

    code = "UNDEFINED_FUNCTION"
    sqlstate = "42883"
    exit_code = 22
    clauses = ("SQL-048",)
    sentence = "there is no {signature}"
    hint = "CAST an operand to another type"

    signature: str
    """As `integer + text` or `lower(integer)`."""


@dataclass(eq=False)
class UndefinedParameterError(HeliosError):
    """The statement's parameters and the values given for them do not match."""

    code = "UNDEFINED_PARAMETER"
    sqlstate = "42P02"
    exit_code = 23
    clauses = ("SQL-014",)
    sentence = "the statement has {expected} parameter(s), and {given} value(s) were given"

    expected: int
    given: int


@dataclass(eq=False)
class GroupingError(HeliosError):
    """An aggregate, or a column beside one, stands where it cannot."""

    code = "GROUPING_ERROR"
    sqlstate = "42803"
    exit_code = 24
    clauses = ("SQL-070",)
    sentence = "{what} cannot stand {where}"

    what: str
    where: str


@dataclass(eq=False)
class AmbiguousColumnError(HeliosError):
    """A name of ORDER BY is the name of several columns of the reply."""

    code = "AMBIGUOUS_COLUMN"
    sqlstate = "42702"
    exit_code = 25
    clauses = ("SQL-065",)
    sentence = 'ORDER BY "{column}" could mean several columns'

    column: str


@dataclass(eq=False)
class ColumnReferenceError(HeliosError):
    """A position or a number of values does not fit the columns that there are."""

    code = "INVALID_COLUMN_REFERENCE"
    sqlstate = "42P10"
    exit_code = 26
    clauses = ("SQL-065", "SQL-067", "SQL-068", "SQL-081")
    sentence = "{what} does not fit {columns} column(s)"

    what: str
    columns: int


@dataclass(eq=False)
class DivisionByZeroError(HeliosError):
    """Something was divided by zero."""

    code = "DIVISION_BY_ZERO"
    sqlstate = "22012"
    exit_code = 42
    clauses = ("SQL-045",)
    sentence = "division of {dividend} by zero"

    dividend: str


@dataclass(eq=False)
class LimitError(HeliosError):
    """LIMIT is negative."""

    code = "INVALID_LIMIT"
    sqlstate = "2201W"
    exit_code = 43
    clauses = ("SQL-067",)
    sentence = "LIMIT is {value}, and must not be negative"

    value: int


@dataclass(eq=False)
class OffsetError(HeliosError):
    """OFFSET is negative."""

    code = "INVALID_OFFSET"
    sqlstate = "2201X"
    exit_code = 44
    clauses = ("SQL-067",)
    sentence = "OFFSET is {value}, and must not be negative"

    value: int


@dataclass(eq=False)
class EscapeError(HeliosError):
    """The pattern of a LIKE ends in the middle of an escape."""

    code = "INVALID_ESCAPE_SEQUENCE"
    sqlstate = "22025"
    exit_code = 45
    clauses = ("SQL-054",)
    sentence = "the pattern {pattern!r} ends in its escape character"

    pattern: str


@dataclass(eq=False)
class CheckViolationError(HeliosError):
    """A row would break a CHECK constraint."""

    code = "CHECK_VIOLATION"
    sqlstate = "23514"
    exit_code = 32
    clauses = ("SQL-074", "SQL-084")
    sentence = 'the row breaks check constraint "{constraint}" of relation "{table}"'

    table: str
    constraint: str


@dataclass(eq=False)
class DependentObjectsError(HeliosError):
    """Something else would be broken by the change."""

    code = "DEPENDENT_OBJECTS"
    sqlstate = "2BP01"
    exit_code = 27
    clauses = ("SQL-087",)
    sentence = '{what} cannot be changed because constraint "{constraint}" names it'
    hint = "drop the constraint first, and add it again"

    what: str
    constraint: str
