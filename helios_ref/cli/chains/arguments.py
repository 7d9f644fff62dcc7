"""What the commands about directories of backups share (07-operations)."""

from __future__ import annotations

import os
from typing import Final

import click

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
    "directories", metavar="DIR...", nargs=-1, required=True, type=click.Path(), callback=_no_files
)

json_option: Final = click.option(
    "--json", "as_json", is_flag=True, help="JSON, a line for each thing."
)


def none_in(directories: tuple[str, ...]) -> str:
    """Say that there is no backup (OPS-107, OPS-132)."""
    return f"there is no backup in {', '.join(directories)}"
