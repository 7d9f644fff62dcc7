"""What was done to files before a case begins (CNF-030)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance import tampering
from conformance.phrases import given

if TYPE_CHECKING:
    from conformance.scene import Scene


@given("a *kind* stands at *path*", "files")
def something_stands_at(scene: Scene, kind: str, path: str) -> None:
    tampering.lay(kind, scene.path(path))


@given("the file of $*name* is *damage*", "files")
def the_file_is_damaged(scene: Scene, name: str, damage: str) -> None:
    tampering.damage(damage, scene.file_of(name), scene.file_of)
