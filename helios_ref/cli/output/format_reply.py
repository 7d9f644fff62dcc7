"""Replies as lines: aligned tables, CSV, JSON (07-operations)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from helios_ref.cli.output.grid import aligned, is_number
from helios_ref.cli.output.text import counted, json_line
from helios_ref.reply import Reply
from helios_ref.types import type_named


class Format(StrEnum):
    """How replies are printed (OPS-022)."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def lines_of(reply: Reply, style: Format) -> Iterator[str]:
    """Yield the lines that a reply looks like, if any (OPS-022)."""
    if style is Format.JSON:
        yield _json(reply)
    elif reply.columns:
        yield from _table(reply) if style is Format.TABLE else _csv(reply)
    elif style is Format.TABLE:
        yield "done" if reply.changed is None else f"{counted(reply.changed, 'row')} changed"


def cells_of(reply: Reply) -> list[list[str | None]]:
    """Return the rows as text, None for NULL (CNF-021)."""
    types = [type_named(name) for name in reply.types]
    return [
        [type_.shown(value) for value, type_ in zip(row, types, strict=True)] for row in reply.rows
    ]


def _table(reply: Reply) -> Iterator[str]:
    right = [is_number(type_named(name)) for name in reply.types]
    yield from aligned(reply.columns, right, cells_of(reply))
    yield f"({counted(len(reply.rows), 'row')})"


def _csv(reply: Reply) -> Iterator[str]:
    for cells in (reply.columns, *cells_of(reply)):
        yield ",".join(map(_csv_cell, cells))


def _csv_cell(cell: str | None) -> str:
    """Return a cell as PostgreSQL's COPY writes it: NULL is nothing, the empty text is `""`."""
    if cell is None:
        return ""
    if cell and not any(one in cell for one in ',"\r\n'):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def _json(reply: Reply) -> str:
    answer: dict[str, object] = {"columns": reply.columns, "rows": cells_of(reply)}
    if reply.changed is not None:
        answer["changed"] = reply.changed
    if reply.notices:
        answer["notices"] = reply.notices
    return json_line(answer)
