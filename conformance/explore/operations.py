"""What a program is made of: operations that mean something in every state (CNF-052)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Create:
    """CREATE TABLE, in one of a few shapes."""

    table: str
    shape: str


@dataclass(frozen=True, slots=True)
class Change:
    """Another statement that changes a table."""

    verb: str
    table: str
    key: int = 1
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Begin:
    """BEGIN."""


@dataclass(frozen=True, slots=True)
class End:
    """COMMIT or ROLLBACK."""

    commit: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """CREATE, USE or DROP of a branch."""

    verb: str
    name: str
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Backup:
    """BACKUP to a new path, or to one of another backup."""

    incremental: bool
    place: str = ""
    """A folder below the directory; `taken` for the path of another backup."""


@dataclass(frozen=True, slots=True)
class Restore:
    """RESTORE of one of the backups, by ID or by path."""

    which: int
    """Counted from the newest; any number means one of those that there are."""

    onto: str | None = None
    by_path: bool = False


@dataclass(frozen=True, slots=True)
class Misname:
    """RESTORE of an ID that is almost one of the catalog's."""

    which: int


@dataclass(frozen=True, slots=True)
class Damage:
    """Something happens to the file of a backup."""

    which: int
    kind: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two files are swapped, or one is replaced by the other."""

    which: int
    other: int
    both: bool


@dataclass(frozen=True, slots=True)
class Obstruct:
    """Something stands where the next backup would go."""

    kind: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The clock moves, also backwards."""

    step: int


@dataclass(frozen=True, slots=True)
class Restart:
    """The engine is started anew with what stands in the directory."""


Operation: TypeAlias = (
    Create
    | Change
    | Begin
    | End
    | Branch
    | Backup
    | Restore
    | Misname
    | Damage
    | Exchange
    | Obstruct
    | Tick
    | Restart
)
Program: TypeAlias = tuple[Operation, ...]
