"""Schemas: columns, indexes and checks, and the names of constraints (01-model)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Final

import msgspec

from helios_ref.tables.names import MAX_NAME, is_name
from helios_ref.types import SqlType, type_named

MAX_COLUMNS: Final = 1600
"""Most columns of a table (MOD-040)."""


class IndexKind(StrEnum):
    """What an index is for, as a schema spells it (MOD-021)."""

    PRIMARY = "primary"
    UNIQUE = "unique"
    """A UNIQUE constraint."""

    UNIQUE_INDEX = "unique index"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table (MOD-021)."""

    name: str
    type: SqlType
    not_null: bool = False
    default: str | None = None
    """The text of the default expression, as it was typed."""


@dataclass(frozen=True, slots=True)
class Index:
    """A primary key, a unique constraint or an index (MOD-021)."""

    name: str
    kind: IndexKind
    columns: tuple[int, ...]
    """Positions in the schema's columns, from 0."""

    @property
    def unique(self) -> bool:
        """Whether no two rows may have equal values here, NULLs apart."""
        return self.kind is not IndexKind.INDEX

    @property
    def primary(self) -> bool:
        """Whether it is the primary key."""
        return self.kind is IndexKind.PRIMARY


@dataclass(frozen=True, slots=True)
class CheckConstraint:
    """A CHECK constraint (MOD-021)."""

    name: str
    expression: str
    """Its text, as it was typed."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What a table looks like (MOD-021)."""

    columns: tuple[Column, ...] = ()
    indexes: tuple[Index, ...] = ()
    checks: tuple[CheckConstraint, ...] = ()


class SchemaError(ValueError):
    """The bytes are not the schema's one encoding; `args` say why and which clause."""


_Columns = list[tuple[str, str, bool, str | None]]
_Indexes = list[tuple[str, str, tuple[int, ...]]]
_Checks = list[tuple[str, str]]
_DECODER: Final = msgspec.msgpack.Decoder(tuple[_Columns, _Indexes, _Checks])


def encode_schema(schema: Schema) -> bytes:
    """Return the value of a table's schema key (MOD-020, MOD-021)."""
    columns: _Columns = [
        (column.name, column.type.name, column.not_null, column.default)
        for column in schema.columns
    ]
    indexes: _Indexes = [(index.name, index.kind, index.columns) for index in schema.indexes]
    checks: _Checks = [(check.name, check.expression) for check in schema.checks]
    return msgspec.msgpack.encode((columns, indexes, checks))


def decode_schema(data: bytes) -> Schema:
    """Return the schema that `data` encodes; SchemaError for any other bytes (MOD-021)."""
    try:
        columns, indexes, checks = _DECODER.decode(data)
        schema = Schema(
            tuple(
                Column(name, type_named(type_), not_null, default)
                for name, type_, not_null, default in columns
            ),
            tuple(Index(name, IndexKind(kind), positions) for name, kind, positions in indexes),
            tuple(CheckConstraint(name, expression) for name, expression in checks),
        )
    except KeyError as error:
        raise SchemaError(f"no type is named {error}", "MOD-023") from None
    except (ValueError, msgspec.MsgspecError) as error:
        raise SchemaError(str(error), "MOD-021") from None
    if encode_schema(schema) != data:
        raise SchemaError("a schema that is not in the shortest form", "MOD-020")
    fault = contradiction(schema)
    if fault is not None:
        raise fault
    return schema


def contradiction(schema: Schema) -> SchemaError | None:
    """Return what is impossible about a schema, or None (MOD-021, MOD-040)."""
    columns = [column.name for column in schema.columns]
    constraints = [index.name for index in schema.indexes]
    constraints += [check.name for check in schema.checks]
    texts = [column.default for column in schema.columns if column.default is not None]
    texts += [check.expression for check in schema.checks]
    faults = (
        (len(columns) > MAX_COLUMNS, "too many columns", "MOD-040"),
        (not all(map(is_name, (*columns, *constraints))), "a name of no allowed form", "MOD-040"),
        (len(set(columns)) < len(columns), "two columns of one name", "MOD-021"),
        (len(set(constraints)) < len(constraints), "two constraints of one name", "MOD-021"),
        (any("\0" in text for text in texts), "a text with U+0000", "MOD-021"),
        (not all(_possible(schema, index) for index in schema.indexes), "an index", "MOD-021"),
        (sum(index.primary for index in schema.indexes) > 1, "two primary keys", "MOD-021"),
    )
    return next((SchemaError(why, clause) for wrong, why, clause in faults if wrong), None)


def _possible(schema: Schema, index: Index) -> bool:
    """Whether the columns of an index are there, differ, and can be indexed."""
    positions = index.columns
    if not positions or len(set(positions)) < len(positions):
        return False
    if not all(0 <= position < len(schema.columns) for position in positions):
        return False
    columns = [schema.columns[position] for position in positions]
    nullable = not all(column.not_null for column in columns)
    comparable = all(column.type.comparable for column in columns)
    return comparable and not (index.primary and nullable)


def constraint_name(
    table: str, columns: Sequence[str], suffix: str, taken: Collection[str], start: int = 0
) -> str:
    """
    Return the name of a constraint or index that was given none (MOD-021).

    `columns` are the names that go into it: none for `pkey`, and for a `check` of one column that
    column. `suffix` is `pkey`, `key`, `check` or `idx`; `taken` are the names that the table's
    constraints and indexes have, those with numbers below `start` among them.
    """
    middle = "_".join(columns)
    for number in count(start):
        last = f"_{suffix}{number or ''}"
        room = MAX_NAME - len(last) - bool(middle)
        first, second = _shortened(table.encode(), middle.encode(), room)
        name = f"{first}{'_' if middle else ''}{second}{last}"
        if name not in taken:
            return name
    raise AssertionError


def _shortened(first: bytes, second: bytes, room: int) -> tuple[str, str]:
    """Cut the longer of two texts, byte by byte, until both fit, then to whole characters."""
    one, other = len(first), len(second)
    while one + other > room:
        if one > other:
            one -= 1
        else:
            other -= 1
    return first[:one].decode(errors="ignore"), second[:other].decode(errors="ignore")
