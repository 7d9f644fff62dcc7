"""Refusals of SQL statements, with PostgreSQL's SQLSTATE for each (06-errors)."""

from __future__ import annotations

from dataclasses import dataclass

from helios_ref.errors.base import HeliosError


@dataclass(eq=False)
class SqlSyntaxError(HeliosError):
    """The text is not derived by the grammar."""

    code = "SYNTAX_ERROR"
    sqlstate = "42601"
    exit_code = 10
    clauses = ("SQL-005",)
    sentence = "syntax error at line {line}, column {column}, at or near {near}"
    hint = "02-sql prints the grammar"

    line: int
    """Counted from 1."""

    column: int
    """Counted from 1, in characters."""

    near: str


@dataclass(eq=False)
class FeatureNotSupportedError(HeliosError):
    """The grammar derives this form in order to refuse it."""

    code = "FEATURE_NOT_SUPPORTED"
    sqlstate = "0A000"
    exit_code = 11
    clauses = ("SQL-006",)
    sentence = "{feature} is not supported"

    feature: str


@dataclass(eq=False)
class UndefinedTableError(HeliosError):
    """There is no table of this name on the branch."""

    code = "UNDEFINED_TABLE"
    sqlstate = "42P01"
    exit_code = 12
    clauses = ("SQL-038",)
    sentence = 'relation "{table}" does not exist on branch "{branch}"'

    table: str
    branch: str


@dataclass(eq=False)
class DuplicateTableError(HeliosError):
    """A table of this name exists."""

    code = "DUPLICATE_TABLE"
    sqlstate = "42P07"
    exit_code = 13
    clauses = ("SQL-080", "SQL-088", "SQL-089")
    sentence = 'relation "{table}" already exists'

    table: str


@dataclass(eq=False)
class UndefinedColumnError(HeliosError):
    """The table has no column of this name."""

    code = "UNDEFINED_COLUMN"
    sqlstate = "42703"
    exit_code = 14
    clauses = ("SQL-036",)
    sentence = 'column "{column}" does not exist'

    column: str


@dataclass(eq=False)
class DuplicateColumnError(HeliosError):
    """A column is named twice."""

    code = "DUPLICATE_COLUMN"
    sqlstate = "42701"
    exit_code = 15
    clauses = ("SQL-081",)
    sentence = 'column "{column}" is named more than once'

    column: str


@dataclass(eq=False)
class ReservedNameError(HeliosError):
    """The name belongs to the system."""

    code = "RESERVED_NAME"
    sqlstate = "42939"
    exit_code = 16
    clauses = ("BKP-052",)
    sentence = 'the name "{name}" is reserved'
    hint = "choose another name"

    name: str


@dataclass(eq=False)
class ReadOnlyRelationError(HeliosError):
    """A system relation can be read and nothing else."""

    code = "READ_ONLY_RELATION"
    sqlstate = "42809"
    exit_code = 17
    clauses = ("BKP-052",)
    sentence = 'relation "{relation}" can only be read'

    relation: str


@dataclass(eq=False)
class InvalidTableDefinitionError(HeliosError):
    """The definition of a table contradicts itself."""

    code = "INVALID_TABLE_DEFINITION"
    sqlstate = "42P16"
    exit_code = 18
    clauses = ("SQL-082", "SQL-091")
    sentence = 'table "{table}": {reason}'

    table: str
    reason: str


@dataclass(eq=False)
class DatatypeMismatchError(HeliosError):
    """An expression has a type that does not fit where it stands."""

    code = "DATATYPE_MISMATCH"
    sqlstate = "42804"
    exit_code = 19
    clauses = ("SQL-022", "SQL-032", "SQL-034", "SQL-035")
    sentence = "{what} is of type {expected} but the expression is of type {actual}"

    what: str
    expected: str
    actual: str


@dataclass(eq=False)
class NotNullViolationError(HeliosError):
    """A column that must have a value would have none."""

    code = "NOT_NULL_VIOLATION"
    sqlstate = "23502"
    exit_code = 30
    clauses = ("SQL-074",)
    sentence = 'null value in column "{column}" of relation "{table}"'

    table: str
    column: str


@dataclass(eq=False)
class UniqueViolationError(HeliosError):
    """Two rows would have equal values where they must differ."""

    code = "UNIQUE_VIOLATION"
    sqlstate = "23505"
    exit_code = 31
    clauses = ("SQL-074",)
    sentence = 'duplicate key in unique constraint "{constraint}" of relation "{table}": {values}'

    table: str
    constraint: str
    values: str


@dataclass(eq=False)
class OutOfRangeError(HeliosError):
    """A number lies outside its type."""

    code = "NUMERIC_VALUE_OUT_OF_RANGE"
    sqlstate = "22003"
    exit_code = 33
    clauses = ("SQL-022", "SQL-042", "SQL-044", "SQL-072")
    sentence = "value {value} is out of range for type {type}"

    value: str
    type: str


@dataclass(eq=False)
class InvalidTextError(HeliosError):
    """The text does not denote a value of the type."""

    code = "INVALID_TEXT_REPRESENTATION"
    sqlstate = "22P02"
    exit_code = 34
    clauses = ("SQL-033",)
    sentence = "invalid input syntax for type {type}: {text!r}"

    type: str
    text: str


@dataclass(eq=False)
class ProgramLimitError(HeliosError):
    """A limit of MOD-040 would be exceeded."""

    code = "PROGRAM_LIMIT_EXCEEDED"
    sqlstate = "54000"
    exit_code = 40
    clauses = ("MOD-040", "SQL-037")
    sentence = "{what} would be {size}, and at most {limit} are allowed"

    what: str
    size: int
    limit: int


@dataclass(eq=False)
class NameTooLongError(HeliosError):
    """A name has more bytes than one may have."""

    code = "NAME_TOO_LONG"
    sqlstate = "42622"
    exit_code = 41
    clauses = ("MOD-040",)
    sentence = 'the name "{name}" has more than {limit} bytes'

    name: str
    limit: int


@dataclass(eq=False)
class TransactionAbortedError(HeliosError):
    """The transaction failed earlier and only waits for its end."""

    code = "TRANSACTION_ABORTED"
    sqlstate = "25P02"
    exit_code = 50
    clauses = ("BRN-024",)
    sentence = "the transaction is aborted, and statements are ignored until it ends"
    hint = "ROLLBACK;"


@dataclass(eq=False)
class InTransactionError(HeliosError):
    """The statement cannot run inside a transaction."""

    code = "IN_TRANSACTION"
    sqlstate = "25001"
    exit_code = 51
    clauses = ("BRN-024", "BRN-025")
    sentence = "{statement} cannot run inside a transaction"
    hint = "COMMIT or ROLLBACK first; the transaction is still usable"

    statement: str


@dataclass(eq=False)
class BusyError(HeliosError):
    """Another transaction is writing."""

    code = "BUSY"
    sqlstate = "55P03"
    exit_code = 52
    clauses = ("BRN-020", "BRN-024")
    sentence = "another transaction is writing (waited {waited_ms} ms)"
    hint = "try again when it has ended, or connect with a longer timeout"

    waited_ms: int


@dataclass(eq=False)
class SerializationFailureError(HeliosError):
    """The branch has moved on since the transaction began."""

    code = "SERIALIZATION_FAILURE"
    sqlstate = "40001"
    exit_code = 53
    clauses = ("BRN-026",)
    sentence = 'branch "{branch}" has changed since this transaction began'
    hint = "ROLLBACK; and run the transaction again"

    branch: str
