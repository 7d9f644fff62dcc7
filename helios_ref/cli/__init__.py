"""The command `helios-ref`: a shell and a way to run scripts (07-operations)."""

from helios_ref.cli.entry import main

__all__ = ["main"]
