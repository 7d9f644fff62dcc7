"""Many processes want one path: one gets it, whole, and the others are told (04-backup)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.backup.verify import check_file
from helios_ref.errors import PathExistsError
from tests.backup.world import STEP_1, World, insert

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.calls

PROCESSES: Final = 50
WON: Final = 0
TOLD: Final = 7


def taking_part(directory: Path, number: int, start: int) -> int:
    """Wait for the start, take a backup to the one path, and return how that ended."""
    world = World(directory / "race", second=1_711_400_000 + number)
    world.commit(*STEP_1, insert(number + 10, "x" * number, None))
    os.read(start, 1)
    try:
        world.backup("one.hldb")
    except PathExistsError:
        return TOLD
    return WON


def test_of_many_processes_one_publishes(tmp_path: Path) -> None:
    """BKP-030, BKP-040, BKP-031. The file is the winner's, and nothing else is left."""
    start, go = os.pipe()
    children = {}
    for number in range(PROCESSES):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = taking_part(tmp_path, number, start)
            finally:
                os._exit(code)
        children[child] = number
    os.write(go, b"!" * PROCESSES)
    ended = {}
    for child, number in children.items():
        _, status = os.waitpid(child, 0)
        ended[number] = os.waitstatus_to_exitcode(status)
    os.close(start)
    os.close(go)
    (winner,) = (number for number, code in ended.items() if code == WON)
    assert sorted(ended.values()) == [WON] + [TOLD] * (PROCESSES - 1)
    (file,) = (tmp_path / "race").iterdir()
    list(check_file(str(file), 2, "the winner"))
    world = World(tmp_path)
    world.restore(str(file))
    assert winner + 10 in {row[0] for row in world.rows()}
