"""`diff`: what changed between two backups, as rows (07-operations)."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import click

from helios_ref.backup.verify import check_chain
from helios_ref.cli.backup_args import backups_option, shelves
from helios_ref.cli.diff.state_diff import changes
from helios_ref.cli.inspect.fields import moment
from helios_ref.cli.output.console import painted, write
from helios_ref.cli.output.grid import row_grid
from helios_ref.cli.output.progress import watched
from helios_ref.cli.output.text import counted, json_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from helios_ref.backup.chain import Chain
    from helios_ref.cli.diff.state_diff import Cells, RowChange, TableChange
    from helios_ref.tables.schema import Column
    from helios_ref.tables.table import Table

DIFFERENT: Final = 1
"""Exit code when the two differ (OPS-051)."""

COLOURS: Final = {"-": "red", "+": "green"}
"""By the mark at the beginning of a line."""


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
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
    old, new = (watched(check_chain(chain))[0] for chain in chains)
    found = list(changes(old, new))
    write(json_lines(found) if as_json else _lines(found, chains))
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
    kinds = [row.kind for row in change.rows]
    numbers = [f"{counted(kinds.count(kind), 'row')} {kind}" for kind in sorted(set(kinds))]
    told = ", ".join([change.kind, *numbers])
    yield painted(f"table {visible(change.name)} {told}", bold=True)
    parts = [("-", part) for part in change.parts_removed]
    parts += [("+", part) for part in change.parts_added]
    if all(change.counters) and len(set(change.counters)) > 1:
        parts += zip("-+", change.counters, strict=True)
    yield from (painted(f"{mark} {visible(part)}", COLOURS[mark]) for mark, part in parts)
    yield from _rows(change)


def _rows(change: TableChange) -> Iterator[str]:
    """Yield the rows that differ: as they were after a minus, as they are after a plus."""
    before = [(row.row_id, "-", row.before) for row in change.rows if row.before is not None]
    after = [(row.row_id, "+", row.after) for row in change.rows if row.after is not None]
    old, new = _columns(change.before), _columns(change.after)
    if old and new and old != new:
        yield from _block(old, before)
        yield from _block(new, after)
    else:
        yield from _block(old or new, sorted([*before, *after], key=itemgetter(0)))


def _block(columns: Sequence[Column], rows: Sequence[tuple[int, str, Cells]]) -> Iterator[str]:
    """Yield rows of the same columns, below their names."""
    grid = row_grid(columns)
    for row_id, _, cells in rows:
        grid.fit([str(row_id), *cells])
    if rows:
        yield from grid.heading()
    for row_id, mark, cells in rows:
        yield painted(grid.line([str(row_id), *cells], mark), COLOURS[mark])


def _columns(table: Table | None) -> Sequence[Column]:
    return () if table is None else table.schema.columns


def json_lines(found: Sequence[TableChange]) -> Iterator[str]:
    """Yield a line for each table, and one for each of its rows (OPS-050)."""
    for change in found:
        told: dict[str, Any] = {"table": change.name, "change": change.kind}
        parts = {"removed": change.parts_removed, "added": change.parts_added}
        yield json_line({**told, **parts, "counters": change.counters})
        for row in change.rows:
            yield json_line(_row_json(change, row))


def _row_json(change: TableChange, row: RowChange) -> dict[str, Any]:
    return {
        "table": change.name,
        "row_id": row.row_id,
        "change": row.kind,
        "before": _named(change.before, row.before),
        "after": _named(change.after, row.after),
    }


def _named(table: Table | None, cells: Cells | None) -> dict[str, str | None] | None:
    if cells is None:
        return None
    return dict(zip((column.name for column in _columns(table)), cells, strict=True))
