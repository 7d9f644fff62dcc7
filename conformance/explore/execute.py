"""An engine with an empty database, in which a program happens turn by turn (CNF-052)."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from conformance.drivers.answers import Rows
from conformance.drivers.interrupts import temporary_directory
from conformance.explore.turn import (
    Clock,
    Deed,
    HasMode,
    Holds,
    Is,
    Refuses,
    Reopening,
    Statement,
    Succeeds,
)
from conformance.run import damage, expectations
from conformance.run.case_directory import ground
from conformance.run.context import Scene
from conformance.run.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.drivers.target import Target
    from conformance.explore.turn import Act, Then


@contextmanager
def staged(target: Target) -> Iterator[Scene]:
    """Yield an empty database in an empty directory; both are gone afterwards (CNF-033)."""
    home = Path.cwd()
    with temporary_directory("helios-explore-", ground()) as directory:
        names = Names(str(directory), visible=target.has("files"))
        scene = Scene(target, names, compares_codes=target.has("codes"), compares_facts=False)
        scene.open()
        try:
            yield scene
            scene.close(home)
        finally:
            os.chdir(home)  # a target in this process may have moved it
            _sweep(scene)


def _sweep(scene: Scene) -> None:
    """Remove the files of backups without TO, which stand wherever the target's are temporary."""
    for exchange in scene.transcript:
        unsaid = exchange.call.endswith(("BACKUP DATABASE", "BACKUP DATABASE INCREMENTAL"))
        if unsaid and isinstance(exchange.answer, Rows):
            cells = [cell or "" for row in exchange.answer.rows for cell in row]
            for path in (Path(cell) for cell in cells if cell.endswith(".hldb")):
                path.unlink(missing_ok=True)


def hold(scene: Scene, then: Then) -> None:
    """Raise MismatchError unless this holds."""
    match then:
        case Succeeds():
            scene.rows()
        case Is(table, ordered):
            compare = expectations.in_order if ordered else expectations.in_any_order
            compare(scene.rows(), table, scene.names)
        case Refuses(codes):
            expectations.refused(scene, " or ".join(codes), None)
        case Holds(paths):
            expectations.files(scene, paths)
        case HasMode(path, octal):
            expectations.mode(scene.path(path), octal)
        case _:
            assert_never(then)


def do(scene: Scene, act: Act) -> None:
    """Do what an act says; a Fault may end it."""
    match act:
        case Statement(text, backup, session):
            if backup:
                scene.seconds.leave_backups_behind()
            scene.answer = scene.execute(text, session)
        case Clock(second):
            scene.seconds.set(second)
        case Reopening():
            scene.answer = scene.reopen("$dir")
        case Deed("damage", (kind, name)):
            damage.damage(kind, scene.file_of(name), scene.file_of)
        case Deed("lay", (kind, path)):
            damage.lay(kind, scene.path(path))
        case Deed("chdir", (path,)):
            scene.chdir(scene.path(path))
        case Deed("swap" | "replace" as kind, (first, second)):
            exchange = damage.swap if kind == "swap" else damage.replace
            exchange(scene.file_of(first), scene.file_of(second))
        case Deed():
            raise AssertionError(act)
        case _:
            assert_never(act)
