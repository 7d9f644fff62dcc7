"""The types of columns, a module for each kind, and their values (01-model, decision 0024)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from helios_ref.errors import FeatureNotSupportedError, InvalidParameterError, UndefinedObjectError
from helios_ref.types.boolean import BOOLEAN as BOOLEAN
from helios_ref.types.bytea import BYTEA
from helios_ref.types.dates import DATE as DATE
from helios_ref.types.dates import TIMESTAMP as TIMESTAMP
from helios_ref.types.floats import DOUBLE as DOUBLE
from helios_ref.types.floats import REAL as REAL
from helios_ref.types.floats import FloatType as FloatType
from helios_ref.types.integer import BIGINT as BIGINT
from helios_ref.types.integer import BIGSERIAL, SERIAL, SMALLINT
from helios_ref.types.integer import INTEGER as INTEGER
from helios_ref.types.integer import IntegerType as IntegerType
from helios_ref.types.json import JSON
from helios_ref.types.numeric import NUMERIC as NUMERIC
from helios_ref.types.numeric import NumericType as NumericType
from helios_ref.types.order import LAST as LAST
from helios_ref.types.order import Above as Above
from helios_ref.types.order import OrderKey as OrderKey
from helios_ref.types.order import order_key as order_key
from helios_ref.types.sql_type import Category as Category
from helios_ref.types.sql_type import SqlType as SqlType
from helios_ref.types.sql_type import Value as Value
from helios_ref.types.text import TEXT as TEXT
from helios_ref.types.text import UNKNOWN as UNKNOWN
from helios_ref.types.text import VARYING as VARYING
from helios_ref.types.text import TextType as TextType
from helios_ref.types.text import UnknownType as UnknownType
from helios_ref.types.uuid import UUID

TYPES: Final[dict[str, SqlType]] = {
    type_.name: type_
    for type_ in (
        SMALLINT,
        INTEGER,
        BIGINT,
        SERIAL,
        BIGSERIAL,
        NUMERIC,
        REAL,
        DOUBLE,
        TEXT,
        VARYING,
        BOOLEAN,
        DATE,
        TIMESTAMP,
        BYTEA,
        UUID,
        JSON,
    )
}
"""Every type that a column can have, without modifiers, in the order of MOD-023."""

_SPELLINGS: Final = {
    spelling: type_ for type_ in TYPES.values() for spelling in (type_.name, *type_.aliases)
}
_MODIFIED: Final = re.compile(r"([a-z ]+)\((-?[0-9]{1,9}(?:,-?[0-9]{1,9})*)\)")


@lru_cache(maxsize=1024)
def type_named(name: str) -> SqlType:
    """Return the type that a schema calls `name`; KeyError where there is none (MOD-023)."""
    match = _MODIFIED.fullmatch(name)
    if match is None:
        return TYPES[name]
    try:
        found = TYPES[match[1]].modified(match[1], [int(digits) for digits in match[2].split(",")])
    except (KeyError, InvalidParameterError, FeatureNotSupportedError):
        raise KeyError(name) from None
    if found.name != name:  # a number that is spelled otherwise, or a scale left out
        raise KeyError(name)
    return found


def canonical(name: str, modifiers: Sequence[int] = ()) -> SqlType:
    """
    Return the type that SQL calls `name` (any case, single spaces), with its modifiers (SQL-020).

    UndefinedObjectError where there is none; InvalidParameterError for a modifier out of its range,
    FeatureNotSupportedError where the type takes none or not so many.
    """
    plain = _SPELLINGS.get(name.lower())
    if plain is None:
        raise UndefinedObjectError("type", name).unless_meant(name, _SPELLINGS)
    return plain.modified(name, modifiers) if modifiers else plain
