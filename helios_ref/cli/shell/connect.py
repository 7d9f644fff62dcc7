"""A database of one session, as the options of the command ask for it (07-operations)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from helios_ref.cli.output.error_lines import tell_notices
from helios_ref.collaborators import COLLABORATORS
from helios_ref.reply import Reply
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.sql import control
from helios_ref.storage.database import Database


def connected(backups: Sequence[str], directory: str | None) -> Session:
    """Return a session on an empty database that knows the backups in directories (OPS-023)."""
    search = tuple(backups)
    database = WATCHED.database()
    if backups:
        tell_notices(WATCHED.rebuild(database, search))
    return Session(database, Settings(directory=directory, search=search), WATCHED)


def _backup(*asked: *tuple[Database, Settings, str, control.Backup]) -> Reply:
    from helios_ref.backup import statement as recipes  # noqa: PLC0415  # start-up time
    from helios_ref.cli.output.watched_steps import WATCHED_STEPS  # noqa: PLC0415  # likewise

    return recipes.backup(*asked, WATCHED_STEPS)


def _restore(*asked: *tuple[Database, Settings, str, control.Restore]) -> Reply:
    from helios_ref.backup import statement as recipes  # noqa: PLC0415  # start-up time
    from helios_ref.cli.output.watched_steps import WATCHED_STEPS  # noqa: PLC0415  # likewise

    return recipes.restore(*asked, WATCHED_STEPS)


WATCHED: Final = replace(COLLABORATORS, backup=_backup, restore=_restore)
"""The right collaborators of a session, with a display for long work (OPS-135)."""
