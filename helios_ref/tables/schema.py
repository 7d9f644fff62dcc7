"""Schemas: columns, indexes and checks, and the names of constraints (01-model)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from helios_ref.values import SqlType


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


@dataclass(frozen=True, slots=True)
class Check:
    """A CHECK constraint (MOD-021)."""

    name: str
    expression: str
    """Its text, as it was typed."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What a table looks like (MOD-021)."""

    columns: tuple[Column, ...] = ()
    indexes: tuple[Index, ...] = ()
    checks: tuple[Check, ...] = ()


class SchemaError(ValueError):
    """The bytes are not the schema's one encoding; `args` say why and which clause."""


def encode_schema(schema: Schema) -> bytes:
    """Return the value of a table's schema key (MOD-020, MOD-021)."""
    raise NotImplementedError


def decode_schema(data: bytes) -> Schema:
    """Return the schema that `encode_schema` made; SchemaError for any other bytes (MOD-020, MOD-021)."""
    raise NotImplementedError


def constraint_name(table: str, columns: Sequence[str], suffix: str, taken: Collection[str]) -> str:
    """
    Return the name of a constraint or index that was given none (MOD-021).

    `columns` are the names that go into it: none for `pkey`, and for a `check` of one column that column.
    `suffix` is `pkey`, `key`, `check` or `idx`; `taken` are the names that the table's constraints and indexes have.
    """
    raise NotImplementedError
