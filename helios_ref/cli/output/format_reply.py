"""Replies as text: aligned tables, CSV, lines of JSON (07-operations)."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Final, assert_never

from rich.cells import cell_len

from helios_ref.values import Family, shown, type_named

if TYPE_CHECKING:
    from helios_ref.reply import Reply

NULL: Final = "null"
"""What NULL looks like in a table."""

NUMBERS: Final = frozenset({Family.INTEGER, Family.NUMERIC, Family.FLOAT})
"""Families of types whose columns are aligned to the right."""


class Format(StrEnum):
    """How replies are printed (OPS-022)."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def text_of(reply: Reply, style: Format) -> str:
    """Return what a reply looks like, its last line end included, or nothing (OPS-022)."""
    match style:
        case Format.TABLE:
            return _table(reply) if reply.columns else _told(reply)
        case Format.CSV:
            return _csv(reply) if reply.columns else ""
        case Format.JSON:
            return _json(reply)
        case _:
            assert_never(style)


def cells_of(reply: Reply) -> list[list[str | None]]:
    """Return the rows as text, None for NULL (CNF-021)."""
    types = [type_named(name) for name in reply.types]
    return [
        [shown(value, type_) for value, type_ in zip(row, types, strict=True)] for row in reply.rows
    ]


def visible(text: str) -> str:
    """Return `text` with an escape for each character that would move a cursor (OPS-022)."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )


def counted(number: int, noun: str) -> str:
    """Return `1 row`, `2 rows`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _told(reply: Reply) -> str:
    return "done\n" if reply.changed is None else f"{counted(reply.changed, 'row')} changed\n"


def _table(reply: Reply) -> str:
    header = [visible(name) for name in reply.columns]
    rows = [
        [NULL if cell is None else visible(cell) for cell in cells] for cells in cells_of(reply)
    ]
    right = [type_named(name).family in NUMBERS for name in reply.types]
    widths = [max(map(_width, column)) for column in zip(header, *rows, strict=True)]
    rule = "+".join("-" * (width + 2) for width in widths)
    lines = [" | ".join(map(_padded, cells, widths, right)).rstrip() for cells in (header, *rows)]
    body = "".join(f" {line}\n" for line in lines[1:])
    return f" {lines[0]}\n{rule}\n{body}({counted(len(rows), 'row')})\n"


def _width(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return len(text) if text.isascii() else cell_len(text)


def _padded(text: str, width: int, right: bool) -> str:  # noqa: FBT001  # called by map
    blanks = " " * (width - _width(text))
    return blanks + text if right else text + blanks


def _csv(reply: Reply) -> str:
    return "".join(
        ",".join(map(_csv_cell, cells)) + "\n" for cells in (reply.columns, *cells_of(reply))
    )


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
    return json.dumps(answer, ensure_ascii=False) + "\n"
