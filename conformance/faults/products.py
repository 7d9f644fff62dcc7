"""Engines that are wrong with one feature of a state at one place, way or time (CNF-057)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from conformance.book.ways import OTHER_SESSION
from conformance.faults.losses import LOSSES, everything, tables
from conformance.faults.wrong_engine import WrongEngine, WrongEngines, instead
from conformance.traceability.products import AGAIN, PLACES, SHOWN_BY, TIMES, Product
from helios_ref.backup.chain import by_id
from helios_ref.backup.parent_search import by_path
from helios_ref.backup.verify import state_of
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.errors import CorruptBackupError
from helios_ref.reply import Reply
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from helios_ref.tables.keys import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.backup.chain import Chain
    from helios_ref.collaborators import Collaborators
    from helios_ref.settings import Settings
    from helios_ref.sql import control
    from helios_ref.storage.database import Database

ALONE: Final = {
    "dates": "DATE",
    "not-null": "NOT NULL",
    "primary-keys": "PRIMARY KEY",
    "unique": "UNIQUE",
    "unique-indexes": "CREATE UNIQUE INDEX",
    "indexes": "CREATE INDEX",
    "checks": "CHECK",
    "lengths": "VARCHAR, its length",
    "precisions": "DECIMAL, its precision",
    "defaults": "DEFAULT",
    "serials": "the next number of a SERIAL",
    "longer-names": "a name that begins another",
    "long-keys": "a key of 4,096 bytes",
    "large-values": "a value of 16 MiB",
    "second-blocks": "rows of a second block",
    "second-deletions": "deletions of a second block",
}
"""Features that an engine loses wherever they are; one of those that the same cases show."""

TYPES: Final = (
    *("smallint", "integer", "bigint", "numeric", "real", "double precision", "boolean", "text"),
    *("character varying(8)", "date", "timestamp", "bytea", "uuid", "json"),
)
"""The types whose values an engine may leave out of its checksums."""


@dataclass(slots=True)
class Seen:
    """What an engine has seen since it was opened or restarted."""

    session: str = ""
    restarted: bool = False
    restores: int = 0


class Watching(ReferenceDriver):
    """The reference, which remembers in `seen` what it is asked."""

    def __init__(self, seen: Seen, collaborators: Collaborators) -> None:
        """Begin with nothing seen."""
        super().__init__(collaborators)
        self.seen = seen

    def open(self, directory: str) -> None:
        """Begin anew."""
        self.seen.restarted, self.seen.restores = False, 0
        super().open(directory)

    def execute(self, session: str, statement: str) -> Answer:
        """Note who asks."""
        self.seen.session = session
        return super().execute(session, statement)

    def reopen(self, directories: Sequence[str]) -> None:
        """Note that it was restarted."""
        self.seen.restarted, self.seen.restores = True, 0
        super().reopen(directories)


@dataclass(frozen=True, slots=True)
class Broken:
    """A restore that loses what a pair says, where and when it says so."""

    pair: Product
    seen: Seen = field(default_factory=Seen)

    def restore(
        self, database: Database, settings: Settings, branch: str, statement: control.Restore
    ) -> Reply:
        """Restore, and then lose something."""
        source, target = statement.source, statement.branch
        known = source.startswith("bk_")
        find = partial(by_id, database.catalog, source)
        if not known:
            find = partial(by_path, database.catalog, source, settings.search)
        reply = COLLABORATORS.restore(database, settings, branch, statement)
        chain = find()
        self.seen.restores += 1
        here = Product(
            place=place_of(chain, database),
            way=self._way(known=known, target=target),
            times=TIMES[self.seen.restores >= AGAIN] if self.seen.restores in {1, AGAIN} else None,
        )
        if all(one in {None, here.factors[name]} for name, one in self._conditions()):
            feature = self.pair.feature
            lose = everything if feature is None else LOSSES[feature]
            cells = database.branches[target or branch].image().values()
            before = () if len(chain) == 1 else state_of(chain[:-1], database.written)[0].keys()
            left = lose(dict(cells), before)
            database.branches[target or branch] = Snapshot((Layer(left),))
        return reply

    def _conditions(self) -> list[tuple[str, str | None]]:
        """Return what must hold where something is lost."""
        return [one for one in self.pair.factors.items() if one[0] != "feature"]

    def _way(self, *, known: bool, target: str | None) -> str:
        """Return the way back, by the words of the phrase."""
        if target is not None:
            return "to a branch"
        if self.seen.session == OTHER_SESSION:
            return "by another session"
        if self.seen.restarted:
            return "after a restart" if known else "from its files alone"
        return "by its ID" if known else "by its path"

    def engine(self) -> WrongEngine:
        """Return the reference, watched at its door, with a RESTORE that loses this pair."""
        driver = partial(Watching, self.seen, instead(restore=self.restore))
        return WrongEngine(f"loses {self.pair}", "RST-020", f"Lose {self.pair}.", driver)


def place_of(chain: Chain, database: Database) -> str:
    """Return where in a chain the tables were made that it leads to."""
    if len(chain) == 1:
        return PLACES[0]
    before, _ = state_of(chain[:-1], database.written)
    if not any(key.startswith(SCHEMAS) for key in before.keys()):  # noqa: SIM118 - a Layer
        return PLACES[1]
    return PLACES[min(len(chain), 3)]


def clause_of(feature: str) -> str:
    """Return the clause that an engine breaks which loses a feature."""
    return "RST-026" if SHOWN_BY[feature].startswith("Ways2") else "RST-020"


ENGINES = WrongEngines()
ENGINES.engines += [
    replace(Broken(Product(feature)).engine(), name=f"loses-{name}", clause=clause_of(feature))
    for name, feature in ALONE.items()
]


@dataclass(frozen=True, slots=True)
class Believing:
    """A restore that takes a damaged file for sound where a table has a column of a type."""

    type_name: str

    def restore(
        self, database: Database, settings: Settings, branch: str, statement: control.Restore
    ) -> Reply:
        """Restore, and see no damage to values of the type."""
        newest = database.newest
        try:
            return COLLABORATORS.restore(database, settings, branch, statement)
        except CorruptBackupError:
            held = newest.snapshot.image().values() if newest else {}
            types = {column.type.name for _, one in tables(held) for column in one.columns[:1]}
            if types != {self.type_name}:
                raise
            return Reply()


ENGINES.engines += [
    WrongEngine(
        f"believes-any-{name.partition('(')[0].replace(' ', '-')}",
        "RST-015",
        f"Leave values of the type {name} out of every checksum.",
        partial(ReferenceDriver, instead(restore=Believing(name).restore)),
    )
    for name in TYPES
]
