"""Types with few values each, and small tables, for the tests of this room."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from uuid import UUID

from hypothesis import strategies as st

from helios_ref.storage.snapshot import Snapshot
from helios_ref.storage.transaction import Transaction
from helios_ref.tables import keys
from helios_ref.tables.define_tables import create_table
from helios_ref.tables.schema import CheckConstraint, Column, Index, IndexKind, Schema
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import Insertion
from helios_ref.types import Value, type_named

if TYPE_CHECKING:
    from collections.abc import Sequence

VALUES: Final[dict[str, list[Value]]] = {
    "smallint": [-(2**15), -1, 0, 1, 2**15 - 1],
    "integer": [-(2**31), -129, -33, -1, 0, 1, 127, 128, 255, 256, 65535, 65536, 2**31 - 1],
    "bigint": [-(2**63), -(2**31) - 1, -1, 0, 1, 2**32, 2**63 - 1],
    "serial": [1, 2, 2**31 - 1],
    "bigserial": [1, 2, 2**63 - 1],
    "numeric": [
        Decimal(text)
        for text in (
            *("-Infinity", "-120", "-12", "-10.5", "-9.99", "-1", "-0.1", "-0.01", "0", "0.00"),
            *("0.0000001", "0.01", "0.010", "0.1", "0.12", "1", "1.0", "9", "9.9", "9.99"),
            *("9.990", "10", "10.01", "99", "100", "100.0", "1" + "0" * 40, "Infinity", "NaN"),
        )
    ],
    "numeric(5,2)": [Decimal("-999.99"), Decimal("-0.01"), Decimal("0.00"), Decimal("9.50")],
    "numeric(3,5)": [Decimal("-0.00999"), Decimal("0.00000"), Decimal("0.00010")],
    "numeric(3,-2)": [Decimal(-99900), Decimal(0), Decimal(100), Decimal("NaN")],
    "real": [-math.inf, -1.5, -0.0, 0.0, 2.0**-149, 1.0, 2.0**100, math.inf, math.nan],
    "double precision": [-math.inf, -1.0, -5e-324, -0.0, 0.0, 0.1, 1.0, 1e300, math.inf, math.nan],
    "text": ["", "\x01", "a", "a\x01", "aa", "a" * 40, "ab", "b", "é", "\uffff", "\U00010000"],
    "character varying": ["", "x"],
    "character varying(2)": ["", "a", "éé"],
    "boolean": [False, True],
    "date": [date.min, date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29), date.max],
    "timestamp": [
        datetime.fromisoformat(text)
        for text in (
            *("0001-01-01", "1969-12-31 23:59:59.999999", "1970-01-01", "2024-02-29 12:00:00.5"),
            "9999-12-31 23:59:59.999999",
        )
    ],
    "bytea": [
        b"",
        b"\0",
        b"\0\0",
        b"\0\x01",
        b"\0\xff",
        b"\x01",
        b"a",
        b"a\0",
        b"x" * 300,
        b"\xff",
    ],
    "uuid": [UUID(int=0), UUID(int=1), UUID(int=2**127), UUID(int=2**128 - 1)],
    "json": ["null", ' {"a": [1.50]} '],
}
"""By the name of a type, a few of its values, in ascending order where it has one."""

INDEXED: Final = [name for name in VALUES if name != "json"]


def values_of(name: str) -> st.SearchStrategy[Value]:
    """Return one of the values of a type, or NULL."""
    return st.sampled_from([*VALUES[name], None])


rows: Final = st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=4).flatmap(
    lambda names: st.tuples(st.just(names), st.tuples(*map(values_of, names)))
)
"""The names of some types, and a row of values of theirs."""


def schema_of(names: Sequence[str]) -> Schema:
    """Return a schema of columns of these types, without indexes."""
    return Schema(tuple(Column(f"c{i}", type_named(name)) for i, name in enumerate(names)))


PRODUCTS: Final = Table(
    "products",
    Schema(
        (
            Column("id", type_named("integer"), not_null=True),
            Column("name", type_named("text")),
            Column("price", type_named("numeric")),
        ),
        (Index("products_pkey", IndexKind.PRIMARY, (0,)),),
    ),
)
"""The table of the tutorial."""

PRODUCT_ROWS: Final[list[tuple[Value, ...]]] = [
    (1, "Widget", Decimal("9.99")),
    (2, "Gadget", Decimal("24.99")),
    (3, "Gizmo", Decimal("14.99")),
]

MIXED: Final = Table(
    "50%: new",
    Schema(
        (
            Column("n", type_named("serial"), not_null=True, default="nextval"),
            Column("u", type_named("character varying(2)")),
            Column("d", type_named("numeric(5,2)")),
            Column("r", type_named("real")),
        ),
        (
            Index("one", IndexKind.UNIQUE, (1, 2)),
            Index("two", IndexKind.INDEX, (3,)),
            Index("three", IndexKind.UNIQUE_INDEX, (3, 1)),
        ),
        (CheckConstraint("positive", "d > 0"),),
    ),
)
"""A table with a bit of everything."""

MIXED_ROWS: Final[list[tuple[Value, ...]]] = [
    (7, "a", Decimal("1.50"), 1.5),
    (8, "a", None, None),
    (9, "a", None, -0.0),
    (9, None, Decimal("0.00"), math.nan),
]


def row_key(table: str, row_id: int) -> bytes:
    """Return the key of a row of a table (MOD-012)."""
    return keys.row_key(keys.rows_prefix(table), row_id)


def insert(transaction: Transaction, table: Table, *rows: Sequence[Value]) -> list[int]:
    """Add rows in order, as one INSERT does, and return their ids."""
    insertion = Insertion(transaction, table)
    row_ids = [insertion.add(values) for values in rows]
    insertion.close()
    return row_ids


def begun(*tables: tuple[Table, Sequence[Sequence[Value]]]) -> Transaction:
    """Return a transaction that created these tables with their rows."""
    transaction = Transaction(Snapshot())
    for table, content in tables:
        create_table(transaction, table)
        insert(transaction, table, *content)
    return transaction


def sample_state() -> list[tuple[bytes, bytes]]:
    """Return the keys and values of both tables."""
    return list(begun((PRODUCTS, PRODUCT_ROWS), (MIXED, MIXED_ROWS)).range(b"", None))


def value(text: str, name: str) -> Value:
    """Return the value that a text denotes."""
    return type_named(name).parsed(text)
