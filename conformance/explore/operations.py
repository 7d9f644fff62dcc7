"""What a program is made of: operations that mean something in every state (CNF-052)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column of a table that is to be made."""

    kind: str
    rule: str = ""
    """`key`, `unique`, `not null`, `default`, `computed` or `check`; nothing for none."""


@dataclass(frozen=True, slots=True)
class Create:
    """CREATE TABLE."""

    table: int
    columns: tuple[NewColumn, ...]
    together: bool = False
    """Whether its first two columns are unique together."""


@dataclass(frozen=True, slots=True)
class Insert:
    """INSERT of rows; each number stands for the values of one."""

    table: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """UPDATE of the rows that have a value in a column."""

    table: int
    column: int
    value: int
    where: int | None
    """Which value a row must have; None for every row."""


@dataclass(frozen=True, slots=True)
class Delete:
    """DELETE of the rows that have a value in a column."""

    table: int
    where: int | None


@dataclass(frozen=True, slots=True)
class Grow:
    """INSERT of a copy of every row, or a text that doubles: large tables, large values."""

    table: int
    what: str
    """`rows` or `text`."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """UPDATE of a TIMESTAMP in every row, to now()."""

    table: int


@dataclass(frozen=True, slots=True)
class Brim:
    """INSERT of a text whose key has as many bytes as a key may have, or one more."""

    table: int
    beyond: bool


@dataclass(frozen=True, slots=True)
class Alter:
    """Another statement about a table's definition."""

    table: int
    verb: str
    column: int = 0
    value: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """SELECT, which may be the first statement of a transaction."""

    table: int


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
    """
    A folder below the directory; `taken` for the path of another backup, `relative` for a path
    that begins at the working directory, `unsaid` for none, `empty` for the empty one.
    """


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
    how: str = "longer"
    """`longer` or `shorter` by a digit, or with a `zero` before its number."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something happens to the file of a backup."""

    which: int
    kind: str


@dataclass(frozen=True, slots=True)
class SwapFiles:
    """Two files are swapped, or one is replaced by the other."""

    which: int
    other: int
    both: bool


@dataclass(frozen=True, slots=True)
class Obstruct:
    """Something stands where the next backup would go."""

    kind: str


@dataclass(frozen=True, slots=True)
class MoveThere:
    """The engine's working directory becomes that of the backups."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The clock moves, also backwards."""

    step: int


@dataclass(frozen=True, slots=True)
class Restart:
    """The engine is started anew with what stands in the directory."""


Written: TypeAlias = Create | Insert | Update | Delete | Grow | Stamp | Brim | Alter
"""Statements that change tables."""

Deed: TypeAlias = (
    Written
    | Read
    | Begin
    | End
    | Branch
    | Backup
    | Restore
    | Misname
    | Damage
    | SwapFiles
    | Obstruct
    | MoveThere
    | Tick
    | Restart
)


@dataclass(frozen=True, slots=True)
class Other:
    """Another session does it."""

    deed: Written | Read | Begin | End | Branch | Backup | Restore


Operation: TypeAlias = Deed | Other
Program: TypeAlias = tuple[Operation, ...]
