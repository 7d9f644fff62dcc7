"""An engine whose incrementals forget what was deleted, as S9 reads to the letter."""

from __future__ import annotations

from conformance.faults import FAULTS
from helios_ref.driver import Answer, ReferenceDriver


class LostTombstones(ReferenceDriver):
    """The reference with a planted fault, for as long as one call takes."""

    def execute(self, session: str, statement: str) -> Answer:
        """Answer as an engine would that copies what exists."""
        with FAULTS["lost-tombstones"].planted():
            return super().execute(session, statement)
