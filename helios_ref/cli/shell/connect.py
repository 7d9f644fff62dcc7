"""A database of one session, as the options of the command ask for it (07-operations)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.cli.output.error_lines import tell_notices
from helios_ref.collaborators import COLLABORATORS
from helios_ref.session import Session
from helios_ref.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence


def connected(backups: Sequence[str], directory: str | None) -> Session:
    """Return a session on an empty database that knows the backups in directories (OPS-023)."""
    search = tuple(backups)
    settings = (
        Settings(search=search)
        if directory is None
        else Settings(directory=directory, search=search)
    )
    database = COLLABORATORS.database()
    if backups:
        tell_notices(COLLABORATORS.rebuild(database, search))
    return Session(database, settings)
