"""What the commands about directories of backups share (07-operations)."""

from __future__ import annotations

import os
from typing import Final

import click

from helios_ref.backup.chain import Member
from helios_ref.backup.verify import Progress
from helios_ref.cli.inspect.fields import moment
from helios_ref.cli.output.progress import Watch

FOUND: Final = 1
"""Exit code when something was found (OPS-107, OPS-121, OPS-132)."""


def _no_files(
    _context: click.Context, _argument: click.Parameter, directories: tuple[str, ...]
) -> tuple[str, ...]:
    """Return directories; a file is wrong usage, and what cannot be reached is told later."""
    for path in directories:
        if os.path.isfile(path):  # noqa: PTH113  # Path.is_file can raise
            raise click.UsageError(f"{path} is a file, not a directory: inspect shows a file")
    return directories


directories_argument: Final = click.argument(
    "directories",
    metavar="DIR...",
    nargs=-1,
    required=True,
    type=click.Path(),
    callback=_no_files,
)

json_option: Final = click.option(
    "--json", "as_json", is_flag=True, help="JSON, a line for each thing."
)


def none_in(directories: tuple[str, ...]) -> str:
    """Say that there is no backup (OPS-107, OPS-132)."""
    return f"there is no backup in {', '.join(directories)}"


class Shown(Watch):
    """Long work of several parts, watched (OPS-135)."""

    def step(self, step: Progress) -> None:
        """Show how far a file has come."""
        self.see(step.path, step.blocks, step.of)


def backup_facts(member: Member) -> dict[str, object]:
    """Return what a backup is, for machines."""
    header, trailer = member.header, member.trailer
    parent = header.parent
    return {
        "backup_id": member.backup_id,
        "backup_type": header.kind,
        "timestamp": header.created,
        "branch": header.branch,
        "parent_id": None if parent is None else f"bk_{parent.number}",
        "root": trailer.root.hex(),
        "key_count": trailer.entries,
        "state_keys": trailer.state_keys,
        "size_bytes": trailer.file_length,
    }


def when(member: Member) -> str:
    """Return when a backup was taken, for people."""
    return moment(member.header.created)
