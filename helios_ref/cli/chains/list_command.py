"""`list`: the backups of directories as chains (07-operations)."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from helios_ref.backup.chain import Member, named
from helios_ref.backup.files import TEMPORARY
from helios_ref.backup.inventory import Inventory, survey
from helios_ref.cli.chains.arguments import directories_argument, json_option
from helios_ref.cli.chains.backup_facts import backup_facts, when
from helios_ref.cli.chains.intact import Memory, last_intact, remembered
from helios_ref.cli.inspect.fields import moment
from helios_ref.cli.output.console import terminal_size, write_lines
from helios_ref.cli.output.grid import Grid
from helios_ref.cli.output.text import counted, json_line, visible
from helios_ref.cli.output.tree import in_tree
from helios_ref.tables.catalog_records import backup_id

COLUMNS = ("backup", "type", "taken", "state keys", "bytes", "branch", "intact", "file")


@click.command("list", epilog="\b\nExample:\n  helios-ref list /backups/daily /backups/hourly\n")
@directories_argument
@json_option
def list_command(*, directories: tuple[str, ...], as_json: bool) -> None:
    """
    Show the backups of directories as chains.

    Below a full stands what was built on it. What lacks its parent, two backups of one number,
    and files that are no backups are named.
    """
    found, memory = survey(directories), remembered()
    write_lines(_json(found, memory) if as_json else _lines(found, memory))


def indented(found: Inventory) -> Iterator[tuple[str, Member]]:
    """Yield every backup behind its parent, with its mark."""
    return in_tree(found.tops, lambda member: found.children.get(member.link, ()))


def _lines(found: Inventory, memory: Memory) -> Iterator[str]:
    if found.members:
        yield from _table([_row(found, memory, *one) for one in indented(found)])
    for fact in _facts(found):
        yield visible(f"{fact['what']}: {fact['path']}: {fact['reason']}".removesuffix(": "))
    fulls = sum(member.header.parent is None for member in found.members)
    size = sum(member.trailer.file_length for member in found.members)
    told = f"{counted(fulls, 'chain')}, {counted(len(found.members), 'backup')}, {size:,} bytes"
    yield told


def _table(rows: list[list[str]]) -> Iterator[str]:
    """Yield a line for each backup, or several where the terminal is too narrow (OPS-144)."""
    right = [column in {"state keys", "bytes"} for column in COLUMNS]
    grid = Grid(COLUMNS, right)
    for row in rows:
        grid.fit(row)
    if not sys.stdout.isatty() or grid.width <= terminal_size().columns:
        yield from grid.heading()
        yield from map(grid.line, rows)
        return
    for backup, kind, taken, keys, size, branch, known, path in rows:
        yield f"{backup}  {kind}, {taken}, branch {branch}"
        margin = " " * (len(backup) - len(backup.lstrip(" └")) + 2)
        yield f"{margin}{keys} state keys, {size} bytes{known and f', intact at {known}'}"
        yield margin + path


def _row(found: Inventory, memory: Memory, mark: str, member: Member) -> list[str]:
    """Return the cells of a backup, its mark in the tree first, as COLUMNS names them."""
    known = last_intact(member, member.path, memory)
    copies = len(found.copies[member.link]) - 1
    return [
        mark + member.backup_id,
        member.header.kind,
        when(member),
        f"{member.trailer.state_keys:,}",
        f"{member.trailer.file_length:,}",
        member.header.branch,
        "" if known is None else f"level {known.level}, {moment(known.second)}",
        member.path + (f" and {counted(copies, 'more')}".removesuffix("s") if copies else ""),
    ]


def _facts(found: Inventory) -> Iterator[dict[str, str]]:
    """Yield what does not belong (OPS-101)."""
    for link, children in found.children.items():
        if link not in found.by_link:
            for child in children:
                reason = f"its parent {named(link)} is not here"
                gap = {"what": "gap", "path": child.path, "reason": reason}
                yield gap | {"parent_id": backup_id(link.number), "parent_root": link.root.hex()}
    for number, members in found.conflicts.items():
        for member in members:
            reason = f"another backup claims to be {backup_id(number)}, too"
            conflict = {"what": "conflict", "path": member.path, "reason": reason}
            yield conflict | {"backup_id": member.backup_id}
    for path, refusal in found.unreadable.items():
        yield {"what": "unreadable", "path": path, "reason": f"{refusal.code}, {refusal}"}
    for path in found.foreign:
        ours = TEMPORARY.fullmatch(path.rpartition("/")[2])
        yield {"what": "temporary" if ours else "foreign", "path": path, "reason": ""}


def _json(found: Inventory, memory: Memory) -> Iterator[str]:
    """Yield a line for each backup, and for what does not belong (OPS-102)."""
    for member in found.members:
        known = last_intact(member, member.path, memory)
        level, second = (None, None) if known is None else (known.level, known.second)
        intact = {"intact_level": level, "intact_at": second}
        paths = {"paths": list(found.copies[member.link])}
        yield json_line({"what": "backup", **backup_facts(member), **intact, **paths})
    yield from map(json_line, _facts(found))
