"""What was done to files before a case begins (CNF-030)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.phrases import given
from conformance.run import damage as file_damage

if TYPE_CHECKING:
    from conformance.run.context import Scene


@given("a *kind* stands at *path*", "files")
def something_stands_at(scene: Scene, kind: str, path: str) -> None:
    place = scene.path(path)
    scene.tell(f"{place}: {kind}")
    file_damage.lay(kind, place)


@given("the file of $*name* is *damage*", "files")
def the_file_is_damaged(scene: Scene, name: str, damage: str) -> None:
    file = scene.file_of(name)
    scene.tell(f"{file}: {damage}")
    file_damage.damage(damage, file, scene.file_of)
