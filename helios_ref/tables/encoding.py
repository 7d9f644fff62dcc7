"""Values in index keys, encoded so that comparing bytes compares values (01-model)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helios_ref.values import SqlType, Value


class EncodingError(ValueError):
    """The bytes do not begin with the encoding of a value of the type."""


def encode_value(value: Value, type_: SqlType) -> bytes:
    """Return the encoding of `value` in an index key (MOD-014)."""
    raise NotImplementedError


def decode_value(data: bytes, start: int, type_: SqlType) -> tuple[Value, int]:
    """Return the value encoded at `start` and where its encoding ends; EncodingError otherwise (MOD-014)."""
    raise NotImplementedError
