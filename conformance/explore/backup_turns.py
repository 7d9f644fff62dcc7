"""The turns of BACKUP, RESTORE and a restart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conformance.explore.backups import UnsaidError, found, intact, intact_by_path, rebuilt, taken
from conformance.explore.refusals import outside, refused
from conformance.explore.tables import RefusedError
from conformance.explore.turn import HasMode, Is, Refuses, Reopening, Statement, Succeeds, Turn

if TYPE_CHECKING:
    from conformance.explore.model import Model, Taken
    from conformance.explore.refusals import Played
    from conformance.explore.turn import Then

BACKUP_COLUMNS = tuple(f"col{number}" for number in range(7))
RESTORE_COLUMNS = tuple(f"col{number}" for number in range(6))
CLAUSES = {
    "NO_BASE": "BKP-025",
    "PATH_EXISTS": "BKP-030",
    "IN_TRANSACTION": "BRN-025",
    "": "RST-016",
    "IO_ERROR": "RST-014",
    "CORRUPT_BACKUP": "RST-015",
    "CHAIN_BROKEN": "RST-011",
    "BRANCH_EXISTS": "RST-023",
}
"""Where the refusals of RESTORE and BACKUP are written."""

REBUILD = frozenset({"reopen", "catalog-rebuild", "files"})


@dataclass(frozen=True, slots=True)
class Storing:
    """What an engine with these capabilities has to answer, as things stand."""

    capabilities: frozenset[str]
    model: Model

    def backup(self, place: str, *, incremental: bool) -> Played | None:
        """Return a BACKUP, to a new path or one that is taken."""
        model = self._on_time()
        name = model.fresh
        path = f"{place}/{name}.hldb" if place and place != "taken" else f"{name}.hldb"
        if place == "taken":
            if not model.catalog or "files" not in self.capabilities:
                return None
            path = model.catalog[-1].path
            if path not in model.files:
                return None
        act = Statement(
            f"BACKUP DATABASE{' INCREMENTAL' * incremental} TO '$dir/{path}'",
            ""
            if self._can("unique-ids")
            else f"a{'n incremental' * incremental or ' full'} backup",
        )
        needs = self._time_needs()
        try:
            outside(self.model)
            made, after = taken(model, path, incremental=incremental)
        except UnsaidError:
            return None
        except RefusedError as refusal:
            clause = "BKP-027" if refusal.code in _CHAIN else CLAUSES[refusal.code]
            return refused(replace(self.model, made=self.model.made + 1), act, clause, refusal)
        return Turn(act, "BKP-001", self._published(made), needs), after

    def restore(self, which: int, onto: str | None, *, by_path: bool) -> Played | None:
        """Return a RESTORE of one of the backups."""
        model = self.model
        if not model.catalog or (onto and not self._can("branches")):
            return None
        if by_path and not (self._can("restore-path") and self._can("files")):
            return None
        asked = model.catalog[-1 - which % len(model.catalog)]
        source = f"$dir/{asked.path}" if by_path else f"${asked.name}"
        onto_branch = f" TO BRANCH '{onto}'" if onto else ""
        act = Statement(f"RESTORE DATABASE FROM '{source}'{onto_branch}")
        needs = self._restore_needs(onto, by_path=by_path)
        try:
            backup = self._restored(asked, onto, by_path=by_path)
        except UnsaidError:
            return None
        except RefusedError as refusal:
            clause = "RST-006" if by_path else CLAUSES[refusal.code]
            return refused(model, act, clause, refusal, needs)
        target = onto or model.current
        after = model.with_branch(target, backup.state)
        return Turn(act, "RST-003", (Is(self._reply(backup, target)),), needs), after

    def misname(self, which: int) -> Played | None:
        """Return a RESTORE of an ID that is one digit longer than one of the catalog."""
        exact = self._can("clock") and self._can("unique-ids")
        if not exact or not self.model.catalog or self.model.transaction is not None:
            return None
        asked = self.model.catalog[-1 - which % len(self.model.catalog)]
        act = Statement(f"RESTORE DATABASE FROM 'bk_{asked.number}0'")
        needs = frozenset({"clock", "unique-ids"})
        return Turn(act, "RST-004", (Refuses(("UNKNOWN_BACKUP",)),), needs), self.model

    def restart(self) -> Played | None:
        """Return a new process with the files that stand in the directory."""
        links = any(content.endswith("link") for content in self.model.files.values())
        if not self.capabilities >= REBUILD or links:
            return None
        try:
            after = rebuilt(self.model)
        except (UnsaidError, RefusedError):
            return None
        return Turn(Reopening(), "BKP-053", (Succeeds(),), REBUILD), after

    def _can(self, capability: str) -> bool:
        return capability in self.capabilities

    def _on_time(self) -> Model:
        """Return the model in a second without a backup, where engines may ask for one."""
        model = self.model
        if self._can("unique-ids") or not self._can("clock"):
            return model
        while model.second in model.used:
            model = replace(model, second=model.second + 1)
        return model

    def _time_needs(self) -> frozenset[str]:
        return frozenset({"unique-ids"} & self.capabilities)

    def _restore_needs(self, onto: str | None, *, by_path: bool) -> frozenset[str]:
        needs = {"branches"} if onto else set()
        return frozenset(needs | ({"restore-path", "files"} if by_path else set()))

    def _restored(self, asked: Taken, onto: str | None, *, by_path: bool) -> Taken:
        """Return the backup whose state comes back, or raise what keeps it from coming."""
        outside(self.model)
        taken_name = onto in self.model.branches
        backup = asked
        try:
            if by_path:
                backup = self.model.every[found(self.model, asked.path)]
                intact_by_path(self.model, backup, asked.path)
            else:
                intact(self.model, asked, lightly=False)
        except RefusedError as refusal:
            raise RefusedError("" if taken_name else refusal.code) from refusal
        if taken_name:
            raise RefusedError("BRANCH_EXISTS")
        return backup

    def _published(self, made: Taken) -> tuple[Then, ...]:
        """Return what holds when a backup was taken: its reply, and its file's permissions."""
        exact = self._can("clock") and self._can("unique-ids")
        row = (
            "BACKUP",
            f"bk_{made.number}" if exact else f"${made.name}",
            made.kind,
            str(made.keys) if self._can("key-accounting") else "<count>",
            "<size>",
            f"$dir/{made.path}",
            "<ms>",
        )
        reply = Is((BACKUP_COLUMNS, row))
        return (reply, HasMode(f"$dir/{made.path}", "600")) if self._can("files") else (reply,)

    def _reply(self, backup: Taken, target: str) -> tuple[tuple[str, ...], ...]:
        """Return the reply of a RESTORE that succeeds (RST-002, RST-003)."""
        model = self.model
        whole = all(model.files.get(model.every[one.name].path) == one.name for one in backup.chain)
        sizes = f"<size of {' and '.join(f'${one.name}' for one in backup.chain)}>"
        keys = str(len(backup.state)) if self._can("key-accounting") else "<count>"
        row = ("RESTORE", f"${backup.name}", keys, sizes if whole else "<count>", "<ms>", target)
        return (RESTORE_COLUMNS, row)


_CHAIN = frozenset({"", "IO_ERROR", "CORRUPT_BACKUP", "CHAIN_BROKEN"})
