"""Whatever is inserted, updated and deleted, a table is what a dictionary would be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helios_ref.errors import (
    NotNullViolationError,
    OutOfRangeError,
    ProgramLimitError,
    UniqueViolationError,
)
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from helios_ref.storage.transaction import Transaction
from helios_ref.tables.check_entries import check_entries, described_tables
from helios_ref.tables.define_tables import create_table
from helios_ref.tables.keys import Bound
from helios_ref.tables.read_tables import Row, between, fetch, find, lookup, names, scan
from helios_ref.tables.schema import Column, Index, IndexKind, Schema
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import Counters, Insertion, counters, delete, update
from helios_ref.types import Value, order_key, type_named
from tests.tables.samples import MIXED, MIXED_ROWS, PRODUCT_ROWS, PRODUCTS, begun, insert
from tests.tables.whole_state import check_state
from tests.types.comparison import compared

TABLE = Table(
    "t",
    Schema(
        (
            Column("k", type_named("integer"), not_null=True),
            Column("u", type_named("text")),
            Column("v", type_named("numeric")),
        ),
        (
            Index("t_pkey", IndexKind.PRIMARY, (0,)),
            Index("t_u_key", IndexKind.UNIQUE, (1,)),
            Index("t_v_u_idx", IndexKind.INDEX, (2, 1)),
        ),
    ),
)
PRIMARY, UNIQUE, PAIR = TABLE.schema.indexes

keys = st.sampled_from([-1, 0, 300])
texts = st.sampled_from(["", "a", None])
decimals = st.sampled_from([Decimal("-1.5"), Decimal("2.0"), Decimal("2.00"), None])
rows = st.tuples(keys | st.none(), texts, decimals)
places = st.integers(0, 2)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), places, rows),
        st.tuples(st.just("update"), places, rows),
        st.tuples(st.just("delete"), places, rows),
        st.tuples(st.just("commit"), places, rows),
    ),
    max_size=12,
)


class Model:
    """A table as a dictionary, with the constraints of TABLE."""

    def __init__(self) -> None:
        """Hold no row."""
        self.rows: dict[int, Row] = {}
        self.next = 1

    def fault(self, row: Row, besides: int | None) -> type[Exception] | None:
        """Return how a row is refused where no other row than `besides` gives way."""
        if row[0] is None:
            return NotNullViolationError
        others = [other for row_id, other in self.rows.items() if row_id != besides]
        taken = any(other[0] == row[0] for other in others)
        taken |= row[1] is not None and any(other[1] == row[1] for other in others)
        return UniqueViolationError if taken else None


def done(transaction: Transaction, model: Model, step: tuple[str, int, Row]) -> Transaction:
    """Do one step to both, and return the transaction to go on with."""
    verb, place, row = step
    row_ids = sorted(model.rows)
    if verb == "commit":
        return again(transaction)
    if verb == "insert":
        row_id = model.next
        fault = model.fault(row, None)
    elif place >= len(row_ids):
        return transaction
    else:
        row_id = row_ids[place]
        fault = model.fault(row, row_id) if verb == "update" else None
    if fault is not None:
        with pytest.raises(fault):
            act(again(transaction), model, (verb, row_id, row))
        return transaction
    act(transaction, model, (verb, row_id, row))
    if verb == "delete":
        del model.rows[row_id]
    else:
        model.rows[row_id] = row
        model.next = max(model.next, row_id + 1)
    return transaction


def again(transaction: Transaction) -> Transaction:
    """Return another transaction that begins with what this one sees."""
    return Transaction(transaction.snapshot.push(transaction.layer(), 0))


def act(transaction: Transaction, model: Model, step: tuple[str, int, Row]) -> None:
    """Do one step to the table alone."""
    verb, row_id, row = step
    if verb == "insert":
        assert insert(transaction, TABLE, row) == [row_id]
    elif verb == "update":
        update(transaction, TABLE, row_id, model.rows[row_id], row)
    else:
        delete(transaction, TABLE, row_id, model.rows[row_id])


def in_order(found: dict[int, Row], index: Index) -> list[int]:
    """Return row ids in the order of an index."""
    return sorted(found, key=lambda n: [*(order_key(found[n][i]) for i in index.columns), n])


@settings(max_examples=200, deadline=None)
@given(steps, keys, texts, decimals, st.sampled_from(["in", "out"]))
def test_a_table_is_what_a_dictionary_would_be(
    plan: list[tuple[str, int, Row]], key: int, text: str | None, decimal: Value, edge: str
) -> None:
    """MOD-010, MOD-013, MOD-025, MOD-030, MOD-031, MOD-032, MOD-050. Refused statements too."""
    transaction, model = begun((TABLE, [])), Model()
    for step in plan:
        transaction = done(transaction, model, step)
    assert [(n, list(map(str, row))) for n, row in scan(transaction, TABLE)] == [
        (n, list(map(str, row))) for n, row in sorted(model.rows.items())
    ]
    state = dict(transaction.range(b"", None))
    check_state(Layer(state))
    check_entries(described_tables(state), state)
    assert counters(transaction, TABLE).row == model.next
    assert all(fetch(transaction, TABLE, n) == row for n, row in model.rows.items())
    assert fetch(transaction, TABLE, model.next) is None

    def where(position: int, value: Value) -> dict[int, Row]:
        return {n: r for n, r in model.rows.items() if compared(r[position], value) == 0}

    assert list(lookup(transaction, TABLE, PRIMARY, [key])) == list(where(0, key))
    assert list(lookup(transaction, TABLE, UNIQUE, [text])) == sorted(where(1, text))
    assert list(lookup(transaction, TABLE, PAIR, [decimal])) == in_order(where(2, decimal), PAIR)
    both = {n: row for n, row in where(2, decimal).items() if row[1] == text}
    assert list(lookup(transaction, TABLE, PAIR, [decimal, text])) == sorted(both)

    low, high = Bound(Decimal("-1.5"), edge == "in"), Bound(Decimal(2), edge == "in")
    for lower, upper in ((low, high), (None, high), (low, None), (None, None)):
        within = {n: row for n, row in model.rows.items() if inside(row[2], lower, upper)}
        found = between(transaction, TABLE, PAIR, [], (lower, upper))
        assert list(found) == in_order(within, PAIR)
    after = {n: row for n, row in where(2, decimal).items() if row[1] not in {None, ""}}
    found = between(transaction, TABLE, PAIR, [decimal], (Bound("", inclusive=False), None))
    assert list(found) == in_order(after, PAIR)


def inside(value: Value, lower: Bound | None, upper: Bound | None) -> bool:
    """Whether a value lies within bounds."""
    if value is None:
        return False
    above = lower is None or compared(value, lower.value) >= (0 if lower.inclusive else 1)
    return above and (
        upper is None or compared(value, upper.value) <= (0 if upper.inclusive else -1)
    )


def test_tables_are_found_by_name() -> None:
    """MOD-010. And listed."""
    transaction = begun((PRODUCTS, PRODUCT_ROWS), (MIXED, MIXED_ROWS))
    assert names(transaction) == [MIXED.name, PRODUCTS.name]
    assert find(transaction, MIXED.name) == MIXED
    assert find(transaction, "50%") is None
    assert find(Snapshot(), "products") is None


def test_a_violation_names_the_values() -> None:
    """MOD-013. As PostgreSQL's detail does."""
    transaction = begun((MIXED, MIXED_ROWS))
    with pytest.raises(UniqueViolationError) as refusal:
        insert(transaction, MIXED, (9, "a", Decimal("1.50"), None))
    assert refusal.value.facts == {
        "table": "50%: new",
        "constraint": "one",
        "values": "(u, d)=(a, 1.50)",
    }


