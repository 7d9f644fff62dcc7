"""What holds before a case begins: statements, backups, time, restarts (CNF-030)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.beginnings import beginning, long_table, whole_state, wide_table
from conformance.book.phrases import given
from conformance.book.statements import statements
from conformance.book.ways import Restored

if TYPE_CHECKING:
    from conformance.run.context import Scene


@given("having executed: *statement* (or a block)")
def having_executed(scene: Scene, statement: str | None, docstring: str = "") -> None:
    scene.require(statements(statement, docstring))


@given("having been refused: *statement* (or a block)")
def having_been_refused(scene: Scene, statement: str | None, docstring: str = "") -> None:
    scene.require_refusals(statements(statement, docstring))


@given("session *s* has executed: *statement*", "isolation")
def session_has_executed(scene: Scene, s: str, statement: str | None, docstring: str = "") -> None:
    scene.require(statements(statement, docstring), session=s)


@given("a full backup $*name*")
def a_full_backup(scene: Scene, name: str) -> None:
    scene.require_apart([f"BACKUP DATABASE TO '$dir/{name}.hldb'"])


@given("an incremental backup $*name*")
def an_incremental_backup(scene: Scene, name: str) -> None:
    scene.require_apart([f"BACKUP DATABASE INCREMENTAL TO '$dir/{name}.hldb'"])


@given("the products of the tutorial")
def the_products_of_the_tutorial(scene: Scene) -> None:
    scene.require(beginning("the products of the tutorial"))


@given("the changes of the tutorial")
def the_changes_of_the_tutorial(scene: Scene) -> None:
    scene.require(beginning("the changes of the tutorial"))


@given("a chain of four")
def a_chain_of_four(scene: Scene) -> None:
    scene.require_apart(beginning("a chain of four"))


@given("a table of *n* columns")
def a_table_of_n_columns(scene: Scene, n: str) -> None:
    scene.require([wide_table(int(n))])


@given("a table of *n* rows")
def a_table_of_n_rows(scene: Scene, n: str) -> None:
    scene.require(long_table(int(n)))


@given("*table* was dropped and $*name* restored *way*[, *n* times]")
def was_dropped_and_restored(scene: Scene, table: str, name: str, way: str, n: str | None) -> None:
    scene.require_restores(Restored(table, name, way, int(n or 1)))


@given("the clock stands at *n*", "clock")
def the_clock_stands_at(scene: Scene, n: str) -> None:
    scene.seconds.set(int(n))


@given("a second has passed")
def a_second_has_passed(scene: Scene) -> None:
    scene.seconds.pass_one()


@given("a new database")
def a_new_database(scene: Scene) -> None:
    scene.open()


@given("the engine was [*ended* and ]restarted with backups in *directory*", "reopen")
def the_engine_was_restarted(scene: Scene, directory: str, ended: str | None) -> None:
    scene.require_restart(directory, ended)


@given("the working directory is *path*", "chdir")
def the_working_directory_is(scene: Scene, path: str) -> None:
    scene.chdir(scene.path(path))


@given("having operated: *command*", "operations")
def having_operated(scene: Scene, command: str) -> None:
    scene.require_operation(command)


@given("noting: *queries*")
def noting(scene: Scene, queries: str | None, docstring: str = "") -> None:
    scene.noted = scene.note(statements(queries, docstring))


@given("noting *table*, branches and backups", "branches")
def noting_the_whole_state(scene: Scene, table: str) -> None:
    scene.noted = scene.note(whole_state(table))
