"""What phrases of one line stand for in statements (CNF-030)."""

from __future__ import annotations

import re

from conformance.book.ways import restoring

_PRODUCTS = (
    "CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL)",
    "INSERT INTO products VALUES (1, 'Widget', 9.99)",
    "INSERT INTO products VALUES (2, 'Gadget', 24.99)",
    "INSERT INTO products VALUES (3, 'Gizmo', 14.99)",
)
_CHANGES = (
    "INSERT INTO products VALUES (4, 'Doohickey', 39.99)",
    "UPDATE products SET price = 11.99 WHERE id = 1",
    "DELETE FROM products WHERE id = 3",
)
_CHAIN = (
    "CREATE TABLE products (id INT PRIMARY KEY, name TEXT)",
    "INSERT INTO products VALUES (1, 'Widget')",
    "BACKUP DATABASE TO '$dir/full.hldb'",
    "INSERT INTO products VALUES (2, 'Gadget')",
    "BACKUP DATABASE INCREMENTAL TO '$dir/first.hldb'",
    "UPDATE products SET name = 'Gizmo' WHERE id = 2",
    "BACKUP DATABASE INCREMENTAL TO '$dir/middle.hldb'",
    "DELETE FROM products WHERE id = 1",
    "BACKUP DATABASE INCREMENTAL TO '$dir/last.hldb'",
)
_BEGINNINGS = {
    "the products of the tutorial": _PRODUCTS,
    "the changes of the tutorial": _CHANGES,
    "a chain of four": _CHAIN,
}
_TABLE = re.compile(r"a table of (?P<n>\d+) (?P<what>columns|rows)")
AT_ONCE = 500
"""How many rows of a long table are inserted by one statement."""


def beginning(text: str) -> tuple[str, ...]:
    """Return the statements that a step stands for; none where it says its statements itself."""
    table = _TABLE.fullmatch(text)
    if table is None:
        return _BEGINNINGS.get(text) or restoring(text)
    n = int(table["n"])
    return (wide_table(n),) if table["what"] == "columns" else long_table(n)


def wide_table(n: int) -> str:
    """Return the statement that makes the table `wide` of n columns, c1 to cn."""
    return f"CREATE TABLE wide ({', '.join(f'c{number} INT' for number in range(1, n + 1))})"


def long_table(n: int) -> tuple[str, ...]:
    """Return the statements that make the table `many` of n rows, some hundreds at a time."""
    parts = (range(first, min(first + AT_ONCE, n + 1)) for first in range(1, n + 1, AT_ONCE))
    rows = (", ".join(f"({number})" for number in part) for part in parts)
    inserts = (f"INSERT INTO many VALUES {values}" for values in rows)  # noqa: S608
    return "CREATE TABLE many (id INT)", *inserts


def whole_state(table: str) -> tuple[str, ...]:
    """Return the queries that show a table, the branches, and the catalog."""
    rows = f"SELECT * FROM {table} ORDER BY 1"  # noqa: S608 - a feature's own table
    return rows, "SHOW BRANCHES", "SELECT * FROM helios_backups"
