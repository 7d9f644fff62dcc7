"""Schemas, counters and rows, decoded (MOD-021 to MOD-023)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from conformance.hldb_reader.columns import SERIALS, Type, parse_type
from conformance.hldb_reader.layout import LARGEST, MOST_COLUMNS
from conformance.hldb_reader.msgpack import Value, decode
from conformance.hldb_reader.objects import CLAUSE, array, identifier, integer, string, typed
from conformance.hldb_reader.refusal import BreachError
from conformance.hldb_reader.value_bounds import fits

INDEX_KINDS: Final = ("primary", "unique", "unique index", "index")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table (MOD-021)."""

    name: str
    type: Type
    not_null: bool
    default: str | None


@dataclass(frozen=True, slots=True)
class Index:
    """A primary key, unique constraint or index, over columns by position (MOD-021)."""

    name: str
    kind: str
    columns: tuple[int, ...]

    @property
    def unique(self) -> bool:
        """Whether its values alone may not repeat (MOD-013)."""
        return self.kind != "index"


@dataclass(frozen=True, slots=True)
class Check:
    """A CHECK constraint (MOD-021)."""

    name: str
    expression: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A table's columns, indexes and checks (MOD-021)."""

    columns: tuple[Column, ...]
    indexes: tuple[Index, ...]
    checks: tuple[Check, ...]


def decode_schema(raw: bytes) -> Schema:
    """The value of a schema key (MOD-021)."""
    columns, indexes, checks = array(decode(raw), 3)
    schema = Schema(
        tuple(_column(item) for item in array(columns)),
        tuple(_index(item) for item in array(indexes)),
        tuple(_check(item) for item in array(checks)),
    )
    if len(schema.columns) > MOST_COLUMNS:
        raise BreachError("MOD-040", f"a table of {len(schema.columns)} columns")
    _distinct("columns", (column.name for column in schema.columns))
    constraints = [index.name for index in schema.indexes]
    _distinct("indexes and checks", [*constraints, *(check.name for check in schema.checks)])
    for index in schema.indexes:
        _index_of(schema, index)
    if sum(index.kind == "primary" for index in schema.indexes) > 1:
        raise BreachError(CLAUSE, "a table has two primary keys")
    return schema


def decode_counters(raw: bytes, schema: Schema) -> tuple[int, ...]:
    """The value of a counter key: the next row id and a next value per serial (MOD-022)."""
    serials = sum(column.type.base in SERIALS for column in schema.columns)
    numbers = array(decode(raw), 1 + serials, "MOD-022")
    counters = tuple(integer(number, "MOD-022") for number in numbers)
    if not all(1 <= number <= LARGEST for number in counters):
        raise BreachError("MOD-040", "a counter is not a number from 1 to 2^63 - 1")
    return counters


def decode_row(raw: bytes, schema: Schema) -> tuple[Value, ...]:
    """The value of a row key, one value per column, each fitting its column (MOD-023)."""
    values = array(decode(raw), len(schema.columns), "MOD-023")
    for value, column in zip(values, schema.columns, strict=True):
        if value is None:
            if column.not_null:
                raise BreachError("MOD-050", f"NULL in column {column.name!r}, which is NOT NULL")
        elif not fits(value, column.type):
            reason = f"a value of column {column.name!r} is no {column.type.text}"
            raise BreachError("MOD-023", reason)
    return values


def decode_row_id(raw: bytes) -> int:
    """The value of an index key (MOD-025)."""
    number = integer(decode(raw), "MOD-025")
    if not 1 <= number <= LARGEST:
        raise BreachError("MOD-040", f"no row has the id {number}")
    return number


def _column(item: Value) -> Column:
    """One column of a schema."""
    name, kind, not_null, default = array(item, 4)
    if not isinstance(not_null, bool):
        raise BreachError(CLAUSE, "not null is no boolean")
    text = None if default is None else typed(default)
    return Column(identifier(name), parse_type(string(kind)), not_null, text)


def _index(item: Value) -> Index:
    """One index of a schema."""
    name, kind, positions = array(item, 3)
    columns = tuple(integer(position, CLAUSE) for position in array(positions))
    return Index(identifier(name), string(kind), columns)


def _index_of(schema: Schema, index: Index) -> None:
    """An index is of a known kind, over columns that the table has and that can be indexed."""
    if index.kind not in INDEX_KINDS:
        raise BreachError(CLAUSE, f"no index is of the kind {index.kind[:80]!r}")
    if not index.columns or not all(0 <= at < len(schema.columns) for at in index.columns):
        raise BreachError(CLAUSE, f"index {index.name!r} is over no columns of the table")
    if len(set(index.columns)) < len(index.columns):
        raise BreachError(CLAUSE, f"index {index.name!r} is over a column twice")
    columns = [schema.columns[at] for at in index.columns]
    if any(column.type.base == "json" for column in columns):
        raise BreachError("MOD-014", f"index {index.name!r} is over a JSON column")
    if index.kind == "primary" and not all(column.not_null for column in columns):
        raise BreachError(CLAUSE, "a column of the primary key is not NOT NULL")


def _check(item: Value) -> Check:
    """One check of a schema."""
    name, expression = array(item, 2)
    return Check(identifier(name), typed(expression))


def _distinct(what: str, names: Iterable[str]) -> None:
    """No two of a table's columns, or of its indexes and checks, share a name."""
    listed = list(names)
    if len(set(listed)) != len(listed):
        raise BreachError(CLAUSE, f"two {what} have one name")
