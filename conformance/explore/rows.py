"""INSERT, UPDATE and DELETE: how they are written, and what they do (SQL-075 to SQL-078)."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from conformance.explore.draft import Draft
from conformance.explore.tables import RefusedError, UnsaidError
from conformance.explore.values import LOOKED_UP, Literal, ModelCell, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.explore import operations as op
    from conformance.explore.schema import ModelColumn, ModelSchema
    from conformance.explore.tables import ModelTable
    from conformance.explore.values import ModelRow

    Change = tuple[str, Callable[[], ModelTable]]
    """A statement as it is written, and what it makes of a table, or its refusal."""

INSERT = "INSERT INTO {table} ({columns}) VALUES {rows}"
COPY = "INSERT INTO {table} ({columns}) SELECT {sources} FROM {table}"
UPDATE = "UPDATE {table} SET {column} = {value}{condition}"
DELETE = "DELETE FROM {table}{condition}"

MOST_ROWS = 12_000
"""Larger tables show nothing that these do not."""

MOST_CHARACTERS = 200_000
MOST_BYTES, LEAST_BEYOND = 16_700_000, 16_777_216
"""A text that surely fits into a row, and one that surely does not (MOD-040)."""

MOST_KEY_BYTES = 4096
"""Bytes of a key (MOD-040), which in an index are its names and values (MOD-013, MOD-014)."""

LAST_COUNT = 2**31 - 1
"""The last number that a SERIAL gives."""


def insertion(name: str, table: ModelTable, asked: op.Insert) -> Change:
    """Return an INSERT of some rows, columns that it does not list included."""
    named = _named(table.schema, asked.rows[0])
    rows = [
        {column.name: literal(column.kind, row + place) for place, column in enumerate(named)}
        for row in asked.rows
    ]
    values = ", ".join(f"({', '.join(one.sql for one in row.values())})" for row in rows)
    columns = ", ".join(column.name for column in named)
    text = INSERT.format(table=name, columns=columns, rows=values)
    return text, partial(_inserted, table, rows)


def update(name: str, table: ModelTable, asked: op.Update) -> Change:
    """Return an UPDATE of one column."""
    column = table.schema.column(asked.column)
    value = literal(column.kind, asked.value)
    condition, holds = _condition(table.schema, asked.where)
    text = UPDATE.format(table=name, column=column.name, value=value.sql, condition=condition)
    return text, partial(_updated, table, column, value, holds)


def brimming(name: str, table: ModelTable, *, beyond: bool) -> Change:
    """Return an INSERT whose text makes the longest key that there is, or one that is refused."""
    first, *_ = table.schema.columns
    keys = [one for one in table.schema.indexes if first.name in one.columns]
    if first.kind != "text" or len(keys) != 1 or not keys[0].unique or len(keys[0].columns) > 1:
        raise UnsaidError
    begins = f"index:{name}:{keys[0].name}:"
    if not begins.replace(":", "").replace("_", "").isalpha():
        raise UnsaidError  # what has to be escaped is longer in a key (MOD-011)
    text = "k" * (MOST_KEY_BYTES - len(begins) - len(b"\x01\x00") + beyond)
    said = Literal(f"'{text}'", ModelCell(text, text), "PROGRAM_LIMIT_EXCEEDED" if beyond else "")
    written = INSERT.format(table=name, columns=first.name, rows=f"({said.sql})")
    return written, partial(_inserted, table, [{first.name: said}])


def stamping(name: str, table: ModelTable, second: int) -> Change:
    """Return an UPDATE that gives every row the time of the clock (SQL-062)."""
    column = next((one for one in table.schema.columns if one.kind == "timestamp"), None)
    if column is None:
        raise UnsaidError
    now = datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M:%S")
    text = UPDATE.format(table=name, column=column.name, value="now()", condition="")
    return text, partial(_updated, table, column, Literal("now()", ModelCell(now, now)), _every)


def deletion(name: str, table: ModelTable, where: int | None) -> Change:
    """Return a DELETE."""
    condition, holds = _condition(table.schema, where)
    return DELETE.format(table=name, condition=condition), partial(_deleted, table, holds)


def doubling(name: str, table: ModelTable, what: str) -> Change:
    """Return a statement after which a table has twice the rows, or a text twice its length."""
    schema = table.schema
    if what == "text":
        column = next((one.name for one in schema.columns if one.kind == "text"), None)
        if column is None:
            raise UnsaidError
        twice = f"{column} || {column}"
        text = UPDATE.format(table=name, column=column, value=twice, condition="")
        return text, partial(_lengthened, table, column)
    higher = _step(table)
    listed = ", ".join(column.name for column in schema.columns)
    first, *rest = (column.name for column in schema.columns)
    sources = ", ".join([f"{first} + {higher}", *rest])
    text = COPY.format(table=name, columns=listed, sources=sources)
    return text, partial(_doubled, table, higher)


def _step(table: ModelTable) -> int:
    """Return by how much the first column of copies differs, so that they meet no original."""
    first = table.schema.columns[0]
    unique = {index.columns for index in table.schema.indexes if index.unique}
    if first.kind != "integer" or unique - {(first.name,)} or len(table.rows) * 2 > MOST_ROWS:
        raise UnsaidError
    numbers = [int(row[0].text) for row in table.rows.values() if row[0] is not None]
    if table.schema.serials or not numbers or max(numbers) > 4 * MOST_ROWS or min(numbers) < 0:
        raise UnsaidError
    return max(numbers) + 1


def _named(schema: ModelSchema, number: int) -> Sequence[ModelColumn]:
    """Return the columns that an INSERT lists; the others get their defaults."""
    kept = [
        column
        for place, column in enumerate(schema.columns)
        if (number >> place) % 4 != (0 if column.kind == "serial" else 1)
    ]
    return kept or schema.columns[:1]


def _inserted(table: ModelTable, rows: Sequence[dict[str, Literal]]) -> ModelTable:
    draft, counters = Draft(table), dict(table.next_serials)
    for row_id, given in enumerate(rows, start=table.next_row):
        draft.codes |= {one.code for one in given.values() if one.code}
        row = tuple(_cell(column, given, counters) for column in table.schema.columns)
        refused = [column.name for column in table.schema.columns if _bad(column, given)]
        draft.put(row_id, row, unread=refused)
    if any(number > LAST_COUNT + 1 for number in counters.values()):
        raise UnsaidError
    return draft.done(next_row=table.next_row + len(rows), next_serials=counters)


def _cell(
    column: ModelColumn, given: dict[str, Literal], counters: dict[str, int]
) -> ModelCell | None:
    """Return what a new row has in a column (SQL-076)."""
    if column.name in given:
        return given[column.name].cell
    if column.default is not None:
        return column.default.cell
    if column.name not in counters:
        return None
    number = counters[column.name]
    counters[column.name] = number + 1
    return ModelCell(str(number), number)


def _bad(column: ModelColumn, given: dict[str, Literal]) -> bool:
    return column.name in given and bool(given[column.name].code)


def _updated(
    table: ModelTable,
    column: ModelColumn,
    value: Literal,
    holds: Callable[[ModelTable, ModelRow], bool],
) -> ModelTable:
    """Return a table after an UPDATE to one value of the rows for which a condition holds."""
    if value.code:  # refused even where no row is (SQL-034)
        raise RefusedError(value.code)
    draft, place = Draft(table), table.schema.place(column.name)
    for row_id, row in table.rows.items():
        if holds(table, row):
            draft.put(row_id, (*row[:place], value.cell, *row[place + 1 :]))
    return draft.done()


def _deleted(table: ModelTable, holds: Callable[[ModelTable, ModelRow], bool]) -> ModelTable:
    draft = Draft(table)
    for row_id, row in table.rows.items():
        if holds(table, row):
            draft.remove(row_id)
    return draft.done()


def _lengthened(table: ModelTable, name: str) -> ModelTable:
    """Return a table after each text was doubled, unless no clause says what comes of it."""
    draft, place = Draft(table), table.schema.place(name)
    indexed = any(name in index.columns for index in table.schema.indexes)
    for row_id, row in table.rows.items():
        cell = row[place]
        if cell is not None:
            text = cell.text * 2
            alone = not indexed and len(table.rows) == 1
            if not alone and len(text) > (500 if indexed else MOST_CHARACTERS):
                raise UnsaidError
            size = len(text.encode())
            if MOST_BYTES < size <= LEAST_BEYOND:
                raise UnsaidError
            if size > LEAST_BEYOND:
                draft.codes.add("PROGRAM_LIMIT_EXCEEDED")
            draft.put(row_id, (*row[:place], ModelCell(text, text), *row[place + 1 :]))
    return draft.done()


def _doubled(table: ModelTable, higher: int) -> ModelTable:
    draft = Draft(table)
    for row_id, row in enumerate(list(table.rows.values()), start=table.next_row):
        number = None if row[0] is None else int(row[0].text) + higher
        cell = None if number is None else ModelCell(str(number), number)
        draft.put(row_id, (cell, *row[1:]))
    return draft.done(next_row=table.next_row + len(table.rows))


def _condition(
    schema: ModelSchema, where: int | None
) -> tuple[str, Callable[[ModelTable, ModelRow], bool]]:
    """Return a WHERE, and which rows it holds for."""
    if where is None:
        return "", _every
    columns = [column for column in schema.columns if column.kind in LOOKED_UP]
    if not columns:
        raise UnsaidError
    column = columns[where // 3 % len(columns)]
    wanted = literal(column.kind, where)
    if wanted.code:
        raise UnsaidError
    if wanted.cell is None:
        return f" WHERE {column.name} IS NULL", partial(_has, column.name, None)
    if column.kind.startswith("varchar") and wanted.cell.text != wanted.sql[1:-1]:
        raise UnsaidError  # what a column cuts off, a comparison does not
    key = wanted.cell.key
    return f" WHERE {column.name} = {wanted.sql}", partial(_has, column.name, key)


def _has(name: str, key: object, table: ModelTable, row: ModelRow) -> bool:
    cell = row[table.schema.place(name)]
    return key is None if cell is None else cell.key == key


def _every(table: ModelTable, row: ModelRow) -> bool:
    del table, row
    return True
