"""Replies as lines: aligned tables, CSV, JSON (07-operations)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from typing import Final

from helios_ref.cli.output.grid import aligned, is_number
from helios_ref.cli.output.text import counted, json_line
from helios_ref.reply import Reply
from helios_ref.types import type_named

_BARE: Final = re.compile(r'[^,"\r\n]+')
"""A text that CSV has as it is."""


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


def _table(reply: Reply) -> Iterator[str]:
    right = [is_number(type_named(name)) for name in reply.types]
    yield from aligned(reply.columns, right, list(reply.cells()))
    yield f"({counted(len(reply.rows), 'row')})"


def _csv(reply: Reply) -> Iterator[str]:
    for cells in chain([reply.columns], reply.cells()):
        yield ",".join(map(_csv_cell, cells))


def _csv_cell(cell: str | None) -> str:
    """Return a cell as PostgreSQL's COPY writes it: NULL is nothing, the empty text is `""`."""
    if cell is None:
        return ""
    if _BARE.fullmatch(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def _json(reply: Reply) -> str:
    answer: dict[str, object] = {"columns": reply.columns, "rows": list(reply.cells())}
    if reply.changed is not None:
        answer["changed"] = reply.changed
    if reply.notices:
        answer["notices"] = reply.notices
    return json_line(answer)
