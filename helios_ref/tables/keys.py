"""The keys of a state: how each is written and read (01-model)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.tables.schema import Index, Schema
    from helios_ref.values import SqlType, Value


@dataclass(frozen=True, slots=True)
class SchemaKey:
    """`meta:table:{table}` (MOD-010)."""

    table: str


@dataclass(frozen=True, slots=True)
class CounterKey:
    """`counter:{table}` (MOD-010)."""

    table: str


@dataclass(frozen=True, slots=True)
class RowKey:
    """`data:{table}:{row id}` (MOD-010)."""

    table: str
    row_id: int


@dataclass(frozen=True, slots=True)
class IndexKey:
    """`index:{table}:{index}:{values}` (MOD-010)."""

    table: str
    index: str
    values: bytes
    """The encoded values, and the row id where one follows (MOD-013)."""


Key = SchemaKey | CounterKey | RowKey | IndexKey


class KeyFormError(ValueError):
    """The bytes are no key of a state; the argument says why (MOD-010)."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range of values."""

    value: Value
    inclusive: bool


def schema_key(table: str) -> bytes:
    """Return the key of a table's schema (MOD-010)."""
    raise NotImplementedError


def counter_key(table: str) -> bytes:
    """Return the key of a table's counters (MOD-010)."""
    raise NotImplementedError


def row_key(table: str, row_id: int) -> bytes:
    """Return the key of a row (MOD-012)."""
    raise NotImplementedError


def row_range(table: str) -> tuple[bytes, bytes]:
    """Return start and stop of a table's row keys."""
    raise NotImplementedError


def index_key(
    table: str, index: Index, schema: Schema, values: Sequence[Value], row_id: int
) -> bytes:
    """Return the key that a row, given as its whole `values`, has in `index` (MOD-013)."""
    raise NotImplementedError


def index_prefix(table: str, index: Index, schema: Schema, equal: Sequence[Value]) -> bytes:
    """Return what the keys of rows begin with that have the values `equal` in the leading columns of `index`."""
    raise NotImplementedError


def index_range(
    prefix: bytes, type_: SqlType, lower: Bound | None, upper: Bound | None
) -> tuple[bytes, bytes]:
    """Return start and stop of the keys under `prefix` whose next value, of `type_`, is not NULL and within bounds."""
    raise NotImplementedError


def parse_key(key: bytes) -> Key:
    """Return what `key` is the key of; KeyFormError where it has none of the forms (MOD-010)."""
    raise NotImplementedError
