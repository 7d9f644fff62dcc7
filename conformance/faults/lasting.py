"""Engines that carry something over which is gone: a refusal, a branch, a look, a number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.faults.wrong_engine import WrongEngines, instead
from helios_ref.backup.chain import by_id
from helios_ref.backup.verify import state_of
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.engine.changes.insert import InsertPlan
from helios_ref.errors import HeliosError
from helios_ref.storage.database import MAIN
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot, difference
from helios_ref.tables.catalog_records import records
from helios_ref.tables.keys import COUNTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.engine.changes.change_plans import ChangePlan
    from helios_ref.engine.view import View
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.sql import control
    from helios_ref.storage.database import Database
    from helios_ref.tables.read_tables import Row
    from helios_ref.tables.write_rows import Writer

ENGINES = WrongEngines()


@ENGINES.door("BKP-044")
class RefusedBackupsAreAncestors(ReferenceDriver):
    """Take a refused backup for the parent of the parent of the next incremental but one."""

    _refused: int | None = None

    def execute(self, session: str, statement: str) -> Answer:
        """Note the number of a refused backup, and write it down too late."""
        backup, catalog = statement.startswith("BACKUP"), self.database.catalog
        try:
            answer = super().execute(session, statement)
        except HeliosError:
            if backup:
                self._refused = 1 + max((record.number for record in records(catalog)), default=0)
            raise
        if backup and self._refused is not None:
            for record in records(catalog)[-2:-1]:
                if record.parent is not None:
                    catalog[record.key] = replace(record, parent=self._refused).encoded()
        return answer


@ENGINES.door("BRN-008")
class DroppedBranchesComeBack(ReferenceDriver):
    """Make dropped branches again at a restart."""

    def __init__(self) -> None:
        """Begin with no branch that was dropped."""
        super().__init__()
        self._dropped: dict[str, Snapshot] = {}

    def open(self, directory: str) -> None:
        """Begin anew."""
        self._dropped.clear()
        super().open(directory)

    def execute(self, session: str, statement: str) -> Answer:
        """Keep what is dropped."""
        before = dict(self.database.branches)
        answer = super().execute(session, statement)
        gone = before.keys() - self.database.branches.keys()
        self._dropped |= {name: before[name] for name in gone}
        return answer

    def reopen(self, directories: Sequence[str]) -> None:
        """Bring it back."""
        super().reopen(directories)
        self.database.branches |= self._dropped


@ENGINES.door("RST-020")
class OtherSessionsSeeNoRestore(ReferenceDriver):
    """Answer a session after another's restore as before it."""

    def __init__(self) -> None:
        """Begin with no answer."""
        super().__init__()
        self._seen: dict[tuple[str, str], Answer] = {}
        self._stale: set[str] = set()

    def open(self, directory: str) -> None:
        """Begin anew."""
        self._seen.clear()
        self._stale.clear()
        super().open(directory)

    def execute(self, session: str, statement: str) -> Answer:
        """Answer from memory those who do not know of a restore."""
        key = session, statement
        if session in self._stale and key in self._seen:
            return self._seen[key]
        answer = super().execute(session, statement)
        if statement.startswith("SELECT"):
            self._seen[key] = answer
        else:
            self._stale.discard(session)
        if statement.startswith("RESTORE"):
            self._stale |= {other for other, _ in self._seen} - {session}
        return answer


@ENGINES.door("RST-026")
class CountersOutliveTheSecondRestore(ReferenceDriver):
    """Leave the counters as they are in a plain restore after one to a branch."""

    _branched = False

    def execute(self, session: str, statement: str) -> Answer:
        """Keep the counters of main from before."""
        before = self.database.branches[MAIN]
        answer = super().execute(session, statement)
        if statement.startswith("RESTORE"):
            if self._branched and " TO BRANCH " not in statement:
                kept = {key: value for key, value in before.items() if key.startswith(COUNTERS)}
                after = self.database.branches[MAIN]
                self.database.branches[MAIN] = Snapshot((*after.layers, Layer(kept)))
            self._branched = " TO BRANCH " in statement
        return answer


@ENGINES.door("BRN-003")
class NamesOfTablesAreShared(ReferenceDriver):
    """Rename a table on every branch that has it."""

    def execute(self, session: str, statement: str) -> Answer:
        """Rename it elsewhere, too."""
        answer = super().execute(session, statement)
        if re.match(r"ALTER TABLE \w+ RENAME TO", statement):
            for branch in [*self.database.branches]:
                super().execute("everywhere", f"USE BRANCH {branch}")
                try:
                    super().execute("everywhere", statement)
                except HeliosError:
                    continue  # it has no such table, or renamed it already
            super().execute("everywhere", f"USE BRANCH {MAIN}")
        return answer


@ENGINES.answering("RST-022", "restore")
def onto_the_present(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Lay an incremental that goes to a branch over the present state, not over its parent's."""
    reply = COLLABORATORS.restore(database, settings, branch, statement)
    target = statement.branch
    if target is not None and statement.source.startswith("bk_"):
        chain = by_id(database.catalog, statement.source)
        if len(chain) > 1:
            parent, _ = state_of(chain[:-1], database.written)
            delta = difference(Snapshot((parent,)), database.branches[target])
            database.branches[target] = Snapshot((database.branches[branch].image(), delta))
    return reply


@ENGINES.door("RST-026")
class OldPlansForNewConstraints(ReferenceDriver):
    """Run an INSERT as when its text was new, as long as the table has the same columns."""

    def __init__(self) -> None:
        """Begin with no plan."""
        super().__init__(instead(change=self._change))
        self._text = ""
        self._plans: dict[str, InsertPlan] = {}

    def open(self, directory: str) -> None:
        """Begin anew."""
        self._plans.clear()
        super().open(directory)

    def execute(self, session: str, statement: str) -> Answer:
        """Know the text."""
        self._text = statement
        return super().execute(session, statement)

    def _change(self, plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
        """Change rows by the plan that was made first."""
        if isinstance(plan, InsertPlan):
            kept = self._plans.setdefault(self._text, plan)
            same = kept.table.schema.columns == plan.table.schema.columns
            plan = self._plans[self._text] = kept if same else plan
        return COLLABORATORS.change(plan, writer, view, given)
