"""The types of columns, by the names that schemas and statements give them (01-model)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = None | bool | int | float | Decimal | str | bytes | date | datetime | UUID
"""A value of any type; JSON is its text."""


class Family(Enum):
    """What kind of values a type has."""

    INTEGER = "integer"
    NUMERIC = "numeric"
    FLOAT = "float"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    BYTEA = "bytea"
    UUID = "uuid"
    JSON = "json"
    UNKNOWN = "unknown"
    """Of a literal in quotes, or NULL, whose place gives it a type."""


@dataclass(frozen=True, slots=True)
class SqlType:
    """A type with its modifiers (MOD-023)."""

    name: str
    """As a schema spells it."""

    family: Family
    precision: int | None = None
    """Digits of a `numeric(p,s)`; bits of a float: 24 in a `real`, 53 in a `double precision`."""

    scale: int | None = None
    """Of a `numeric(p,s)`."""

    length: int | None = None
    """Characters of a `character varying(n)`."""

    low: int = 0
    """The least value of an integer type."""

    high: int = 0
    """The greatest value of an integer type."""

    serial: bool = False
    """Whether a counter gives the column its default (MOD-022)."""


def type_named(name: str) -> SqlType:
    """Return the type that a schema calls `name`; KeyError where there is none (MOD-023)."""
    raise NotImplementedError


def canonical(name: str, modifiers: Sequence[int] = ()) -> SqlType:
    """
    Return the type that SQL calls `name` (any case, single spaces), with its modifiers (MOD-023).

    KeyError where there is none; InvalidParameterError for modifiers that the type cannot have.
    """
    raise NotImplementedError


UNKNOWN: Final = SqlType("unknown", Family.UNKNOWN)