def test_serials_are_drawn_and_written_once() -> None:
    """MOD-022. An explicit value draws nothing."""
    transaction = begun((MIXED, []))
    insertion = Insertion(transaction, MIXED)
    first = insertion.counters.next_serial(0)
    insertion.add((first, None, None, None))
    insertion.add((77, None, None, None))
    second = insertion.counters.next_serial(0)
    assert transaction.get(MIXED.plan.counter_key) == bytes.fromhex("920101")
    insertion.close()
    assert (first, second) == (1, 2)
    assert transaction.get(MIXED.plan.counter_key) == bytes.fromhex("920303")


def test_counters_end_where_their_numbers_do() -> None:
    """MOD-040. A serial at the bound of its type, a row id at 2^63 - 1."""
    drawn = Counters(MIXED, 2**63 - 2, {0: 2**31 - 1})
    assert drawn.next_row() == 2**63 - 2
    with pytest.raises(ProgramLimitError):
        drawn.next_row()
    assert drawn.next_serial(0) == 2**31 - 1
    with pytest.raises(OutOfRangeError):
        drawn.next_serial(0)
    big = Table("b", Schema((Column("n", type_named("bigserial"), not_null=True),)))
    with pytest.raises(ProgramLimitError):
        Counters(big, 1, {0: 2**63 - 1}).next_serial(0)


def test_keys_and_values_end_at_their_limits() -> None:
    """MOD-040. One byte less is taken."""
    table = Table(
        "t",
        Schema((Column("a", type_named("text")),), (Index("i", IndexKind.UNIQUE, (0,)),)),
    )
    around = len(b"index:t:i:") + len(b"\x01\x00")
    transaction = begun((table, [("x" * (4096 - around),)]))
    with pytest.raises(ProgramLimitError):
        insert(transaction, table, ("x" * (4097 - around),))
    wide = Table("w", Schema((Column("a", type_named("bytea")),)))
    create_table(transaction, wide)
    around = len(b"\x91\xc6\0\0\0\0")
    insert(transaction, wide, (bytes(16_777_216 - around),))
    with pytest.raises(ProgramLimitError):
        insert(transaction, wide, (bytes(16_777_217 - around),))


def test_rows_may_be_written_while_they_are_read() -> None:
    """BRN-021. A scan reads what there was when it began."""
    transaction = begun((PRODUCTS, PRODUCT_ROWS))
    for row_id, row in scan(transaction, PRODUCTS):
        insert(transaction, PRODUCTS, (row_id + 100, *row[1:]))
        delete(transaction, PRODUCTS, row_id, row)
    assert [row_id for row_id, _ in scan(transaction, PRODUCTS)] == [4, 5, 6]


def test_an_update_is_checked_row_by_row() -> None:
    """MOD-031. As in PostgreSQL: no swap of unique values without a detour."""
    transaction = begun((PRODUCTS, PRODUCT_ROWS))
    old = PRODUCT_ROWS[0]
    with pytest.raises(UniqueViolationError):
        update(again(transaction), PRODUCTS, 1, old, (2, *old[1:]))
    update(transaction, PRODUCTS, 1, old, (4, *old[1:]))
    assert list(lookup(transaction, PRODUCTS, PRODUCTS.schema.indexes[0], [4])) == [1]
    assert not list(lookup(transaction, PRODUCTS, PRODUCTS.schema.indexes[0], [1]))
