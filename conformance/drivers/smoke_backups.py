"""A first look at backups: does the engine take them at all, and what follows if not (CNF-045)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.drivers.answers import Refused, Rows
from conformance.drivers.plain_text import ANSWER_MOST, plain
from conformance.drivers.smoke_check import SmokeCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.drivers.target import Target

_ROWS = Rows(("id", "name"), (("1", "one"), ("2", None)))
_SELECT = "SELECT id, name FROM smoke ORDER BY id"
_CELLS = 7
"""Of the reply to a BACKUP (BKP-002)."""


def backups_tried(target: Target, directory: str) -> Iterator[SmokeCheck]:
    """Yield what becomes of a table that is backed up, emptied and restored."""
    target.open(directory)
    for statement in (
        "CREATE TABLE smoke (id INT, name TEXT)",
        "INSERT INTO smoke VALUES (1, 'one'), (2, NULL)",
    ):
        target.execute("main", statement)
    reply = target.execute("main", f"BACKUP DATABASE TO '{directory}/smoke.hldb'")
    if isinstance(reply, Refused):
        follows = "documented, backup, reference and hldb will be blocked; sql can be judged"
        yield SmokeCheck("takes a BACKUP", str(reply), follows=follows)
        return
    identity = reply.rows[0][1] if len(reply.rows) == 1 and len(reply.rows[0]) == _CELLS else None
    if identity is None:
        said = f"BACKUP answers {len(reply.rows)} rows of {len(reply.columns)} columns"
        yield SmokeCheck("takes a BACKUP", f"{said}, not one of {_CELLS} with an ID", "engine")
        return
    yield SmokeCheck("takes a BACKUP", "")
    yield _restores(target, identity)
    yield _lists(target, identity)


def _restores(target: Target, identity: str) -> SmokeCheck:
    """Say whether rows that were removed come back."""
    target.execute("main", "DELETE FROM smoke")
    check = "restores it"
    reply = target.execute("main", f"RESTORE DATABASE FROM '{identity}'")
    if isinstance(reply, Refused):
        return SmokeCheck(check, str(reply), follows="what comes after a RESTORE will be blocked")
    answer = target.execute("main", _SELECT)
    problem = "" if answer == _ROWS else f"after the RESTORE, {_SELECT}: {answer}, not the two rows"
    return SmokeCheck(check, problem, "engine" if problem else "")


def _lists(target: Target, identity: str) -> SmokeCheck:
    """Say whether the backup stands in the catalog."""
    check = "lists it in helios_backups"
    answer = target.execute("main", "SELECT backup_id FROM helios_backups")
    if isinstance(answer, Refused):
        return SmokeCheck(
            check, plain(str(answer), ANSWER_MOST), follows="what is about the history will fail"
        )
    problem = "" if (identity,) in answer.rows else f"there is no {identity} in it"
    return SmokeCheck(check, problem, "engine" if problem else "")
