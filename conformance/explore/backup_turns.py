"""The turns of BACKUP, RESTORE and a restart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conformance.book.ways import MAIN_SESSION
from conformance.explore.backups import (
    against_chain,
    against_taking,
    found_at,
    in_the_way,
    rebuilt,
    taken,
)
from conformance.explore.model import ELSEWHERE, Content
from conformance.explore.names import LONGER
from conformance.explore.refusals import refusal_turn
from conformance.explore.tables import RefusedError, keys_of
from conformance.explore.transactions import busy_codes, outside
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
    "BUSY": "BRN-020",
    "BRANCH_EXISTS": "RST-023",
    "NAME_TOO_LONG": "MOD-040",
    "INVALID_PATH": "BKP-033",
    "CHAIN_BROKEN": "RST-011",
    "IO_ERROR": "RST-014",
    "CORRUPT_BACKUP": "RST-015",
}
"""Where the refusals of RESTORE and BACKUP are written."""

CHAIN = frozenset({"CHAIN_BROKEN", "IO_ERROR", "CORRUPT_BACKUP"})

REBUILD = frozenset({"reopen", "catalog-rebuild", "files"})


@dataclass(frozen=True, slots=True)
class Storing:
    """What an engine with these capabilities has to answer, as things stand."""

    capabilities: frozenset[str]
    model: Model

    def backup(self, place: str, *, incremental: bool) -> Played | None:
        """Return a BACKUP, to a new path or one that is taken."""
        model = self._on_time()
        path = self._path(model, place)
        if path is None:
            return None
        kind = f"a{'n incremental' * incremental or ' full'} backup"
        to = {"relative": f" TO '{path}'", "unsaid": "", "empty": " TO ''"}.get(
            place, f" TO '$dir/{_quoted(path)}'"
        )
        text = f"BACKUP DATABASE{' INCREMENTAL' * incremental}{to}"
        waits = not self._can("unique-ids") and model.who == MAIN_SESSION
        act = Statement(text, kind if waits else "", model.who)
        needs = frozenset({"unique-ids"} & self.capabilities)
        if place == "unsaid":
            needs |= {"clock"}
        obstacles = against_taking(model, path, incremental=incremental)
        obstacles = obstacles.and_(in_the_way({"INVALID_PATH"} if place == "empty" else ()))
        try:
            outside(model, obstacles.codes)
        except RefusedError as refusal:
            after = replace(self.model.with_session(), made=self.model.made + 1)
            clause = "BKP-027" if CHAIN & refusal.codes else _clause(refusal)
            return refusal_turn(after, act, clause, refusal)
        made, after = taken(model, path, incremental=incremental)
        return Turn(act, "BKP-001", self._published(made), needs), after.with_session()

    def _path(self, model: Model, place: str) -> str | None:
        """Return where a backup goes; None where no other backup's path can be taken."""
        if place == "unsaid":
            exact = self._can("clock") and self._can("unique-ids")
            return f"{ELSEWHERE}{model.fresh}" if exact else None
        if place == "empty":
            return model.fresh
        if place == "relative":
            return f"{model.fresh}.hldb" if model.moved else None
        if place != "taken":
            return f"{place}/{model.fresh}.hldb" if place else f"{model.fresh}.hldb"
        said = [one.path for one in model.catalog if not one.unsaid]
        path = said[-1] if said and self._can("files") else None
        return path if path in model.files else None

    def restore(self, which: int, onto: str | None, *, by_path: bool) -> Played | None:
        """Return a RESTORE of one of the backups."""
        model = self.model
        asked = model.asked(which, by_path=by_path)
        if asked is None or (onto and not self._can("branches")):
            return None
        if by_path and not (self._can("restore-path") and self._can("files")):
            return None
        begins = "" if model.moved else "$dir/"
        source = f"{begins}{_quoted(asked.path)}" if by_path else asked.said
        onto_branch = f" TO BRANCH '{onto}'" if onto else ""
        act = Statement(f"RESTORE DATABASE FROM '{source}'{onto_branch}", session=model.who)
        needs = self._restore_needs(onto, by_path=by_path)
        backup, obstacles = asked, against_chain(model, asked, deeply=True)
        if by_path:
            held, obstacles = found_at(model, asked.path)
            backup = held or asked
        taken_name = in_the_way({"BRANCH_EXISTS"} if onto in model.branches else ())
        taken_name = taken_name.and_(in_the_way({"NAME_TOO_LONG"} if onto == LONGER else ()))
        try:
            outside(model, obstacles.and_(taken_name).codes | busy_codes(model))
        except RefusedError as refusal:
            return refusal_turn(model.with_session(), act, _clause(refusal), refusal, needs)
        target = onto or model.current
        after = model.with_branch(target, backup.state).with_session()
        return Turn(act, "RST-003", (Is(self._reply(backup, target)),), needs), after

    def misname(self, which: int, how: str) -> Played | None:
        """Return a RESTORE of an ID that is almost one of the catalog."""
        exact = self._can("clock") and self._can("unique-ids")
        if not exact or not self.model.catalog or self.model.session.inside:
            return None
        asked = self.model.catalog[-1 - which % len(self.model.catalog)]
        number = {"longer": f"{asked.number}0", "shorter": f"{asked.number // 10}"}
        said = number.get(how, f"0{asked.number}")
        if said in {str(one.number) for one in self.model.catalog}:
            return None
        act = Statement(f"RESTORE DATABASE FROM 'bk_{said}'")
        needs = frozenset({"clock", "unique-ids"})
        codes = tuple(sorted({"UNKNOWN_BACKUP"} | busy_codes(self.model)))
        return Turn(act, "RST-004", (Refuses(codes),), needs), self.model

    def restart(self) -> Played | None:
        """Return a new process with the files that stand in the directory."""
        links = any(content.damage == "dangling link" for content in self.model.files.values())
        unsaid = any(one.unsaid for one in self.model.every.values())  # perhaps it stands in $dir
        if not self.capabilities >= REBUILD or links or unsaid:
            return None
        try:
            return Turn(Reopening(), "BKP-053", (Succeeds(),), REBUILD), rebuilt(self.model)
        except RefusedError as refusal:
            then = Refuses(tuple(refusal.codes))
            return Turn(Reopening(), "BKP-054", (then,), REBUILD), replace(self.model, over=True)

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

    def _restore_needs(self, onto: str | None, *, by_path: bool) -> frozenset[str]:
        needs = {"branches"} if onto else set()
        return frozenset(needs | ({"restore-path", "files"} if by_path else set()))

    def _published(self, made: Taken) -> tuple[Then, ...]:
        """Return what holds when a backup was taken: its reply, and its file's permissions."""
        exact = self._can("clock") and self._can("unique-ids")
        row = (
            "BACKUP",
            f"bk_{made.number}" if exact else made.said,
            made.kind,
            str(made.keys) if self._can("key-accounting") else "<count>",
            "<size>",
            "<any>" if made.unsaid else f"$dir/{made.path}",
            "<ms>",
        )
        reply = Is((BACKUP_COLUMNS, row))
        seen = self._can("files") and not made.unsaid
        return (reply, HasMode(f"$dir/{made.path}", "600")) if seen else (reply,)

    def _reply(self, backup: Taken, target: str) -> tuple[tuple[str, ...], ...]:
        """Return the reply of a RESTORE that succeeds (RST-002, RST-003)."""
        model = self.model
        own = _own(model, backup)
        whole = all(model.files.get(one.path) == Content(one.name) for one in own)
        whole = whole and not any(one.unsaid for one in own)
        sizes = f"<size of {' and '.join(f'${one.name}' for one in backup.chain)}>"
        keys = str(keys_of(backup.state)) if self._can("key-accounting") else "<count>"
        row = (
            "RESTORE",
            backup.said,
            keys,
            sizes if whole else "<count>",
            "<ms>",
            target,
        )
        return (RESTORE_COLUMNS, row)


def _quoted(path: str) -> str:
    """Return a path as it stands in a string literal."""
    return path.replace("'", "''")


def _own(model: Model, backup: Taken) -> tuple[Taken, ...]:
    """Return a chain under the paths that the replies to BACKUP gave."""
    return tuple(model.every[one.name] for one in backup.chain)


def _clause(refusal: RefusedError) -> str:
    """Return where a refusal is written; of several, any."""
    return next(CLAUSES[code] for code in CLAUSES if code in refusal.codes)
