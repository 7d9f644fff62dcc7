"""Replies at a terminal: no wider than it, and a page at a time (07-operations)."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, islice
from typing import Final

import click

from helios_ref.cli.output.console import write_lines
from helios_ref.cli.output.grid import Cells, Grid, is_number
from helios_ref.cli.output.text import NULL_TEXT, counted, visible
from helios_ref.reply import Reply, shown
from helios_ref.types import type_named

AHEAD: Final = 1000
"""So many rows are looked at before the first is shown; a later one can make a column wider."""

LESS: Final = "FRSX"
"""How `less` pages where nobody has said how: it wraps no line, and leaves the page there."""


class Expanded(StrEnum):
    """Whether each row takes lines of its own, one for each column (OPS-082)."""

    ON = "on"
    OFF = "off"
    AUTO = "auto"
    """Where the table would be wider than the terminal."""


def screen_lines(reply: Reply, expanded: Expanded, width: int) -> Iterator[str]:
    """Yield the lines of a reply with columns, the first before the last is made (OPS-082)."""
    types = [type_named(name) for name in reply.types]
    cells: Iterator[Cells] = (list(map(shown, row, types)) for row in reply.rows)
    first = list(islice(cells, AHEAD))
    grid = Grid(reply.columns, [is_number(type_) for type_ in types])
    for row in first:
        grid.fit(row)
    rows = chain(first, cells)
    if first and (expanded is Expanded.ON or (expanded is Expanded.AUTO and grid.width > width)):
        yield from _records(reply.columns, rows, width)
    else:
        yield from grid.heading()
        for row in rows:
            grid.fit(row)
            yield grid.line(row)
    yield f"({counted(len(reply.rows), 'row')})"


def _records(columns: Sequence[str], rows: Iterable[Cells], width: int) -> Iterator[str]:
    """Yield a line for each cell, below one that counts the rows."""
    grid = Grid(["", ""], [False, False])
    for column in columns:
        grid.fit([column, ""])
    for number, row in enumerate(rows, 1):
        yield f"-[ row {number} ]".ljust(min(width, 40), "-")
        for column, cell in zip(columns, row, strict=True):
            yield grid.line([column, NULL_TEXT if cell is None else cell])


def page(lines: Iterable[str]) -> None:
    """Print lines, by a pager where they are more than the terminal has (OPS-083)."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        write_lines(lines)
        return
    rest = map(visible, lines)
    first = list(islice(rest, shutil.get_terminal_size().lines - 1))
    further = next(rest, None)
    if further is None or os.environ.get("TERM") == "dumb":
        write_lines(chain(first, [] if further is None else [further], rest))
        return
    os.environ.setdefault("LESS", LESS)
    click.echo_via_pager(f"{line}\n" for line in chain(first, [further], rest))
