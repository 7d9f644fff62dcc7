"""Bugs to plant: each is a collaborator of the real engine that answers wrongly."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from helios_ref.backup import statement
from helios_ref.backup.capture import Taken, restated
from helios_ref.backup.chain import by_id
from helios_ref.backup.steps import STEPS
from helios_ref.collaborators import COLLABORATORS, Collaborators
from helios_ref.storage.checksum import StateSum, state_sum
from helios_ref.storage.database import Database, Newest
from helios_ref.storage.layer import EMPTY, Layer, values
from helios_ref.storage.snapshot import Snapshot, difference, shared_depth

if TYPE_CHECKING:
    from collections.abc import Collection

    from helios_ref.backup.chain import Chain, Member
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.sql import control


def taken(parent: Newest, state: Snapshot, delta: Layer) -> Taken:
    """Return an incremental of what is said to differ."""
    keys = delta.keys()
    gone = values(dict(zip(keys, parent.snapshot.cells(keys), strict=True)))
    after = parent.snapshot.sum - state_sum(gone) + state_sum(delta.values())
    return Taken(restated(delta, state).over(delta), after)


def no_tombstones(parent: Newest, state: Snapshot) -> Taken:
    """Take what exists, and say nothing of what was deleted: S9 to the letter."""
    return taken(parent, state, difference(parent.snapshot, state).image())


def layers_above_the_parent(parent: Newest, state: Snapshot) -> Taken:
    """Take what was written since, not what differs."""
    delta = EMPTY
    for layer in state.layers[shared_depth(parent.snapshot, state) :]:
        delta = layer.over(delta)
    return taken(parent, state, delta)


def swapped_layers(chain: Chain, written: Collection[bytes]) -> tuple[Layer, StateSum]:
    """Apply the newest two members of a chain in the wrong order."""
    swapped = (*chain[:-2], *reversed(chain[-2:])) if len(chain) > 2 else chain
    return STEPS.verify(swapped, written)


def skipped_layer(chain: Chain, written: Collection[bytes]) -> tuple[Layer, StateSum]:
    """Leave out the member before the last."""
    return STEPS.verify((*chain[:-2], chain[-1]) if len(chain) > 2 else chain, written)


def wrong_counter(_database: Database, _leaf: Member, layer: Layer, _state: StateSum) -> Snapshot:
    """Begin row ids anew after a restore."""
    reset = {key: b"\x91\x01" for key, _ in layer.items() if key.startswith(b"counter:")}
    return Snapshot((Layer(reset).over(layer),))


def catalog_rolled_back(
    database: Database, settings: Settings, branch: str, restore: control.Restore
) -> Reply:
    """Forget the backups that were taken after the one that is restored."""
    reply = COLLABORATORS.restore(database, settings, branch, restore)
    for key in list(database.catalog):
        if int(key.rpartition(b"_")[2]) > int(str(reply.rows[0][1])[3:]):
            del database.catalog[key]
    return reply


def delta_against_the_full(database: Database) -> tuple[Member, Newest]:
    """Differ from the full at the base of the chain, not from the parent."""
    member, newest = STEPS.parent(database)
    base = by_id(database.catalog, member.backup_id)[0]
    layer, total = STEPS.verify((base,), ())
    return member, Newest(newest.key, Snapshot((layer,), total))


class LiveOverlay(Database):
    """Let commits on main show on every other branch."""

    def commit(self, branch: str, layer: Layer) -> None:
        """Commit to the others, too."""
        super().commit(branch, layer)
        if branch == "main":
            for other in self.branches.keys() - {"main"}:
                super().commit(other, layer)


def with_steps(**wrong: Any) -> Collaborators:  # noqa: ANN401  # as many types as steps
    """Return collaborators whose BACKUP and RESTORE ask somebody else."""
    steps = replace(STEPS, **wrong)
    return replace(
        COLLABORATORS,
        backup=partial(statement.backup, steps=steps),
        restore=partial(statement.restore, steps=steps),
    )


PLANTED: dict[str, Collaborators] = {
    "no tombstones": with_steps(incremental=no_tombstones),
    "layers above the parent": with_steps(incremental=layers_above_the_parent),
    "swapped layers": with_steps(verify=swapped_layers),
    "a skipped layer": with_steps(verify=skipped_layer),
    "a wrong counter": with_steps(snapshot=wrong_counter),
    "catalog rolled back": replace(COLLABORATORS, restore=catalog_rolled_back),
    "delta against the full": with_steps(parent=delta_against_the_full),
    "live-overlay branches": replace(COLLABORATORS, database=LiveOverlay),
}
"""What each is called, and whom the engine asks then."""
