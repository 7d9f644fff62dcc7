"""`diff`: what changed between two backups, as rows (07-operations)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import click

from helios_ref.backup.chain import Chain
from helios_ref.backup.verify import check_chain
from helios_ref.cli.backup_args import backups_option, shelves
from helios_ref.cli.diff.state_diff import Cells, Side, TableChange, changes, kind_of
from helios_ref.cli.inspect.fields import moment
from helios_ref.cli.output.console import painted, write_lines
from helios_ref.cli.output.grid import row_grid
from helios_ref.cli.output.progress import watched
from helios_ref.cli.output.text import counted, json_line, visible
from helios_ref.tables.schema import Column

DIFFERENT: Final = 1
"""Exit code when the two differ (OPS-051)."""

COLOURS: Final = {"-": "red", "+": "green"}
"""By the mark at the beginning of a line."""


@click.command("diff", epilog="\b\nExample:\n  helios-ref diff monday.hldb tuesday.hldb\n")
@click.argument("before", metavar="A", type=click.Path())
@click.argument("after", metavar="B", type=click.Path())
@backups_option
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each change.")
@click.pass_context
def diff_command(
    context: click.Context, *, before: str, after: str, backups: tuple[str, ...], as_json: bool
) -> None:
    """
    Show what changed between two backups.

    A and B are paths of files, or IDs with --backups. Both are verified and restored in memory
    first. The exit code is 1 if they differ.
    """
    known = shelves((before, after), backups)
    chains = known.chain(before), known.chain(after)
    old, new = (watched(check_chain(chain)) for chain in chains)
    found = list(changes(old, new))
    write_lines(json_lines(found) if as_json else _lines(found, chains))
    if found:
        context.exit(DIFFERENT)


def _lines(found: Sequence[TableChange], chains: tuple[Chain, Chain]) -> Iterator[str]:
    """Yield both backups, then each table of which anything differs (OPS-050)."""
    for mark, chain in zip("-+", chains, strict=True):
        leaf = chain[-1]
        place = f"{leaf.backup_id}, {moment(leaf.header.created)}, branch {leaf.header.branch}"
        yield painted(f"{mark * 3} {visible(f'{leaf.path} ({place})')}", COLOURS[mark])
    if not found:
        yield "no difference"
    for change in found:
        yield ""
        yield from _table(change)


def _table(change: TableChange) -> Iterator[str]:
    """Yield what happened to a table, its parts, and its rows."""
    numbers = [
        f"{counted(number, 'row')} {kind}" for kind, number in sorted(change.rows_of.items())
    ]
    told = ", ".join([change.kind, *numbers])
    yield painted(f"table {visible(change.name)} {told}", bold=True)
    before, after = change.before, change.after
    parts = [*(("-", part) for part in before.beyond(after))]
    parts += [*(("+", part) for part in after.beyond(before))]
    if change.kind == "changed" and before.counters != after.counters:
        parts += [("-", before.counters), ("+", after.counters)]
    yield from (painted(f"{mark} {visible(part)}", COLOURS[mark]) for mark, part in parts)
    if change.kind == "changed" and before.columns != after.columns:
        yield from _block(change, before.columns, "-")
        yield from _block(change, after.columns, "+")
    else:
        yield from _block(change, before.columns or after.columns, "-+")


def _block(change: TableChange, columns: Sequence[Column], marks: str) -> Iterator[str]:
    """Yield rows of the same columns by their ids, what was before what is, below their names."""
    grid = row_grid(columns)
    for _, cells in _marked(change, marks):
        grid.fit(cells)
    for at, (mark, cells) in enumerate(_marked(change, marks)):
        if at == 0:
            yield from grid.heading()
        yield painted(grid.line(cells, mark), COLOURS[mark])


def _marked(change: TableChange, marks: str) -> Iterator[tuple[str, list[str | None]]]:
    """Yield the cells of rows with their ids, read once more each time: they can be many."""
    for row_id, *sides in change.rows():
        for mark, cells in zip("-+", sides, strict=True):
            if mark in marks and cells is not None:
                yield mark, [str(row_id), *cells]


def json_lines(found: Sequence[TableChange]) -> Iterator[str]:
    """Yield a line for each table, and one for each of its rows (OPS-050)."""
    for change in found:
        before, after, table = change.before, change.after, {"table": change.name}
        parts = {"removed": before.beyond(after), "added": after.beyond(before)}
        counters = [before.counters, after.counters]
        yield json_line({**table, "change": change.kind, **parts, "counters": counters})
        for row_id, was, now in change.rows():
            cells = {"before": _named(before, was), "after": _named(after, now)}
            yield json_line({**table, "row_id": row_id, "change": kind_of(was, now), **cells})


def _named(side: Side, cells: Cells | None) -> dict[str, str | None] | None:
    if cells is None:
        return None
    return dict(zip((column.name for column in side.columns), cells, strict=True))
