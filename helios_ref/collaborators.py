"""Whom a session asks: seams, each with the right answer as its default (decision 0029)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from helios_ref.engine import admission, branches, prepared
from helios_ref.engine.admission import State
from helios_ref.engine.queries.query import Query
from helios_ref.engine.transaction import Work
from helios_ref.engine.view import View
from helios_ref.errors import HeliosError
from helios_ref.reply import Reply, shown
from helios_ref.settings import Settings
from helios_ref.sql import control
from helios_ref.sql import syntax as s
from helios_ref.storage.database import Database
from helios_ref.storage.turn import Turn
from helios_ref.tables.read_tables import Row
from helios_ref.types import SqlType, Value

if TYPE_CHECKING:
    from helios_ref.engine.changes.change_plans import ChangePlan
    from helios_ref.tables.write_rows import Writer


class Begin(Protocol):
    """What begins a transaction."""

    def __call__(
        self, database: Database, branch: str, settings: Settings, turn: Turn, /, *, writing: bool
    ) -> Work:
        """Return the transaction; who writes from the start waits before it looks."""


def backup(database: Database, settings: Settings, branch: str, statement: control.Backup) -> Reply:
    """Execute BACKUP, whose room is loaded now: a session starts without it."""
    from helios_ref.backup import statement as recipes  # noqa: PLC0415  # start-up time

    return recipes.backup(database, settings, branch, statement)


def restore(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Execute RESTORE, whose room is loaded now."""
    from helios_ref.backup import statement as recipes  # noqa: PLC0415  # start-up time

    return recipes.restore(database, settings, branch, statement)


def rebuild(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Make a catalog of the files in directories (BKP-053); whatever reads files starts slowly."""
    from helios_ref.backup import catalog  # noqa: PLC0415  # start-up time

    return catalog.rebuild(database, directories)


def define(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Change what tables and indexes there are, with a room that is loaded now."""
    from helios_ref.engine.schema import definitions  # noqa: PLC0415  # start-up time

    return definitions.defining(statement, writer, view, given)


@dataclass(frozen=True, slots=True)
class Collaborators:
    """Whom sessions ask; those of BACKUP and RESTORE in turn ask `helios_ref.backup.steps`."""

    database: Callable[[], Database] = Database
    """An empty database, which commits what it is given (BRN-003)."""

    rebuild: Callable[[Database, Iterable[str]], tuple[str, ...]] = rebuild
    """A catalog from the files of directories, and notices of what is none (BKP-053)."""

    backup: Callable[[Database, Settings, str, control.Backup], Reply] = backup
    """BACKUP of a branch (BKP-001)."""

    restore: Callable[[Database, Settings, str, control.Restore], Reply] = restore
    """RESTORE of a branch (RST-001)."""

    begin: Begin = Work
    """A transaction of a branch: what it sees, what it writes to, its end (BRN-020 to BRN-026)."""

    admit: Callable[[s.Statement, State], None] = admission.admit
    """Nothing, or a refusal of what the transaction as it is cannot hold (BRN-024, BRN-025)."""

    aborts: Callable[[HeliosError], bool] = admission.aborts
    """Whether a refusal leaves nothing to do but to end the transaction (BRN-024)."""

    create_branch: Callable[[Database, control.CreateBranch, str], Reply] = branches.create
    """A branch with the state of another (BRN-002)."""

    show_branches: Callable[[Database, str], Reply] = branches.show
    """The list of the branches (BRN-006)."""

    drop_branch: Callable[[Database, control.DropBranch], Reply] = branches.drop
    """A branch that nobody needs, removed (BRN-008)."""

    enter_branch: Callable[[Database, Turn, str], None] = branches.enter
    """A session, moved to a branch (BRN-005)."""

    select: Callable[[Query, View, Row], Reply] = Query.run
    """The answer of a SELECT that is ready to run (SQL-063)."""

    change: Callable[[ChangePlan, Writer, View, Row], Reply] = prepared.change
    """An INSERT, UPDATE or DELETE that is ready to run, done (SQL-075)."""

    define: Callable[[s.Definition, Writer, View, Row], Reply] = define
    """Tables and indexes, made, changed or dropped (SQL-080)."""

    text: Callable[[Value, SqlType], str | None] = shown
    """A value as text, at the door of the suite (CNF-021)."""


COLLABORATORS: Final = Collaborators()
"""The right ones."""
