"""The command `helios-conformance` (08-conformance)."""

from conformance.cli.command import main

__all__ = ["main"]
