"""Commands that are imported when they are asked for: whoever reads files starts slowly."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

LATE: Final = {
    "diff": "diff.diff_command",
    "inspect": "inspect.inspect_command",
    "stdio": "stdio_command",
    "verify": "verify.verify_command",
}
"""Commands by name, and the modules that hold them."""


class LateGroup(click.Group):
    """A group of commands, some of which cost nothing before they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names."""
        return sorted([*super().list_commands(ctx), *LATE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, imported if need be."""
        if cmd_name not in LATE:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"helios_ref.cli.{LATE[cmd_name]}")
        found: click.Command = getattr(module, f"{cmd_name}_command")
        return found
