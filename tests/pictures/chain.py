"""A full, an incremental and the state that both restore, drawn from files that were written."""

from __future__ import annotations

from html import escape
from itertools import count
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import helios_ref
from helios_ref.types import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = tuple[Value, ...]

STATEMENTS = (
    "CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL)",
    "INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99)",
    "BACKUP DATABASE TO '{place}/full.hldb'",
    "UPDATE products SET price = 11.99 WHERE id = 1",
    "DELETE FROM products WHERE id = 3",
    "INSERT INTO products VALUES (4, 'Doohickey', 39.99)",
    "BACKUP DATABASE INCREMENTAL TO '{place}/inc.hldb'",
)
"""Steps 1 to 4 of the tutorial."""

FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 250" role="img" \
font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">
<title>A full backup, an incremental one, and the state that both restore</title>
<rect width="760" height="250" rx="8" fill="#ffffff"/>
{boxes}<g stroke="#57606a" stroke-width="1.5" fill="none">
<path d="M268 130 H232 m6 -4 l-6 4 l6 4"/><path d="M492 130 H528 m-6 -4 l6 4 l-6 4"/>
</g>
<text x="250" y="118" font-size="11" text-anchor="middle" fill="#57606a">parent</text>
<text x="510" y="118" font-size="11" text-anchor="middle" fill="#57606a">RESTORE</text>
<text x="380" y="234" text-anchor="middle" fill="#24292f">A chain is a full and the incrementals \
that follow it: restoring one reads all before it.</text>
</svg>
"""
COLOURS = {"+": "#1a7f37", "-": "#cf222e", "~": "#9a6700", " ": "#24292f"}


def chain() -> str:
    """Return the picture, as SVG."""
    with TemporaryDirectory() as place:
        seconds = count(1711400000, 3600)
        connection = helios_ref.connect(clock=lambda: next(seconds), autocommit=True)
        replies = [connection.execute(text.format(place=place)) for text in STATEMENTS]
        full, incremental = (cursor.fetchone() for cursor in replies if cursor.description)
        assert full
        assert incremental
        states = [restored(connection, f"{place}/{name}.hldb") for name in ("full", "inc")]
    before, after = states
    boxes = (
        box(16, "full_001.hldb", f"every key: {full[3]!s}", [(" ", row) for row in before]),
        box(
            276, "inc_001.hldb", f"the difference: {incremental[3]!s} keys", changes(before, after)
        ),
        box(536, "a branch", "every row as it was then", [(" ", row) for row in after]),
    )
    return FRAME.format(boxes="".join(boxes))


def restored(connection: helios_ref.Connection, path: str) -> list[Row]:
    """Return the rows that a backup brings back."""
    connection.execute(f"RESTORE DATABASE FROM '{path}'")
    return connection.execute("SELECT * FROM products ORDER BY id").fetchall()


def changes(before: Iterable[Row], after: Iterable[Row]) -> list[tuple[str, Row]]:
    """Return what an incremental holds, with a mark: changed, deleted, added."""
    old, new = ({row[0]: row for row in rows} for rows in (before, after))
    changed = [("~", new[key]) for key in old if key in new and old[key] != new[key]]
    deleted = [("-", row) for key, row in old.items() if key not in new]
    return [*changed, *deleted, *(("+", row) for key, row in new.items() if key not in old)]


def box(left: int, title: str, subtitle: str, rows: Sequence[tuple[str, Row]]) -> str:
    """Return a box with a line for each row."""
    lines = "".join(
        f'<text x="{left + 14}" y="{100 + 24 * line}" fill="{COLOURS[mark]}" xml:space="preserve">'
        f"{mark} {row[0]!s}  {escape(str(row[1])):<9} {row[2]!s:>6}</text>\n"
        for line, (mark, row) in enumerate(rows)
    )
    return (
        f'<rect x="{left}" y="24" width="208" height="176" rx="6" fill="#f6f8fa" stroke="#ccc"/>\n'
        f'<text x="{left + 14}" y="50" font-weight="bold" fill="#24292f">{title}</text>\n'
        f'<text x="{left + 14}" y="70" font-size="12" fill="#57606a">{subtitle}</text>\n{lines}'
    )
