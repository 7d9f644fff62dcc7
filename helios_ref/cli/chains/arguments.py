"""What the commands about directories of backups share (07-operations)."""

from __future__ import annotations

from typing import Final

import click

FOUND: Final = 1
"""Exit code when something was found (OPS-107, OPS-121, OPS-132)."""

directories_argument: Final = click.argument(
    "directories", metavar="DIR...", nargs=-1, required=True, type=click.Path()
)

json_option: Final = click.option(
    "--json", "as_json", is_flag=True, help="JSON, a line for each thing."
)
