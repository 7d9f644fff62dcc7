"""Bugs to plant: each is one changed function of the real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.backup import catalog, chain, statement, verify
from helios_ref.hldb.checksum import state_sum
from helios_ref.storage import snapshot as snapshots
from helios_ref.storage.database import Database, Newest
from helios_ref.storage.layer import EMPTY, Layer
from helios_ref.storage.snapshot import Snapshot, shared_depth

if TYPE_CHECKING:
    from collections.abc import Callable

    from helios_ref.backup.chain import Chain, Member
    from helios_ref.hldb.checksum import StateSum
    from helios_ref.hldb.model import Link
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings

difference = snapshots.difference
walk = chain.walk
state_of = verify.state_of
parent = catalog.parent
restore = statement.restore
commit = Database.commit


def no_tombstones(before: Snapshot, after: Snapshot) -> Layer:
    """Take what exists, and say nothing of what was deleted: S9 to the letter."""
    return difference(before, after).image()


def layers_above_the_parent(before: Snapshot, after: Snapshot) -> Layer:
    """Take what was written since, not what differs."""
    delta = EMPTY
    for layer in after.layers[shared_depth(before, after) :]:
        delta = layer.over(delta)
    return delta


def swapped_layers(leaf: Member, parent_of: Callable[[Member, Link], Member]) -> Chain:
    """Apply the newest two members of a chain in the wrong order."""
    members = walk(leaf, parent_of)
    return (*members[:-2], *reversed(members[-2:])) if len(members) > 2 else members


def skipped_layer(leaf: Member, parent_of: Callable[[Member, Link], Member]) -> Chain:
    """Leave out the member before the last."""
    members = walk(leaf, parent_of)
    return (*members[:-2], members[-1]) if len(members) > 2 else members


def wrong_counter(members: Chain) -> tuple[Layer, StateSum]:
    """Begin row ids anew after a restore."""
    layer, total = state_of(members)
    reset = {key: b"\x91\x01" for key, _ in layer.items() if key.startswith(b"counter:")}
    return Layer(reset).over(layer), total


def catalog_rolled_back(  # the arguments of the function that it stands in for
    database: Database,
    settings: Settings,
    current_branch: str,
    *,
    source: str,
    target: str | None,
) -> Reply:
    """Forget the backups that were taken after the one that is restored."""
    reply = restore(database, settings, current_branch, source=source, target=target)
    for key in list(database.catalog):
        if int(key.rpartition(b"_")[2]) > int(str(reply.rows[0][1])[3:]):
            del database.catalog[key]
    return reply


def delta_against_the_full(database: Database) -> tuple[Member, Newest]:
    """Differ from the full at the base of the chain, not from the parent."""
    member, newest = parent(database)
    base = chain.by_id(database.catalog, member.backup_id)[0]
    layer, _ = state_of((base,))
    total = state_sum(layer.values())
    return member, Newest(newest.key, Snapshot((layer,)), total.checksum, total.keys)


def live_overlay_branches(self: Database, branch: str, layer: Layer) -> None:
    """Let commits on main show on every other branch."""
    commit(self, branch, layer)
    if branch == "main":
        for other in self.branches.keys() - {"main"}:
            commit(self, other, layer)


PLANTED: dict[str, tuple[str, object]] = {
    "no tombstones": ("helios_ref.backup.capture.difference", no_tombstones),
    "layers above the parent": ("helios_ref.backup.capture.difference", layers_above_the_parent),
    "swapped layers": ("helios_ref.backup.chain.walk", swapped_layers),
    "a skipped layer": ("helios_ref.backup.chain.walk", skipped_layer),
    "a wrong counter": ("helios_ref.backup.statement.state_of", wrong_counter),
    "catalog rolled back": ("helios_ref.backup.statement.restore", catalog_rolled_back),
    "delta against the full": ("helios_ref.backup.catalog.parent", delta_against_the_full),
    "live-overlay branches": (
        "helios_ref.storage.database.Database.commit",
        live_overlay_branches,
    ),
}
"""What each is called, the function that it replaces, and what stands there instead."""
