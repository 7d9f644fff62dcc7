"""Every member of a chain restores what its backup saw, whatever changed in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helios_ref.collaborators import COLLABORATORS, Collaborators
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from tests.chains.changes import CHANGES, TYPES, Stages, of_type
from tests.chains.observer import Observation, observe
from tests.laws.planted import with_steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STAGES = {name: of_type(name) for name in TYPES} | CHANGES
Seen = list[dict[str, Observation]]


def taken(
    stages: Stages, directory: Path, collaborators: Collaborators = COLLABORATORS
) -> tuple[Session, Seen]:
    """Back up after each stage, and keep what could be seen then."""
    settings = Settings(clock=lambda: 1_711_400_000, directory=str(directory))
    session = Session(Database(), settings, collaborators)
    seen = []
    for number, statements in enumerate(stages):
        for statement in statements:
            session.execute(statement)
        seen.append(observe(session))
        kind = "INCREMENTAL" if number else ""
        session.execute(f"BACKUP DATABASE {kind} TO '{directory}/{number}.hldb'")
    return session, seen


def restored(session: Session, number: int) -> dict[str, Observation]:
    """Restore a member onto a branch of its own, and look."""
    branch = f"member{number}"
    session.execute(f"RESTORE DATABASE FROM 'bk_{1_711_400_000 + number}' TO BRANCH '{branch}'")
    session.execute(f"USE BRANCH {branch}")
    return observe(session)


@pytest.mark.parametrize("name", STAGES)
def test_every_member_restores_what_was_seen(name: str, tmp_path: Path) -> None:
    """RST-020, RST-026, MOD-024. By ID in this database, by path in another one."""
    session, seen = taken(STAGES[name], tmp_path)
    for number, expected in enumerate(seen):
        assert restored(session, number) == expected
        other = Session(Database(), Settings(directory=str(tmp_path)))
        other.execute(f"RESTORE DATABASE FROM '{tmp_path}/{number}.hldb'")
        assert observe(other) == expected


def without_a_row(state: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """Lose the last row, but not its index keys."""
    last = max((key for key in state if key.startswith(b"data:")), default=b"")
    return {key: value for key, value in state.items() if key != last}


def without_its_name(state: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """Lose the name of an index."""
    return {
        key: value.replace(b"t_pkey", b"u_pkey") if key.startswith(b"meta:") else value
        for key, value in state.items()
    }


def without_index_keys(state: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """Lose what refuses duplicates."""
    return {key: value for key, value in state.items() if not key.startswith(b"index:")}


def without_counters(state: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """Begin all numbers at 1."""
    return {
        key: value[:1] + b"\x01" * (len(value) - 1) if key.startswith(b"counter:") else value
        for key, value in state.items()
    }


PLANTED: dict[str, Callable[[dict[bytes, bytes]], dict[bytes, bytes]]] = {
    "rows": without_a_row,
    "definition": without_its_name,
    "duplicate": without_index_keys,
    "number": without_counters,
}
"""What the observer looks at, and an engine that loses it in a restore."""


@pytest.mark.parametrize("look", PLANTED)
def test_each_look_of_the_observer_sees_its_planted_loss(look: str, tmp_path: Path) -> None:
    """CNF-050. The state that a restore gives to the branch is not the one that was checked."""

    def lossy(*given: object) -> Snapshot:
        (layer,) = (one for one in given if isinstance(one, Layer))
        kept = {key: cell for key, cell in layer.items() if isinstance(cell, bytes)}
        return Snapshot((Layer(PLANTED[look](kept)),))

    session, seen = taken(STAGES["INT"], tmp_path, with_steps(snapshot=lossy))
    now = restored(session, 1)
    assert getattr(now["t"], look) != getattr(seen[1]["t"], look)
