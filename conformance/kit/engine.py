"""What the kit asks of an engine: seven calls, and who it is (08a-driver, CNF-065)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

Cell: TypeAlias = str | None
"""The text that PostgreSQL prints for a value, or None for NULL (CNF-021)."""

Table: TypeAlias = tuple[Sequence[str], Sequence[Sequence[Cell]]]
"""Names of columns, and rows; both empty for a statement that returns none."""

Database = TypeVar("Database")
"""Whatever the engine holds a database by; the kit only hands it back."""


class RefusalError(Exception):
    """What the kit or an engine refuses: an answer, not a crash (CNF-022)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Engine(Protocol[Database]):
    """
    An engine whose backups are to be judged.

    Each database has an empty folder of its own, which the kit removes after `discard`.
    A backup is one file. What fails in `full`, `incremental` and `restored` with an OSError, and
    anywhere with one of `refusals`, is a refusal; every other exception is a crash.
    """

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def version(self) -> str:
        """Which release of it this is."""

    @property
    def capabilities(self) -> Sequence[str]:
        """What it has beside what the kit gives (CNF-010), such as `isolation` and `alter`."""

    @property
    def supplied(self) -> Sequence[str]:
        """What this driver does for its engine, beside the kit (CNF-065)."""

    @property
    def refusals(self) -> tuple[type[Exception], ...]:
        """What it raises when it refuses."""

    def begin(self, folder: Path) -> Database:
        """Return an empty database."""

    def query(self, database: Database, session: str, statement: str) -> Table:
        """Run one statement of the engine's own SQL in the session of this name."""

    def full(self, database: Database, file: Path) -> None:
        """Write a full backup of what is committed to a file that does not exist."""

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Write what differs from the last member of a chain of backups, full first."""

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Return a new database with the state of the last member of a chain, full first."""

    def copy(self, database: Database, folder: Path) -> Database:
        """Return another database with what is committed in this one."""

    def discard(self, database: Database) -> None:
        """Let go of a database; end what runs for it."""
