"""Engines that say nothing of backups, know less SQL, or change the reference for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.backup import capture
from helios_ref.driver import ReferenceDriver
from helios_ref.errors import FeatureNotSupportedError
from helios_ref.storage.snapshot import difference

if TYPE_CHECKING:
    from helios_ref.driver import Answer
    from helios_ref.storage.layer import Layer
    from helios_ref.storage.snapshot import Snapshot


class Wordless(ReferenceDriver):
    """Takes no backup, and says nothing of it."""

    def execute(self, session: str, statement: str) -> Answer:
        """Return nothing where a BACKUP is asked for."""
        if statement.startswith("BACKUP"):
            return [], [], []
        return super().execute(session, statement)


class WithoutTruncate(ReferenceDriver):
    """Knows no TRUNCATE."""

    def execute(self, session: str, statement: str) -> Answer:
        """Refuse TRUNCATE."""
        if statement.startswith("TRUNCATE"):
            feature = "TRUNCATE"
            raise FeatureNotSupportedError(feature)
        return super().execute(session, statement)


class Poisoner(ReferenceDriver):
    """Makes the reference of this process forget, once and for all, what was deleted."""

    def __init__(self) -> None:
        super().__init__()
        right = difference

        def forgetful(before: Snapshot, after: Snapshot) -> Layer:
            return right(before, after).image()

        vars(capture)["difference"] = forgetful
