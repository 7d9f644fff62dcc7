"""An engine with an empty database, in which a program happens turn by turn (CNF-052)."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from conformance import judge, tampering
from conformance.answers import Rows
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
from conformance.locations import ground
from conformance.names import Names
from conformance.scene import Scene
from conformance.verdicts import fail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.explore.turn import Act, Then
    from conformance.target import Target


@contextmanager
def staged(target: Target) -> Iterator[Scene]:
    """Yield an empty database in an empty directory; both are gone afterwards (CNF-033)."""
    directory = os.path.realpath(tempfile.mkdtemp(prefix="helios-explore-", dir=ground()))
    names = Names(directory, visible=target.has("files"))
    scene = Scene(target, names, compares_codes=target.has("codes"))
    try:
        scene.open()
        yield scene
        scene.close(Path.cwd())
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def hold(scene: Scene, then: Then) -> None:
    """Raise MismatchError unless this holds."""
    match then:
        case Succeeds():
            scene.rows()
        case Is(table, ordered):
            compare = judge.in_order if ordered else judge.in_any_order
            compare(scene.rows(), table, scene.names)
        case Refuses(codes) if codes:
            judge.refused(scene, codes[0], None)
        case Refuses():
            if isinstance(scene.answer, Rows):
                fail("a refusal", str(scene.answer))
        case Holds(paths):
            judge.files(scene, paths)
        case HasMode(path, octal):
            judge.mode(scene.path(path), octal)
        case _:
            assert_never(then)


def do(scene: Scene, act: Act) -> None:
    """Do what an act says; a Fault may end it."""
    match act:
        case Statement(text, backup):
            if backup:
                scene.seconds.leave_backups_behind()
            scene.answer = scene.execute(text)
        case Clock(second):
            scene.seconds.set(second)
        case Reopening():
            scene.answer = scene.reopen("$dir")
        case Deed("damage", (kind, name)):
            tampering.damage(kind, scene.file_of(name), scene.file_of)
        case Deed("lay", (kind, path)):
            tampering.lay(kind, scene.path(path))
        case Deed("swap", (first, second)):
            tampering.swap(scene.file_of(first), scene.file_of(second))
        case Deed("replace", (first, second)):
            tampering.replace(scene.file_of(first), scene.file_of(second))
        case Deed():
            raise AssertionError(act)
        case _:
            assert_never(act)
