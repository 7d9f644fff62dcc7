"""SELECT over tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helios_ref.engine.queries.query import planned
from helios_ref.engine.view import View
from helios_ref.errors import (
    AmbiguousColumnError,
    ColumnReferenceError,
    GroupingError,
    LimitError,
    OffsetError,
    UndefinedColumnError,
    UndefinedFunctionError,
    UndefinedTableError,
)
from helios_ref.sql import parse
from helios_ref.sql import syntax as s
from helios_ref.storage.database import Database
from helios_ref.storage.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helios_ref.session import Session
    from tests.engine.conftest import Run, Table

GOODS = """
CREATE TABLE goods (id INT PRIMARY KEY, name TEXT, price DECIMAL);
INSERT INTO goods VALUES (3, 'Gizmo', 14.99), (1, 'Widget', 9.99), (2, NULL, NULL);
"""


def test_rows_come_in_the_order_in_which_they_were_inserted(table: Table) -> None:
    """SQL-066."""
    assert table(GOODS + "SELECT * FROM goods") == [
        "3 | Gizmo | 14.99",
        "1 | Widget | 9.99",
        "2 | null | null",
    ]


@pytest.mark.parametrize(
    "where",
    ["price + 0 > 10", "upper(name) = 'GIZMO'", "3 IN (id)", "NOT id < 3", "id IS NOT NULL"],
)
def test_a_column_that_the_condition_alone_names_is_read(table: Table, where: str) -> None:
    """SQL-063."""
    counted = table(GOODS + f"SELECT count(*) FROM goods WHERE {where}")
    assert counted == [str(len(table(f"SELECT id, name, price FROM goods WHERE {where}")))]
    assert counted != ["0"]


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("id", "123"),
        ("id DESC", "321"),
        ("price", "132"),
        ("price DESC", "231"),
        ("price NULLS FIRST", "213"),
        ("price DESC NULLS LAST", "312"),
        ("-id", "321"),
        ("1 DESC", "321"),
        ("name IS NULL, id", "132"),
        ("id LIMIT 2", "12"),
        ("id OFFSET 1", "23"),
        ("id LIMIT 1 OFFSET 1", "2"),
        ("id OFFSET 1 LIMIT 1", "2"),
        ("id LIMIT NULL OFFSET NULL", "123"),
        ("id LIMIT ALL", "123"),
        ("id LIMIT 0", ""),
    ],
)
def test_rows_are_sorted_and_paged(table: Table, order: str, ids: str) -> None:
    """SQL-065, SQL-067."""
    assert "".join(table(f"{GOODS} SELECT id FROM goods ORDER BY {order}")) == ids


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("id", "id"),
        ("id + 1", "?column?"),
        ("count(*)", "count"),
        ("id::text", "id"),
        ("'5'::int", "int4"),
        ("CASE WHEN true THEN 1 END", "case"),
        ("lower(name) AS low", "low"),
        ("lower(name)", "lower"),
        ("coalesce(name, 'x')", "coalesce"),
    ],
)
def test_columns_of_a_reply_have_names(run: Run, expression: str, name: str) -> None:
    """SQL-064."""
    assert run(f"{GOODS} SELECT {expression} FROM goods").columns == (name,)


def test_an_alias_is_sorted_by(table: Table) -> None:
    """SQL-065."""
    assert table(GOODS + "SELECT -id AS price FROM goods ORDER BY price") == ["-3", "-2", "-1"]


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("SELECT nope FROM goods", UndefinedColumnError),
        ("SELECT other.id FROM goods", UndefinedColumnError),
        ("SELECT goods.id FROM goods g", UndefinedColumnError),
        ("SELECT * FROM nope", UndefinedTableError),
        ("SELECT *", ColumnReferenceError),
        ("SELECT id FROM goods ORDER BY 2", ColumnReferenceError),
        ("SELECT id AS x, price AS x FROM goods ORDER BY x", AmbiguousColumnError),
        ("SELECT id FROM goods LIMIT -1", LimitError),
        ("SELECT id FROM goods OFFSET -1", OffsetError),
        ("SELECT id FROM goods LIMIT id", ColumnReferenceError),
        ("SELECT id, count(*) FROM goods", GroupingError),
        ("SELECT id FROM goods WHERE count(*) = 1", GroupingError),
        ("SELECT sum(count(*)) FROM goods", GroupingError),
        ("SELECT sum(name) FROM goods", UndefinedFunctionError),
        ("SELECT '{}'::json AS j FROM goods ORDER BY j", UndefinedFunctionError),
    ],
)
def test_what_a_query_cannot_mean_is_refused(
    run: Run, query: str, refusal: type[Exception]
) -> None:
    """SQL-036, SQL-065, SQL-067, SQL-070."""
    with pytest.raises(refusal):
        run(GOODS + query)


@pytest.mark.parametrize(
    ("aggregate", "value"),
    [
        ("count(*)", "3"),
        ("count(name)", "2"),
        ("sum(id)", "6"),
        ("sum(price)", "24.98"),
        ("avg(id)", "2.0000000000000000"),
        ("avg(price)", "12.4900000000000000"),
        ("avg(id::float8)", "2"),
        ("min(name)", "Gizmo"),
        ("max(price)", "14.99"),
        ("max(id) - min(id)", "2"),
        ("sum(id) + count(*)", "9"),
    ],
)
def test_aggregates_take_all_rows(table: Table, aggregate: str, value: str) -> None:
    """SQL-070 to SQL-073."""
    assert table(f"{GOODS} SELECT {aggregate} FROM goods") == [value]


def test_of_no_rows_only_count_is_not_null(table: Table) -> None:
    """SQL-070."""
    query = "SELECT count(*), count(id), sum(id), avg(id), min(id), max(id) FROM goods WHERE false"
    assert table(GOODS + query) == ["0 | 0 | null | null | null | null"]


class Counted:
    """A snapshot that counts what is read of it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.reads = 0

    def get(self, key: bytes) -> bytes | None:
        """Count one read."""
        self.reads += 1
        return self.snapshot.get(key)

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, bytes]]:
        """Count each key that is yielded."""
        for cell in self.snapshot.range(start, stop):
            self.reads += 1
            yield cell


