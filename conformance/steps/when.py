"""What a case does, once (CNF-030)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.phrases import when
from conformance.book.statements import statements

if TYPE_CHECKING:
    from conformance.run.context import Scene


@when("executing: *statement* (or a block)")
def executing(scene: Scene, statement: str | None, docstring: str = "") -> None:
    scene.judge_last(statements(statement, docstring))


@when("the engine is [*ended* and ]restarted with backups in *directory*", "reopen")
def the_engine_is_restarted(scene: Scene, directory: str, ended: str | None) -> None:
    scene.answer = scene.restart(directory, ended)


@when("session *s* executes: *statement*", "isolation")
def session_executes(scene: Scene, s: str, statement: str | None, docstring: str = "") -> None:
    scene.judge_last(statements(statement, docstring), session=s)


@when("operating: *command*", "operations")
def operating(scene: Scene, command: str) -> None:
    scene.answer = scene.operate(command)
