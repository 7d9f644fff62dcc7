"""What is backed up, and what is asked of it after each restore (CNF-058)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from conformance.drivers.answers import Refused, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.drivers.answers import Answer
    from conformance.drivers.target import Target

MAIN: Final = "main"
ROWS: Final = 200
"""Rows of the first table: enough that most of a file is data."""

NAMES: Final = ("Widget", "Gadget", "Gizmo", "Doohickey", "Thingamajig")


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its changes; a target that cannot have it does without."""

    made: tuple[str, ...]
    changes: tuple[tuple[str, ...], ...]
    """What happens before the second backup, and before the third."""

    reads: tuple[str, ...]
    """Queries that must answer as they did."""

    tries: tuple[str, ...]
    """Statements that tell constraints, types and generated numbers; they may be refused."""


def _stock() -> str:
    """Return values of a kind that a single wrong bit leaves valid."""
    names = (f"{NAMES[number % len(NAMES)]} {number * 7919 % 1000}" for number in range(ROWS))
    return ", ".join(
        f"({number}, '{name}', {number}.{number % 90 + 10})" for number, name in enumerate(names)
    )


PARTS: Final = (
    Part(
        made=(
            "CREATE TABLE stock (id INT PRIMARY KEY, name TEXT, price DECIMAL)",
            f"INSERT INTO stock VALUES {_stock()}",  # noqa: S608 - our own words
        ),
        changes=(
            (
                "UPDATE stock SET name = 'changed once' WHERE id < 9",
                "DELETE FROM stock WHERE id = 40",
            ),
            (
                "UPDATE stock SET name = 'changed twice' WHERE id > 170",
                "DELETE FROM stock WHERE id = 3",
            ),
        ),
        reads=(
            "SELECT * FROM stock ORDER BY id",
            "SELECT count(*) AS n FROM stock",
            "SELECT name FROM stock WHERE id = 17",
        ),
        tries=(
            "INSERT INTO stock VALUES (17, 'again', 1)",
            "INSERT INTO stock VALUES (1001, 'new', 1.25)",
            "SELECT id, price FROM stock WHERE id > 1000",
        ),
    ),
    Part(
        made=(
            "CREATE TABLE notes (id INT NOT NULL, note TEXT)",
            "INSERT INTO notes VALUES (1, 'first'), (2, NULL), (3, '')",
        ),
        changes=(("INSERT INTO notes VALUES (4, 'fourth')",), ("DELETE FROM notes WHERE id = 2",)),
        reads=("SELECT * FROM notes ORDER BY id",),
        tries=(
            "INSERT INTO notes VALUES (NULL, 'no number')",
            "INSERT INTO notes VALUES ('abc', 'no number')",
            "SELECT count(*) AS n FROM notes",
        ),
    ),
    Part(
        made=(
            "CREATE TABLE log (id SERIAL PRIMARY KEY, said TEXT)",
            "INSERT INTO log (said) VALUES ('one')",
        ),
        changes=(
            ("INSERT INTO log (said) VALUES ('two')",),
            ("INSERT INTO log (said) VALUES ('three')",),
        ),
        reads=("SELECT * FROM log ORDER BY id",),
        tries=("INSERT INTO log (said) VALUES ('next')", "SELECT * FROM log ORDER BY id"),
    ),
)
"""Values and keys; what may be missing; numbers that the engine gives."""

Observed: TypeAlias = tuple[Rows | None, ...]
"""What was answered, in order; None for a refusal, whatever it says."""


@dataclass(frozen=True, slots=True)
class StoredBackup:
    """A backup that stands in a file."""

    name: str
    backup_id: str
    path: str


@dataclass(frozen=True, slots=True)
class ThreeBackups:
    """Three backups, each the parent of the next, and the parts that they hold."""

    backups: tuple[StoredBackup, ...]
    parts: tuple[Part, ...]


class NoHistoryError(Exception):
    """The target does not get as far as to have something to damage."""

    def __init__(self, statement: str, answer: Answer) -> None:
        super().__init__(f"{statement}: {answer}")


def three_backups(target: Target, directory: str) -> ThreeBackups:
    """Begin an empty database, and take a full and two incrementals of it."""
    target.open(directory)
    parts = tuple(part for part in PARTS if _all_succeed(target, part.made))
    if not parts:
        raise NoHistoryError(PARTS[0].made[0], target.execute(MAIN, PARTS[0].made[0]))
    backups = [_backup(target, directory, "full", "")]
    for number, name in enumerate(("middle", "last")):
        for part in parts:
            _all_succeed(target, part.changes[number])
        backups.append(_backup(target, directory, name, " INCREMENTAL"))
    return ThreeBackups(tuple(backups), parts)


def _all_succeed(target: Target, statements: Sequence[str]) -> bool:
    return all(isinstance(target.execute(MAIN, statement), Rows) for statement in statements)


def _backup(target: Target, directory: str, name: str, kind: str) -> StoredBackup:
    statement = f"BACKUP DATABASE{kind} TO '{directory}/{name}.hldb'"
    match target.execute(MAIN, statement):
        case Rows(rows=((_, str() as backup_id, _, _, _, str() as path, _),)):
            return StoredBackup(name, backup_id, path)
        case other:
            raise NoHistoryError(statement, other)


def asked_back(target: Target, backup: StoredBackup) -> Answer:
    """Restore a backup."""
    return target.execute(MAIN, f"RESTORE DATABASE FROM '{backup.backup_id}'")


def readings(target: Target, parts: Sequence[Part]) -> tuple[Observed, Observed]:
    """Return what every query reads, and then what comes of what is tried."""
    return (
        tuple(_answer(target, query) for part in parts for query in part.reads),
        tuple(_answer(target, statement) for part in parts for statement in part.tries),
    )


def _answer(target: Target, statement: str) -> Rows | None:
    answer = target.execute(MAIN, statement)
    return None if isinstance(answer, Refused) else answer
