"""Engines whose branches are not what they seem (01-model)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec import structs

from conformance.faults.fault import Shelf
from helios_ref.backup import statement as statements
from helios_ref.engine import branches, view
from helios_ref.errors import BranchExistsError, BranchInUseError, UnknownBranchError
from helios_ref.reply import Reply
from helios_ref.session import Session
from helios_ref.sql import control
from helios_ref.sql import syntax as s
from helios_ref.storage.database import MAIN, Database
from helios_ref.storage.layer import Cell, Layer, Mark
from helios_ref.storage.snapshot import Snapshot
from helios_ref.storage.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from helios_ref.session import Alone
    from helios_ref.tables.read_tables import Reader
    from helios_ref.types import Value

_commit = Database.commit
_create = branches.create
_drop = branches.drop
_enter = branches.enter
_show = branches.show
_alone = Session._alone
_worked = Session._worked
_reader = view.View.reader
_new_branch = statements._new_branch

SHELF = Shelf()
fault = SHELF.fault

BRANCHING = "helios_ref.engine.branches"
COMMIT = "helios_ref.storage.database.Database.commit"
ALONE = "helios_ref.session.Session._alone"


def _spread(
    database: Database, source: str, layer: Layer, leaks: Callable[[bytes, Cell], bool]
) -> None:
    """Write the part of a commit that leaks to every other branch."""
    leaked = Layer({key: cell for key, cell in layer.items() if leaks(key, cell)})
    for name, snapshot in database.branches.items():
        if name != source:
            database.branches[name] = snapshot.push(leaked, len(snapshot.layers))


@fault("BRN-003", COMMIT)
def live_overlay_branches(self: Database, branch: str, layer: Layer) -> None:
    """Let a branch read through to main, wherever it has changed nothing itself."""
    before = self.branches[branch]
    _commit(self, branch, layer)
    for name, snapshot in self.branches.items():
        if branch == MAIN != name:
            seen = {k: c for k, c in layer.items() if snapshot.get(k) == before.get(k)}
            self.branches[name] = snapshot.push(Layer(seen), len(snapshot.layers))


@fault("BRN-003", COMMIT)
def branches_write_through(self: Database, branch: str, layer: Layer) -> None:
    """Write to main what is written on a branch."""
    _commit(self, branch, layer)
    if branch != MAIN:
        _commit(self, MAIN, layer)


@fault("BRN-003", COMMIT)
def leaking_ddl(self: Database, branch: str, layer: Layer) -> None:
    """Create a table on every branch at once."""
    _commit(self, branch, layer)
    prefixes = (b"meta:table:", b"counter:")
    made = {k for k, c in layer.items() if k.startswith(prefixes) and not isinstance(c, Mark)}
    _spread(self, branch, layer, lambda key, _: key in made)


@fault("BRN-003", COMMIT)
def leaking_drops(self: Database, branch: str, layer: Layer) -> None:
    """Drop a table on every branch at once."""
    _commit(self, branch, layer)
    prefix = b"meta:table:"
    _spread(self, branch, layer, lambda k, c: k.startswith(prefix) and isinstance(c, Mark))


@fault("BRN-003", COMMIT)
def shared_counters(self: Database, branch: str, layer: Layer) -> None:
    """Count for all branches together."""
    _commit(self, branch, layer)
    _spread(self, branch, layer, lambda key, _: key.startswith(b"counter:"))


@fault("BRN-003", COMMIT)
def shared_indexes(self: Database, branch: str, layer: Layer) -> None:
    """Keep one index for all branches, so that a key is taken on all of them."""
    _commit(self, branch, layer)
    _spread(self, branch, layer, lambda key, _: key.startswith(b"index:"))


@fault("BRN-002", f"{BRANCHING}.create")
def branches_begin_empty(
    database: Database, statement: control.CreateBranch, current: str
) -> Reply:
    """Begin a branch with nothing on it."""
    reply = _create(database, statement, current)
    database.branches[statement.branch] = Snapshot()
    return reply


@fault("BRN-002", f"{BRANCHING}.create")
def from_is_not_read(database: Database, statement: control.CreateBranch, current: str) -> Reply:
    """Begin every branch with the current one, whatever FROM says."""
    return _create(database, structs.replace(statement, parent=None), current)


@fault("BRN-002", f"{BRANCHING}.create")
def branches_begin_with_main(
    database: Database, statement: control.CreateBranch, current: str
) -> Reply:
    """Begin a branch with main where FROM names none."""
    return _create(database, statement, MAIN)


@fault("BRN-002", ALONE)
def create_moves_the_session(self: Session, statement: Alone) -> Reply:
    """Move the session to the branch that it made."""
    reply = _alone(self, statement)
    if isinstance(statement, control.CreateBranch):
        _alone(self, control.UseBranch(statement.branch))
    return reply


@fault("BRN-004", f"{BRANCHING}.create")
def replaces_a_branch(database: Database, statement: control.CreateBranch, current: str) -> Reply:
    """Make a branch anew where one of its name exists."""
    try:
        return _create(database, statement, current)
    except BranchExistsError:
        database.branches[statement.branch] = database.branches[statement.parent or current]
        return Reply()


@fault("BRN-005", ALONE)
def one_session_per_branch(self: Session, statement: Alone) -> Reply:
    """Let no session use a branch that one is on already."""
    if isinstance(statement, control.UseBranch):
        sessions = list(self.database.occupants.values()).count(statement.branch)
        if sessions and not self.in_transaction:
            raise BranchInUseError(statement.branch, sessions)
    return _alone(self, statement)


@fault("BRN-006", f"{BRANCHING}.show")
def lists_branches_as_they_came(database: Database, current: str) -> Reply:
    """List branches in the order of their creation."""
    rows = tuple((name, name == current) for name in database.branches)
    return replace(_show(database, current), rows=rows)


@fault("BRN-006", f"{BRANCHING}.show")
def lists_branches_without_case(database: Database, current: str) -> Reply:
    """List branches in the order of a dictionary, in which case does not count."""
    reply = _show(database, current)
    return replace(reply, rows=tuple(sorted(reply.rows, key=lambda row: str(row[0]).casefold())))


@fault("BRN-005", f"{BRANCHING}.show")
def main_is_always_current(database: Database, current: str) -> Reply:
    """Show main as the current branch of every session."""
    return _show(database, MAIN)


@fault("BRN-001", f"{BRANCHING}.show")
def main_goes_without_saying(database: Database, current: str) -> Reply:
    """List only the branches that somebody made."""
    reply = _show(database, current)
    return replace(reply, rows=tuple(row for row in reply.rows if row[0] != MAIN))


@fault("BRN-007", "helios_ref.engine.view.View.reader")
def at_branch_is_not_read(self: view.View, branch: str | None) -> Reader:
    """Read the current branch, whatever AT BRANCH says."""
    return _reader(self, None)


@fault("BRN-007", "helios_ref.session.Session._worked")
def at_branch_moves_the_session(
    self: Session, statement: s.Worked, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """Stay on the branch that AT BRANCH names."""
    reply = _worked(self, statement, text, parameters)
    if isinstance(statement, s.Select) and statement.source and statement.source.branch:
        _alone(self, control.UseBranch(statement.source.branch))
    return reply


@fault("BRN-008", f"{BRANCHING}.drop")
def drops_main(database: Database, statement: control.DropBranch) -> Reply:
    """Drop main when it is asked for."""
    if statement.branch != MAIN:
        return _drop(database, statement)
    del database.branches[MAIN]
    return Reply()


@fault("BRN-008", f"{BRANCHING}.drop")
def drops_occupied_branches(database: Database, statement: control.DropBranch) -> Reply:
    """Drop a branch under the feet of a session."""
    if statement.branch in set(database.occupants.values()) - {MAIN}:
        del database.branches[statement.branch]
        return Reply()
    return _drop(database, statement)


@fault("BRN-008", f"{BRANCHING}.enter")
def nobody_ever_leaves(database: Database, session: Turn, name: str) -> None:
    """Go on counting a session that has left its branch."""
    if left := database.occupants.get(session):
        database.occupants[Turn({})] = left
    _enter(database, session, name)


@fault("BRN-008", f"{BRANCHING}.drop")
def drops_in_words_only(database: Database, statement: control.DropBranch) -> Reply:
    """Answer that a branch was dropped, and keep it."""
    kept = database.branches.get(statement.branch)
    reply = _drop(database, statement)
    if kept is not None:
        database.branches[statement.branch] = kept
    return reply


@fault("BRN-008", f"{BRANCHING}.drop")
def drops_what_others_share(database: Database, statement: control.DropBranch) -> Reply:
    """Drop with a branch what its parent and children have in common with it."""
    dropped = database.branches.get(statement.branch, Snapshot()).layers
    reply = _drop(database, statement)
    for name, snapshot in database.branches.items():
        kept = tuple(layer for layer in snapshot.layers if layer not in dropped)
        database.branches[name] = Snapshot(kept)
    return reply


@fault("BRN-009", f"{BRANCHING}.enter")
def use_makes_branches(database: Database, session: Turn, name: str) -> None:
    """Make the branch that USE names where there is none."""
    database.branches.setdefault(name, database.branches[MAIN])
    _enter(database, session, name)


@fault("BRN-009", f"{BRANCHING}.drop")
def drops_what_is_not_there(database: Database, statement: control.DropBranch) -> Reply:
    """Answer that a branch was dropped where there was none."""
    return _drop(database, structs.replace(statement, if_exists=True))


@fault("BRN-009", f"{BRANCHING}.drop")
def if_exists_is_not_read(database: Database, statement: control.DropBranch) -> Reply:
    """Refuse to drop a branch that is not there, whatever IF EXISTS says."""
    return _drop(database, structs.replace(statement, if_exists=False))


@fault("BRN-009", f"{BRANCHING}.create")
def parents_may_be_missing(
    database: Database, statement: control.CreateBranch, current: str
) -> Reply:
    """Begin a branch with nothing when the branch that FROM names is not there."""
    try:
        return _create(database, statement, current)
    except UnknownBranchError:
        database.branches[statement.branch] = Snapshot()
        return Reply()


@fault("BRN-010", f"{BRANCHING}.create")
def folds_quoted_names(database: Database, statement: control.CreateBranch, current: str) -> Reply:
    """Fold the name of a new branch, in quotes or not."""
    return _create(database, structs.replace(statement, branch=statement.branch.lower()), current)


@fault("BRN-010", "helios_ref.backup.statement._new_branch")
def folds_names_in_strings(database: Database, name: str) -> str:
    """Fold the name of a branch in a string."""
    return _new_branch(database, name.lower())
