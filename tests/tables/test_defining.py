"""Tables that come, change and go."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from helios_ref.errors import NotNullViolationError, ProgramLimitError, UniqueViolationError
from helios_ref.storage.layer import Layer
from helios_ref.tables.define_tables import create_table, drop_table, replace_schema, truncate
from helios_ref.tables.read_tables import Row, find, scan
from helios_ref.tables.schema import CheckConstraint, Column, Index, IndexKind
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import Counters, Insertion, counters, delete
from helios_ref.types import Value, type_named
from tests.tables.samples import MIXED, MIXED_ROWS, PRODUCT_ROWS, PRODUCTS, begun, insert
from tests.tables.whole_state import check_state

if TYPE_CHECKING:
    from helios_ref.storage.transaction import Transaction


def state_of(transaction: Transaction) -> dict[bytes, bytes]:
    """Return the keys and values, which must be a well-formed state."""
    state = dict(transaction.range(b"", None))
    check_state(Layer(state))
    return state


def changed(transaction: Transaction) -> set[bytes]:
    """Return the keys that differ from those of the samples."""
    before, after = (
        state_of(begun((PRODUCTS, PRODUCT_ROWS), (MIXED, MIXED_ROWS))),
        state_of(transaction),
    )
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def draw(transaction: Transaction) -> None:
    """Draw two serials of the mixed table."""
    insertion = Insertion(transaction, MIXED)
    assert [insertion.counters.next_serial(0) for _ in range(2)] == [1, 2]
    insertion.close()


@pytest.fixture
def both() -> Transaction:
    """Return a transaction with both sample tables."""
    return begun((PRODUCTS, PRODUCT_ROWS), (MIXED, MIXED_ROWS))


def test_truncate_leaves_schema_and_counters(both: Transaction) -> None:
    """MOD-033. And every other table."""
    truncate(both, MIXED)
    assert not list(scan(both, MIXED))
    assert all(b"50%25%3A new" in key for key in changed(both))
    assert counters(both, MIXED).row == 5
    assert insert(both, MIXED, (1, None, None, None)) == [5]


def test_drop_leaves_nothing(both: Transaction) -> None:
    """MOD-033. A table of the same name begins anew."""
    drop_table(both, MIXED)
    assert find(both, MIXED.name) is None
    assert state_of(both) == state_of(begun((PRODUCTS, PRODUCT_ROWS)))
    create_table(both, MIXED)
    assert insert(both, MIXED, MIXED_ROWS[0]) == [1]


def test_the_same_statements_give_the_same_state(both: Transaction) -> None:
    """MOD-001. Whatever was there before."""
    drop_table(both, PRODUCTS)
    create_table(both, PRODUCTS)
    for row in PRODUCT_ROWS:
        insert(both, PRODUCTS, row)
    assert changed(both) == set()


def with_columns(table: Table, *columns: Column, **others: tuple[Index, ...]) -> Table:
    """Return a table of the same name with other columns."""
    indexes = others.get("indexes", table.schema.indexes)
    return Table(table.name, replace(table.schema, columns=columns, indexes=indexes))


def test_a_new_column_is_written_into_every_row(both: Transaction) -> None:
    """MOD-034. Under the same row ids; a new serial begins at 1, the old one goes on."""
    delete(both, MIXED, 2, MIXED_ROWS[1])
    draw(both)
    new = with_columns(
        MIXED, *MIXED.schema.columns, Column("s", type_named("bigserial"), not_null=True)
    )

    def rewrite(row: Row, drawn: Counters) -> list[Value]:
        return [*row, drawn.next_serial(4)]

    replace_schema(both, MIXED, new, rewrite)
    assert [(n, row[4]) for n, row in scan(both, new)] == [(1, 1), (3, 2), (4, 3)]
    assert counters(both, new).serials == {0: 3, 4: 4}
    assert counters(both, new).row == 5
    assert find(both, MIXED.name) == new
    state_of(both)


def test_a_dropped_column_takes_its_counter_along(both: Transaction) -> None:
    """MOD-034, MOD-022. Serials follow their columns by name."""
    indexes = (Index("one", IndexKind.UNIQUE, (0,)),)
    new = with_columns(MIXED, MIXED.schema.columns[3], indexes=indexes)
    replace_schema(both, MIXED, new, lambda row, _: [row[3]])
    assert counters(both, new).serials == {}
    assert [n for n, _ in scan(both, new)] == [1, 2, 3, 4]
    state_of(both)


def test_a_renamed_table_keeps_all_but_its_name(both: Transaction) -> None:
    """MOD-034. Rename there and back, and nothing has changed."""
    other = Table("other:", MIXED.schema)
    replace_schema(both, MIXED, other)
    assert find(both, MIXED.name) is None
    assert [row for _, row in scan(both, other)][:3] == MIXED_ROWS[:3]
    state_of(both)
    replace_schema(both, other, MIXED)
    assert changed(both) == set()


def test_a_renamed_column_changes_the_schema_alone(both: Transaction) -> None:
    """MOD-034. Its counter stays with it."""
    draw(both)
    first, *others = MIXED.schema.columns
    new = with_columns(MIXED, replace(first, name="renamed"), *others)
    replace_schema(both, MIXED, new)
    assert counters(both, new).serials == {0: 3}
    state_of(both)


def test_an_index_comes_and_goes(both: Transaction) -> None:
    """MOD-013. Only its own keys and the schema change."""
    index = Index("products_name_idx", IndexKind.INDEX, (1, 0))
    schema = replace(PRODUCTS.schema, indexes=(*PRODUCTS.schema.indexes, index))
    new = Table(PRODUCTS.name, schema)
    replace_schema(both, PRODUCTS, new)
    prefixes = (b"index:products:products_name_idx:", b"meta:table:products")
    assert len(changed(both)) == 4
    assert all(key.startswith(prefixes) for key in changed(both))
    replace_schema(both, new, PRODUCTS)
    assert changed(both) == set()


def test_an_index_that_becomes_unique_is_written_again(both: Transaction) -> None:
    """MOD-013. The keys of a unique index do not end in the row id."""
    one, two, three = MIXED.schema.indexes
    kinds = (replace(one, kind=IndexKind.INDEX), two, three)
    new = Table(MIXED.name, replace(MIXED.schema, indexes=kinds))
    replace_schema(both, MIXED, new)
    state_of(both)


def test_rows_must_satisfy_what_is_added(both: Transaction) -> None:
    """MOD-050. Unique and NOT NULL are checked of the rows that there are."""
    insert(both, PRODUCTS, (4, "Widget", None))
    unique = (*PRODUCTS.schema.indexes, Index("u", IndexKind.UNIQUE_INDEX, (1,)))
    with pytest.raises(UniqueViolationError):
        replace_schema(both, PRODUCTS, Table("products", replace(PRODUCTS.schema, indexes=unique)))
    id_, name, price = PRODUCTS.schema.columns
    with pytest.raises(NotNullViolationError):
        replace_schema(
            both, PRODUCTS, with_columns(PRODUCTS, id_, name, replace(price, not_null=True))
        )
    replace_schema(both, PRODUCTS, with_columns(PRODUCTS, id_, replace(name, not_null=True), price))


def test_a_rewritten_row_is_checked_too(both: Transaction) -> None:
    """MOD-050. NOT NULL of a new column, unique of changed values."""
    new = with_columns(
        PRODUCTS, *PRODUCTS.schema.columns, Column("n", type_named("text"), not_null=True)
    )
    with pytest.raises(NotNullViolationError):
        replace_schema(both, PRODUCTS, new, lambda row, _: [*row, None])
    both = begun((PRODUCTS, PRODUCT_ROWS))
    with pytest.raises(UniqueViolationError):
        replace_schema(both, PRODUCTS, PRODUCTS, lambda row, _: [1, *row[1:]])


def test_a_schema_ends_at_the_limit_of_a_value() -> None:
    """MOD-040. 16 MiB of text in a check are too many."""
    long = replace(PRODUCTS.schema, checks=(CheckConstraint("c", "x" * 16_777_216),))
    with pytest.raises(ProgramLimitError):
        begun((Table("t", long), []))


def test_a_type_that_changes_rewrites(both: Transaction) -> None:
    """MOD-034. Rows and index keys alike."""
    id_, name, price = PRODUCTS.schema.columns
    new = with_columns(PRODUCTS, replace(id_, type=type_named("numeric")), name, price)
    replace_schema(both, PRODUCTS, new, lambda row, _: [Decimal(str(row[0])), *row[1:]])
    assert [row[0] for _, row in scan(both, new)] == [Decimal(1), Decimal(2), Decimal(3)]
    state_of(both)
