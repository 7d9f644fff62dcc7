"""What a program looks at after each turn: everything that an engine shows of its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.ways import MAIN_SESSION
from conformance.explore.model import ELSEWHERE, Content
from conformance.explore.names import branch_in_sql
from conformance.explore.oracle import OTHER
from conformance.explore.turn import SESSIONS, Holds, Is, Refuses, Statement, Turn
from conformance.explore.values import LOOKED_UP
from conformance.run.cells import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.explore.model import Model, Session, Taken
    from conformance.explore.schema import ModelIndex
    from conformance.explore.tables import ModelTable
    from conformance.explore.values import ModelCell, ModelRow

    Query = tuple[str, Is]

CATALOG_COLUMNS = (
    *("backup_id", "backup_type", "timestamp", "parent_id"),
    *("key_count", "size_bytes", "path"),
)

SELECT = "SELECT {listed} FROM {table}"
WHERE = "{query} WHERE {condition}"

MANY = 40
"""Of a table with more rows, numbers and a few rows are looked at."""

LONG = 400
"""Of a longer text, the length is looked at."""


def looks(
    before: Model, model: Model, capabilities: frozenset[str], *, fully: bool = True
) -> Iterator[Turn]:
    """Yield what to look at; of large tables only those that changed, unless `fully`."""
    if _may_look(model.session):
        yield from _tables(before, model, fully=fully)
    if OTHER in model.sessions and capabilities >= SESSIONS:
        there = model.by(OTHER)
        if _may_look(there.session) and (fully or before.branches is not model.branches):
            yield from _tables(before.by(OTHER), there, fully=fully)
    if "branches" in capabilities and not model.session.inside:
        yield from _branches(before, model, capabilities)
    if (
        model.catalog
        and (fully or before.branches is not model.branches)
        and not model.session.inside
    ):
        yield _catalog(model, capabilities)


def directory(model: Model) -> Holds:
    """Return the files that stand in the directory."""
    return Holds(tuple(sorted(one for one in model.files if not one.startswith(ELSEWHERE))))


def _may_look(session: Session) -> bool:
    """Whether a look is not refused, nor the first statement of a transaction."""
    return not session.aborted and (not session.inside or session.seen is not None)


def _tables(before: Model, model: Model, *, fully: bool) -> Iterator[Turn]:
    """Yield looks at the tables that a session sees, and at those that it sees no more."""
    now, was = model.visible, before.visible
    for name in sorted({*was, *now}):
        if name in now and (fully or len(now[name].rows) <= MANY or was.get(name) is not now[name]):
            yield from _table(name, now[name], model.who, fully=fully)
        elif name not in now and not model.session.inside:  # a refusal would end it
            yield _gone(name, model.who)


def _gone(name: str, who: str) -> Turn:
    then = Refuses(("UNDEFINED_TABLE",))
    return Turn(
        _select(SELECT.format(listed="*", table=name), who),
        "SQL-038",
        (then,),
        _needs(who),
        look=True,
    )


def _select(text: str, who: str) -> Statement:
    return Statement(text, session=who)


def _needs(who: str, at: str = "") -> frozenset[str]:
    sessions = SESSIONS if who != MAIN_SESSION else set[str]()
    return frozenset(sessions | ({"branches", "branch-query"} if at else set()))


def _table(name: str, table: ModelTable, who: str, *, fully: bool, at: str = "") -> Iterator[Turn]:
    """Yield queries of a table: all of a small one, numbers and samples of a large one."""
    if len(table.rows) <= MANY:
        asked: list[Query | None] = [_whole(name, table)]
        asked += [_found(name, table, index) for index in table.schema.indexes] if fully else []
    else:
        rows = list(table.rows.values())
        asked = [_numbers(name, table)]
        asked += [_row(name, table, rows[place]) for place in (0, len(rows) // 2, -1)]
    for query in asked:
        if query is not None:
            text, then = query
            act = _select(text.replace(f"FROM {name}", f"FROM {name}{at}"), who)
            yield Turn(act, "RST-020", (then,), _needs(who, at), look=True)


def _whole(name: str, table: ModelTable) -> Query:
    """Return a query of all rows; of columns with long texts, their lengths."""
    places = range(len(table.schema.columns))
    long = {
        place
        for place in places
        if any(len(cell.text) > LONG for row in table.rows.values() if (cell := row[place]))
    }
    names = [column.name for column in table.schema.columns]
    labels = [column.label for column in table.schema.columns]
    listed = ", ".join(f"length({names[one]})" if one in long else names[one] for one in places)
    header = tuple("length" if one in long else labels[one] for one in places)
    rows = [
        tuple(_cell(cell, measured=place in long) for place, cell in enumerate(row))
        for row in table.rows.values()
    ]
    query = SELECT.format(listed=listed if long else "*", table=name)
    return query, Is((header, *rows))


def _cell(cell: ModelCell | None, *, measured: bool = False) -> str:
    if cell is None:
        return "null"
    return str(len(cell.text)) if measured else shown(cell.text)


def _found(name: str, table: ModelTable, index: ModelIndex) -> Query | None:
    """Return a query that an index can answer (SQL-090)."""
    place = table.schema.place(index.columns[0])
    column = table.schema.columns[place]
    cell = next((row[place] for row in reversed(list(table.rows.values())) if row[place]), None)
    if cell is None or column.kind not in LOOKED_UP:
        return None
    condition = f"{column.name} = {_literal(cell, column.kind)}"
    count = sum(bool((one := row[place]) and one.key == cell.key) for row in table.rows.values())
    query = SELECT.format(listed="count(*)", table=name)
    return WHERE.format(query=query, condition=condition), Is((("count",), (str(count),)))


def _numbers(name: str, table: ModelTable) -> Query:
    """Return a query of numbers of rows, and of values in each column."""
    columns = table.schema.columns
    listed = ["count(*)", *(f"count({column.name})" for column in columns)]
    counts = [len(table.rows)]
    counts += [
        sum(row[place] is not None for row in table.rows.values()) for place in range(len(columns))
    ]
    header = ["count"] * len(counts)
    if columns[0].kind == "integer":
        numbers = [int(row[0].text) for row in table.rows.values() if row[0]]
        listed += [f"sum({columns[0].name})", f"max({columns[0].name})"]
        header += ["sum", "max"]
        counts += [sum(numbers), max(numbers)] if numbers else []
    query = SELECT.format(listed=", ".join(listed), table=name)
    return query, Is((tuple(header), tuple(map(str, counts))))


def _row(name: str, table: ModelTable, row: ModelRow) -> Query | None:
    """Return a query of the rows that have the first value of one."""
    first, column = row[0], table.schema.columns[0]
    if (
        first is None
        or column.kind not in LOOKED_UP
        or any(len(one.text) > LONG for one in row if one)
    ):
        return None
    alike = [one for one in table.rows.values() if one[0] is not None and one[0].key == first.key]
    if len(alike) > MANY:
        return None
    header = tuple(one.label for one in table.schema.columns)
    rows = tuple(tuple(map(_cell, one)) for one in alike)
    condition = f"{column.name} = {_literal(first, column.kind)}"
    query = SELECT.format(listed="*", table=name)
    return WHERE.format(query=query, condition=condition), Is((header, *rows))


def _literal(cell: ModelCell, kind: str) -> str:
    """Return a value as it is compared with."""
    if kind in {"integer", "smallint", "bigint", "serial"}:
        return cell.text
    return "'" + cell.text.replace("'", "''") + "'"


def _branches(before: Model, model: Model, capabilities: frozenset[str]) -> Iterator[Turn]:
    """Yield looks at the branches, and at what stands on the others."""
    if before.branches is model.branches and before.current == model.current:
        return
    rows = tuple((name, "ft"[name == model.current]) for name in sorted(model.branches))
    then = Is((("branch", "current"), *rows), ordered=True)
    needs = frozenset({"branches"})
    yield Turn(Statement("SHOW BRANCHES"), "BRN-006", (then,), needs, look=True)
    if "branch-query" not in capabilities:
        return
    for branch, state in model.branches.items():
        if branch != model.current:
            for name, table in state.items():
                at = f" AT BRANCH {branch_in_sql(branch)}"
                yield from _table(name, table, model.who, fully=False, at=at)


def _catalog(model: Model, capabilities: frozenset[str]) -> Turn:
    rows = tuple(_record(one, model, capabilities) for one in model.catalog)
    then = Is((CATALOG_COLUMNS, *rows), ordered=True)
    return Turn(Statement("SELECT * FROM helios_backups"), "BKP-050", (then,), look=True)


def _record(one: Taken, model: Model, capabilities: frozenset[str]) -> tuple[str, ...]:
    """Return a backup's row; its size where its file can still be measured."""
    return (
        one.said,
        one.kind,
        str(one.second) if "clock" in capabilities else "<count>",
        one.parent.said if one.parent else "",
        str(one.keys) if "key-accounting" in capabilities else "<count>",
        "<size>" if model.files.get(one.path) == Content(one.name) else "<count>",
        "<any>" if one.unsaid else f"$dir/{one.path}",
    )
