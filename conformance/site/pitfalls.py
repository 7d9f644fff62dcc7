"""What the player asks "what if" of: the source's five pitfalls, as little programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody deletes a file."""

    name: str

    def __str__(self) -> str:
        """Return it as a sentence."""
        return f"somebody deletes {self.name}"


@dataclass(frozen=True, slots=True)
class Returned:
    """Somebody puts the file back."""

    name: str

    def __str__(self) -> str:
        """Return it as a sentence."""
        return f"somebody puts {self.name} back"


Doing: TypeAlias = "str | Lost | Returned"
"""A statement, in which `$first` and `$last` stand for IDs of backups, or a deed."""


@dataclass(frozen=True, slots=True)
class Pitfall:
    """One of the source's warnings."""

    feature: str
    """The feature that asks the same of every engine."""

    question: str
    since: int
    """The step from which on it can happen."""

    statements: tuple[str, ...]
    """Where the source warns of it."""

    clauses: tuple[str, ...]
    acts: tuple[Doing, ...]


PITFALLS: Final = (
    Pitfall(
        "MissingFiles1",
        "… a backup's file is deleted?",
        2,
        ("S53", "S54", "S55"),
        ("RST-014",),
        (
            Lost("full_001.hldb"),
            "RESTORE DATABASE FROM '$first'",
            Returned("full_001.hldb"),
            "RESTORE DATABASE FROM '$first'",
        ),
    ),
    Pitfall(
        "ChainIntegrity1",
        "… the middle file of a chain is lost?",
        4,
        ("S56", "S57", "S58"),
        ("RST-016", "RST-024"),
        (
            "INSERT INTO products VALUES (5, 'Thingamajig', 4.99)",
            "BACKUP DATABASE INCREMENTAL TO '/tmp/helios_backups/inc_002.hldb'",
            Lost("inc_001.hldb"),
            "RESTORE DATABASE FROM '$last'",
            "RESTORE DATABASE FROM '$first'",
        ),
    ),
    Pitfall(
        "Overwriting1",
        "… I restore over what I have?",
        2,
        ("S59", "S60"),
        ("RST-021", "RST-022"),
        (
            "INSERT INTO products VALUES (5, 'Thingamajig', 4.99)",
            "RESTORE DATABASE FROM '$first' TO BRANCH 'isolated'",
            "RESTORE DATABASE FROM '$first'",
        ),
    ),
    Pitfall(
        "Timestamps1",
        "… two backups are taken in one second?",
        1,
        ("S61", "S62", "S63"),
        ("BKP-010", "BKP-011"),
        (
            "BACKUP DATABASE TO '/tmp/helios_backups/one.hldb'",
            "BACKUP DATABASE TO '/tmp/helios_backups/two.hldb'",
            "RESTORE DATABASE FROM '$last'",
        ),
    ),
    Pitfall(
        "DiskSpace1",
        "… the table grows, and I take only fulls?",
        1,
        ("S64", "S65"),
        ("BKP-020", "BKP-021"),
        (
            "INSERT INTO products VALUES (5, 'Doodad', 4.99), (6, 'Whatsit', 7.49), (7, 'Nub', 1)",
            "BACKUP DATABASE TO '/tmp/helios_backups/full_002.hldb'",
            "UPDATE products SET price = 2.99 WHERE id = 7",
            "BACKUP DATABASE INCREMENTAL TO '/tmp/helios_backups/inc_002.hldb'",
            "BACKUP DATABASE TO '/tmp/helios_backups/full_003.hldb'",
        ),
    ),
)
