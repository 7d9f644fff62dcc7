"""A database of one session, as the options of the command ask for it (07-operations)."""

from __future__ import annotations

from collections.abc import Sequence

from helios_ref.cli.output.error_lines import tell_notices
from helios_ref.collaborators import COLLABORATORS
from helios_ref.session import Session
from helios_ref.settings import Settings, temporary_directory


def connected(backups: Sequence[str], directory: str | None) -> Session:
    """Return a session on an empty database that knows the backups in directories (OPS-023)."""
    search = tuple(backups)
    place = temporary_directory() if directory is None else directory
    database = COLLABORATORS.database()
    if backups:
        tell_notices(COLLABORATORS.rebuild(database, search))
    return Session(database, Settings(directory=place, search=search))
