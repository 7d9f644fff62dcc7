"""What a program looks at after each turn: everything that an engine shows of its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.explore.tables import TWINS, table
from conformance.explore.turn import Holds, Is, Refuses, Statement, Turn
from conformance.run.cells import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.explore.model import Model, State, Taken
    from conformance.explore.turn import Then

CATALOG_COLUMNS = (
    *("backup_id", "backup_type", "timestamp", "parent_id"),
    *("key_count", "size_bytes", "path"),
)


ALL = "SELECT * FROM {table}{at}"


def looks(before: Model, model: Model, capabilities: frozenset[str]) -> Iterator[Turn]:
    """Yield what to look at; of what cannot have changed, only what is cheap."""
    if model.aborted:
        return
    for name in TWINS:
        if model.transaction is None or ("meta", name) in model.seen:  # a refusal would end it
            yield _table(name, model.seen)
    if {"branches", "branch-query"} <= capabilities:
        for branch, state in model.branches.items():
            if branch != model.current and before.branches != model.branches:
                yield from (_table(name, state, branch) for name in TWINS if _here(model))
    if "branches" in capabilities and (before.branches, before.current) != (
        model.branches,
        model.current,
    ):
        yield _branches(model)
    if model.catalog:
        yield _catalog(model, capabilities)


def _here(model: Model) -> bool:
    """Whether other branches can be looked at, too."""
    return model.transaction is None


def directory(model: Model) -> Holds:
    """Return the files that stand in the directory."""
    return Holds(tuple(sorted(model.files)))


def _table(name: str, state: State, branch: str = "") -> Turn:
    """Return a query of a table that is there, or is not."""
    at = f" AT BRANCH {branch}" if branch else ""
    needs = frozenset({"branches", "branch-query"}) if branch else frozenset()
    then: Then = Refuses(("UNDEFINED_TABLE",))
    if ("meta", name) in state:
        found = table(state, name)
        rows = tuple(tuple(_cell(cell) for cell in row) for row in found.rows.values())
        then = Is((found.schema.columns, *rows))
    return Turn(Statement(ALL.format(table=name, at=at)), "RST-020", (then,), needs, look=True)


def _cell(cell: str | int | None) -> str:
    return shown(None if cell is None else str(cell))


def _branches(model: Model) -> Turn:
    rows = tuple((name, "ft"[name == model.current]) for name in sorted(model.branches))
    then = Is((("branch", "current"), *rows), ordered=True)
    return Turn(Statement("SHOW BRANCHES"), "BRN-006", (then,), frozenset({"branches"}), look=True)


def _catalog(model: Model, capabilities: frozenset[str]) -> Turn:
    rows = tuple(_record(one, model, capabilities) for one in model.catalog)
    then = Is((CATALOG_COLUMNS, *rows), ordered=True)
    return Turn(Statement("SELECT * FROM helios_backups"), "BKP-050", (then,), look=True)


def _record(one: Taken, model: Model, capabilities: frozenset[str]) -> tuple[str, ...]:
    """Return a backup's row; its size where its file can still be measured."""
    return (
        f"${one.name}",
        one.kind,
        str(one.second) if "clock" in capabilities else "<count>",
        f"${one.parent.name}" if one.parent else "",
        str(one.keys) if "key-accounting" in capabilities else "<count>",
        "<size>" if model.files.get(one.path) == one.name else "<count>",
        f"$dir/{one.path}",
    )
