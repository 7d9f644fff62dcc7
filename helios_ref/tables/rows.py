"""Rows and counters as MessagePack in its shortest form (01-model)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.tables.schema import Schema
    from helios_ref.values import Value


class RowError(ValueError):
    """The bytes are not the one encoding of a row of this schema, or of counters; `args` say why and which clause."""


def encode_row(schema: Schema, values: Sequence[Value]) -> bytes:
    """Return the value of a row key (MOD-023)."""
    raise NotImplementedError


def decode_row(schema: Schema, data: bytes) -> tuple[Value, ...]:
    """Return the values of a row that this engine encoded; nothing is checked (MOD-023)."""
    raise NotImplementedError


def checked_row(schema: Schema, data: bytes) -> tuple[Value, ...]:
    """Return the values of a row from outside; RowError unless it fits the schema, in shortest form (MOD-020, MOD-023)."""
    raise NotImplementedError


def encode_counters(row: int, serials: Sequence[int]) -> bytes:
    """Return the value of a counter key (MOD-022)."""
    raise NotImplementedError


def decode_counters(data: bytes) -> tuple[int, ...]:
    """Return the next row id and the next serials; RowError for any other encoding (MOD-020, MOD-022)."""
    raise NotImplementedError
