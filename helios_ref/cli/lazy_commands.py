"""Commands that are imported when they are asked for: whoever reads files starts slowly."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from helios_ref.errors.similar import similar

LATE: Final = {
    "check": "chains.check_command",
    "combine": "chains.combine_command",
    "completion": "completion_command",
    "diff": "diff.diff_command",
    "drill": "chains.drill_command",
    "inspect": "inspect.inspect_command",
    "list": "chains.list_command",
    "prune": "chains.prune_command",
    "run": "shell.run_command",
    "shell": "shell.shell_command",
    "stdio": "stdio_command",
    "verify": "verify.verify_command",
}
"""Commands by name, and the modules that hold them."""

MEANT: Final = {
    "help": "helios-ref --help, or COMMAND --help",
    "backup": "it is a statement: helios-ref -c \"BACKUP DATABASE TO 'x.hldb'\"",
    "restore": "it is a statement: helios-ref -c \"RESTORE DATABASE FROM 'x.hldb'\"",
}
"""What stands instead of commands that there are not."""

COMPLETING: Final = "_HELIOS_REF_COMPLETE"
"""What a command line sets where it asks for words instead of running a command (OPS-088)."""

EXIT_CODES: Final = """
\b
Exit codes:
  0    all went well
  1    something was found that a command looks for
  2    wrong usage
  3    a defect of helios-ref
  10+  a refusal; each has its own, in 06-errors
  130  interrupted
"""
"""What every command can end with (ERR-004, OPS-024)."""


class LateGroup(click.Group):
    """A group of commands, some of which cost nothing before they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names."""
        return sorted([*super().list_commands(ctx), *LATE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, imported if need be; its help ends with exit codes."""
        found = super().get_command(ctx, cmd_name)
        if cmd_name in LATE:
            module = import_module(f"helios_ref.cli.{LATE[cmd_name]}")
            found = getattr(module, f"{cmd_name}_command")
        if found is not None and EXIT_CODES not in (found.epilog or ""):
            found.epilog = f"{found.epilog or ''}{EXIT_CODES}"
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that was typed; of another name, ask which was meant (OPS-143)."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as misuse:
            told = MEANT.get(args[0].lower())
            if told is None:
                meant = similar(args[0], self.list_commands(ctx))
                told = f"did you mean {meant}?" if meant else "--help lists the commands"
            raise click.UsageError(f"no such command '{args[0]}': {told}", ctx) from misuse

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what stands below the list of commands."""
        super().format_epilog(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(EXIT_CODES)
