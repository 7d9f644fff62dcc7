"""A chain that an engine wrote, and what else its files could say, every hash of them right."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from helios_ref.backup.parent_search import by_path
from helios_ref.hldb.read_blocks import BytesSource, entries, open_file
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.checksum import StateSum, state_sum
from helios_ref.storage.database import Database
from helios_ref.storage.layer import TOMBSTONE
from tests.backup.crafted import applied, crafted

if TYPE_CHECKING:
    from helios_ref.backup.chain import Chain
    from helios_ref.storage.layer import Cell

Cells = dict[bytes, "Cell"]
Edit = tuple[int, str, int, int]
"""The position of a file, what is done to it, and two numbers that choose keys."""

EDITS: Final = ("drop", "tombstone", "older", "swap", "restate")

TURNS: Final = (
    """CREATE TABLE t (a INT PRIMARY KEY, b TEXT UNIQUE, c INT NOT NULL); CREATE INDEX ON t (c);
    INSERT INTO t VALUES (3, 'x', 1), (1, 'y', 1), (2, NULL, 2);
    CREATE TABLE u (d SERIAL); INSERT INTO u (d) VALUES (7)""",
    "UPDATE t SET c = 2 WHERE a = 1; INSERT INTO t VALUES (4, 'z', 3)",
    "DELETE FROM t WHERE a = 3; DROP TABLE u",
    "ALTER TABLE t ADD COLUMN e INT; UPDATE t SET b = 'x' WHERE a = 2",
)
"""What is backed up after each other."""


@cache
def right() -> tuple[Cells, ...]:
    """Return the entries of each file of a chain that an engine wrote."""
    with tempfile.TemporaryDirectory() as directory:
        session = Session(Database(), Settings(directory=directory))
        found = []
        for number, statements in enumerate(TURNS):
            for statement in statements.split(";"):
                session.execute(statement)
            path = Path(directory, f"{number}.hldb")
            kind = "INCREMENTAL" if number else ""
            session.execute(f"BACKUP DATABASE {kind} TO '{path}'")
            found.append(dict(entries(open_file(BytesSource(path.read_bytes()), "x"))))
        return tuple(found)


def written(directory: Path, members: list[Cells], lie: int | None) -> Chain:
    """Write a chain of these entries; each claims what they lead to, one perhaps something else."""
    state: dict[bytes, bytes] = {}
    link = None
    for number, cells in enumerate(members):
        state = applied(state, cells)
        claimed = state_sum(state)
        if number == lie:
            claimed = StateSum(claimed.keys, claimed.checksum ^ 1)
        path = directory / f"{number}.hldb"
        link = crafted(path, cells, claimed, number=number + 1, parent=link).link
    return by_path({}, str(path), ())


def edit(members: list[Cells], how: Edit) -> None:
    """Do something wrong, or not, to the entries of one member."""
    at, what, first, second = how
    cells = members[at]
    state: dict[bytes, bytes] = {}
    for member in members[:at]:
        state = applied(state, member)
    own = sorted(cells)
    key = own[first % len(own)]
    known = sorted({**state, **cells})
    match what:
        case "drop":
            del cells[key]
        case "tombstone" if at:
            cells[key] = TOMBSTONE
        case "older" if key in state:
            cells[key] = state[key]
        case "swap":
            other = own[second % len(own)]
            cells[key], cells[other] = cells[other], cells[key]
        case "restate" if at:
            again = known[second % len(known)]
            cells.setdefault(again, state.get(again, TOMBSTONE))
        case _:
            pass
    members[at] = dict(sorted(cells.items()))
