"""Refusals of statements and transactions: exit codes 10 to 29 and 50 to 53 (06-errors)."""

from helios_ref.errors.base import HeliosError


class SqlSyntaxError(
    HeliosError, code="SYNTAX_ERROR", sqlstate="42601", exit=10, clauses="SQL-005"
):
    """The text is not derived by the grammar."""

    sentence = "syntax error at line {line}, column {column}, at or near {near}"
    hint = "in helios-ref shell, help shows how each statement is written"
    own_text = ""  # where it is not the statement that is wrong, but a schema's text (MOD-062)

    line: int
    """Counted from 1."""

    column: int
    """Counted from 1, in characters."""

    near: str


class FeatureNotSupportedError(HeliosError, sqlstate="0A000", exit=11, clauses="SQL-006 SQL-016"):
    """The grammar derives this form in order to refuse it."""

    sentence = "{feature} is not supported"
    hint = "write the statement without it"

    feature: str


class UndefinedTableError(HeliosError, sqlstate="42P01", exit=12, clauses="SQL-038"):
    """There is no table of this name on the branch."""

    sentence = 'relation "{table}" does not exist on branch "{branch}"'
    hint = "each branch has tables of its own: SHOW BRANCHES; lists them"

    table: str
    branch: str


class DuplicateTableError(
    HeliosError, sqlstate="42P07", exit=13, clauses="SQL-080 SQL-088 SQL-089"
):
    """A table of this name exists."""

    sentence = 'relation "{table}" already exists'
    hint = "choose another name, or say IF NOT EXISTS"

    table: str


class UndefinedColumnError(HeliosError, sqlstate="42703", exit=14, clauses="SQL-036"):
    """The table has no column of this name."""

    sentence = 'column "{column}" does not exist'
    hint = "SELECT * shows the columns that there are"

    column: str


class DuplicateColumnError(HeliosError, sqlstate="42701", exit=15, clauses="SQL-081"):
    """A column is named twice."""

    sentence = 'column "{column}" is named more than once'
    hint = "name each column once"

    column: str


class ReservedNameError(HeliosError, sqlstate="42939", exit=16, clauses="BKP-052"):
    """The name belongs to the system."""

    sentence = 'the name "{name}" is reserved'
    hint = "choose another name"

    name: str


class ReadOnlyRelationError(HeliosError, sqlstate="42809", exit=17, clauses="BKP-052"):
    """A system relation can be read and nothing else."""

    sentence = 'relation "{relation}" can only be read'
    hint = "SELECT from it; BACKUP is what adds to it"

    relation: str


class InvalidTableDefinitionError(
    HeliosError, sqlstate="42P16", exit=18, clauses="SQL-082 SQL-091"
):
    """The definition of a table contradicts itself."""

    sentence = 'table "{table}": {reason}'
    hint = "take away one of what contradicts the other"

    table: str
    reason: str


class DatatypeMismatchError(
    HeliosError, sqlstate="42804", exit=19, clauses="SQL-022 SQL-032 SQL-034 SQL-035"
):
    """An expression has a type that does not fit where it stands."""

    sentence = "{what} is of type {expected} but the expression is of type {actual}"
    hint = "CAST the expression to the type that fits"

    what: str
    expected: str
    actual: str


class UndefinedObjectError(
    HeliosError, sqlstate="42704", exit=20, clauses="SQL-020 SQL-088 SQL-089"
):
    """There is no type, constraint or index of this name."""

    sentence = '{kind} "{name}" does not exist'
    hint = "name one that there is"

    kind: str
    """`type`, `constraint` or `index`."""

    name: str


class DuplicateObjectError(HeliosError, sqlstate="42710", exit=21, clauses="SQL-088"):
    """The table has a constraint or index of this name."""

    sentence = '{kind} "{name}" of relation "{table}" already exists'
    hint = "choose another name"

    kind: str
    name: str
    table: str


class UndefinedFunctionError(HeliosError, sqlstate="42883", exit=22, clauses="SQL-048"):
    """No function or operator takes operands of these types."""

    sentence = "there is no {signature}"
    hint = "CAST an operand to another type"

    signature: str
    """As `integer + text` or `lower(integer)`."""


class UndefinedParameterError(HeliosError, sqlstate="42P02", exit=23, clauses="SQL-014"):
    """The statement's parameters and the values given for them do not match."""

    sentence = "the statement has {expected} parameter(s), and {given} value(s) were given"
    hint = "give a value for each parameter"

    expected: int
    given: int


class GroupingError(
    HeliosError, code="GROUPING_ERROR", sqlstate="42803", exit=24, clauses="SQL-070"
):
    """An aggregate, or a column beside one, stands where it cannot."""

    sentence = "{what} cannot stand {where}"
    hint = "aggregates stand in the list of a SELECT, with no column beside them"

    what: str
    where: str


class AmbiguousColumnError(HeliosError, sqlstate="42702", exit=25, clauses="SQL-065"):
    """A name of ORDER BY is the name of several columns of the reply."""

    sentence = 'ORDER BY "{column}" could mean several columns'
    hint = "tell the columns apart with AS"

    column: str


class ColumnReferenceError(
    HeliosError,
    code="INVALID_COLUMN_REFERENCE",
    sqlstate="42P10",
    exit=26,
    clauses="SQL-065 SQL-067 SQL-068 SQL-081",
):
    """A position or a number of values does not fit the columns that there are."""

    sentence = "{what} does not fit {columns} column(s)"
    hint = "a row has a value for each column, and columns are counted from 1"

    what: str
    columns: int


class DependentObjectsError(HeliosError, sqlstate="2BP01", exit=27, clauses="SQL-087"):
    """Something else would be broken by the change."""

    sentence = '{what} cannot be changed because constraint "{constraint}" names it'
    hint = "drop the constraint first, and add it again"

    what: str
    constraint: str


class CannotCoerceError(HeliosError, sqlstate="42846", exit=29, clauses="SQL-022 SQL-032"):
    """Not even CAST leads from the one type to the other."""

    sentence = "cannot cast type {source} to {target}"
    hint = "CAST it to text first, and that text to {target}"

    source: str
    target: str


class TransactionAbortedError(HeliosError, sqlstate="25P02", exit=50, clauses="BRN-024"):
    """The transaction failed earlier and only waits for its end."""

    sentence = "the transaction is aborted, and statements are ignored until it ends"
    hint = "ROLLBACK;"


class InTransactionError(HeliosError, sqlstate="25001", exit=51, clauses="BRN-024 BRN-025"):
    """The statement cannot run inside a transaction."""

    sentence = "{statement} cannot run inside a transaction"
    hint = "COMMIT or ROLLBACK first; the transaction is still usable"

    statement: str


class BusyError(HeliosError, sqlstate="55P03", exit=52, clauses="BKP-070 BRN-020 BRN-024"):
    """Another transaction is writing."""

    sentence = "another transaction is writing (waited {waited_ms} ms)"
    hint = "try again when it has ended, or connect with a longer timeout"

    waited_ms: int


class SerializationFailureError(HeliosError, sqlstate="40001", exit=53, clauses="BRN-026"):
    """The branch has moved on since the transaction began."""

    sentence = 'branch "{branch}" has changed since this transaction began'
    hint = "ROLLBACK; and run the transaction again"

    branch: str