THOUSAND = """
CREATE TABLE numbers (a INT PRIMARY KEY, b TEXT, c INT, UNIQUE (b, c));
INSERT INTO numbers VALUES
""" + ", ".join(f"({i}, 'b{i // 100}', {i})" for i in range(1000))


@pytest.mark.parametrize(
    ("where", "rows", "reads"),
    [
        ("a = 7", 1, 2),
        ("7 = a AND c = 7", 1, 2),
        ("a BETWEEN 10 AND 19", 10, 20),
        ("a > 10 AND a <= 12", 2, 4),
        ("a < 5", 5, 10),
        ("b = 'b3' AND c >= 390", 10, 20),
        ("b = 'b3'", 100, 200),
        ("a = '7'", 1, 2),
        ("a = NULL", 0, 0),
        ("a = 5000000000", 0, 1),
        ("a = 7 OR a = 8", 2, 1000),
        ("a + 0 = 7", 1, 1000),
        ("c = 7", 1, 1000),
    ],
)
def test_a_key_is_looked_up_and_not_searched_for(
    session: Session, run: Run, where: str, rows: int, reads: int
) -> None:
    """SQL-090. Reads are of single keys and of entries in a range."""
    run(THOUSAND)
    snapshot = session.database.branches["main"]
    counted = Counted(snapshot)
    statement = parse(f"SELECT a FROM numbers WHERE {where}")
    assert isinstance(statement, s.Select)
    query = planned(statement, View("main", snapshot, {}, {}), ())
    assert len(query.run(View("main", counted, {}, {}), ()).rows) == rows
    assert counted.reads == reads


def test_a_range_of_a_key_gives_rows_by_row_id(table: Table) -> None:
    """SQL-066."""
    assert table(GOODS + "SELECT id FROM goods WHERE id >= 1") == ["3", "1", "2"]


def test_a_database_is_empty_at_first() -> None:
    """BRN-001."""
    assert Database().branches == {"main": Snapshot()}
