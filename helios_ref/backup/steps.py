"""The steps of BACKUP and RESTORE, each a collaborator that another can stand in for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from helios_ref.backup import capture, catalog, files, publish, resolve, verify
from helios_ref.backup.capture import Taken
from helios_ref.backup.chain import Chain, Member
from helios_ref.backup.publish import Undo
from helios_ref.backup.resolve import Resolved
from helios_ref.hldb.model import Header, Receipt
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.database import Database, Newest
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from helios_ref.tables.catalog_records import Record

Catalog = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Steps:
    """Whom the two recipes ask, in the order in which they ask."""

    number: Callable[[Catalog, int], int] = catalog.next_number
    """The number of a backup that begins in this second (BKP-010, BKP-011)."""

    place: Callable[[str | None, str, str], str] = files.backup_path
    """Where its file goes, of what TO says, the directory without TO, and the ID (BKP-033)."""

    parent: Callable[[Database], tuple[Member, Newest]] = catalog.parent
    """The parent of the next incremental, and the state that it recorded (BKP-023, BKP-027)."""

    full: Callable[[Snapshot], Taken] = capture.full
    """What a full holds of a state (BKP-020)."""

    incremental: Callable[[Newest, Snapshot], Taken] = capture.incremental
    """What an incremental holds of a state, on top of its parent's (BKP-021)."""

    publish: Callable[[str, str, Iterable[bytes], int], AbstractContextManager[Undo]] = (
        publish.published
    )
    """The file of at least so many bytes, whole, while the body records it (BKP-040, BKP-066)."""

    record: Callable[[Header, Receipt, str], Record] = catalog.record_of
    """What the catalog is to know of it (MOD-026)."""

    resolve: Callable[[Catalog, tuple[str, ...], str], Resolved] = resolve.resolved
    """The chain that RESTORE FROM names, and notices (RST-004, RST-005)."""

    verify: Callable[[Chain, Collection[bytes]], tuple[Layer, StateSum]] = verify.state_of
    """The state that a chain leads to, all of it verified (RST-013)."""

    snapshot: Callable[[Database, Member, Layer, StateSum], Snapshot] = catalog.shared
    """What the branch gets: that state as a snapshot (RST-020, RST-026)."""


STEPS: Final = Steps()
"""The right ones."""
