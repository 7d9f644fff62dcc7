"""The command `helios-ref`: a shell and a way to run scripts (07-operations)."""

from helios_ref.cli import signals

__all__ = ["main"]


def main() -> None:
    """Run the command on the process's arguments, and end the process."""
    signals.leave_at_once()  # before all that takes time to be imported
    from helios_ref.cli import entry  # noqa: PLC0415  # likewise

    entry.main()
