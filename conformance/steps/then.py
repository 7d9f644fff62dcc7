"""What must hold afterwards (CNF-030)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.phrases import then
from conformance.run import expectations

if TYPE_CHECKING:
    from conformance.run.context import Scene


@then("it succeeds")
def it_succeeds(scene: Scene) -> None:
    scene.rows()


@then("the result[, in *order*,] is: *table*")
def the_result_is(scene: Scene, order: str | None, datatable: list[list[str]]) -> None:
    expectations.IN_ORDER[order](scene.rows(), datatable, scene.names)


@then("the result has no rows")
def the_result_has_no_rows(scene: Scene) -> None:
    expectations.no_rows(scene.rows(), scene.names)


@then("it is refused with *CODE*[, naming *text*]")
def it_is_refused(scene: Scene, code: str, text: str | None) -> None:
    expectations.refused(scene, code, text)


@then("it is refused, or *query* answers: *table*")
def it_is_refused_or_answers(scene: Scene, query: str, datatable: list[list[str]]) -> None:
    expectations.refused_or_answers(scene, query, datatable)


@then("nothing noted has changed")
def nothing_noted_has_changed(scene: Scene) -> None:
    expectations.unchanged(scene)


@then("$dir holds: *table*", "files")
def the_directory_holds(scene: Scene, datatable: list[list[str]]) -> None:
    expectations.files(scene, [row[0] for row in datatable[1:]])


@then("the file *path* has mode *octal*", "files")
def the_file_has_mode(scene: Scene, path: str, octal: str) -> None:
    expectations.mode(scene.path(path), octal)


@then("the file *path* holds: *table*", "files", "hldb")
def the_file_holds(scene: Scene, path: str, datatable: list[list[str]]) -> None:
    expectations.holds(scene.path(path), datatable)


@then("the file *path* is that of *vector*", "files", "hldb")
def the_file_is_golden(scene: Scene, path: str, vector: str) -> None:
    expectations.golden(scene.path(path), vector)
