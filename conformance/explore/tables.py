"""What statements do to tables, as dictionaries of keys (MOD-010, the counting rule of 04)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from conformance.explore.model import Key, State

    Row = tuple[str | int | None, ...]

SHAPES = {
    "plain": "id INT, name TEXT",
    "keyed": "id INT PRIMARY KEY, name TEXT",
    "unique": "id INT PRIMARY KEY, name TEXT UNIQUE",
    "serial": "id SERIAL PRIMARY KEY, name TEXT",
}
VERBS = {
    "insert": "INSERT INTO {table} (id, name) VALUES ({key}, {text})",
    "number": "INSERT INTO {table} (name) VALUES ({text})",
    "update": "UPDATE {table} SET name = {text} WHERE id = {key}",
    "rekey": "UPDATE {table} SET id = {other} WHERE id = {key}",
    "delete": "DELETE FROM {table} WHERE id = {key}",
    "truncate": "TRUNCATE {table}",
    "drop": "DROP TABLE {table}",
    "widen": "ALTER TABLE {table} ADD COLUMN note TEXT",
    "rename": "ALTER TABLE {table} RENAME TO {twin}",
}
TWINS = {"t": "u", "u": "t"}
UNIQUE = {"plain": (), "keyed": (0,), "unique": (0, 1), "serial": (0,)}
"""Columns that are indexed, by shape."""


class RefusedError(Exception):
    """The oracle says that the statement has to be refused, with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Schema:
    """The value of a table's schema key: its shape, and the name that its indexes have."""

    shape: str
    first: str
    wide: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return ("id", "name", "note") if self.wide else ("id", "name")


@dataclass(frozen=True, slots=True)
class Table:
    """A table out of its keys; `keys` puts it back."""

    schema: Schema
    rows: Mapping[int, Row]
    next_row: int = 1
    next_serial: int = 1

    def keys(self, name: str) -> Iterator[tuple[Key, object]]:
        """Yield the keys that a table of this name has, with their values."""
        yield ("meta", name), self.schema
        yield ("counter", name), (self.next_row, self.next_serial)
        for row_id, row in self.rows.items():
            yield ("data", name, row_id), row
            for column in UNIQUE[self.schema.shape]:
                last = (row_id,) if row[column] is None else ()
                yield ("index", name, self.schema.first, column, row[column], *last), row_id

    def checked(self) -> Table:
        """Return itself, unless two rows have one key."""
        for column in UNIQUE[self.schema.shape]:
            values = [row[column] for row in self.rows.values() if row[column] is not None]
            if len(set(values)) < len(values):
                raise RefusedError("UNIQUE_VIOLATION")
            if column == 0 and len(values) < len(self.rows):
                raise RefusedError("NOT_NULL_VIOLATION")
        return self


def table(state: State, name: str) -> Table:
    """Return the table of this name, or the refusal that there is none."""
    if ("meta", name) not in state:
        raise RefusedError("UNDEFINED_TABLE")
    next_row, next_serial = cast("tuple[int, int]", state["counter", name])
    rows = {
        cast("int", key[2]): cast("Row", row)
        for key, row in state.items()
        if key[:2] == ("data", name)
    }
    return Table(cast("Schema", state["meta", name]), rows, next_row, next_serial)


def without(state: State, name: str) -> dict[Key, object]:
    """Return a state without a table."""
    return {key: value for key, value in state.items() if key[1] != name}


def created(state: State, name: str, shape: str) -> State:
    """Return the state with a new table."""
    if ("meta", name) in state:
        raise RefusedError("DUPLICATE_TABLE")
    schema = Schema(shape, name if UNIQUE[shape] else "")
    return {**state, **dict(Table(schema, {}).keys(name))}


def changed(state: State, verb: str, name: str, key: int, text: str | None) -> State:
    """Return the state after a statement that changes a table, or its refusal."""
    found, rest = table(state, name), without(state, name)
    if verb == "drop":
        return rest
    if verb == "rename":
        if ("meta", TWINS[name]) in state:
            raise RefusedError("DUPLICATE_TABLE")
        return {**rest, **dict(found.keys(TWINS[name]))}
    return {**rest, **dict(_CHANGES[verb](found, key, text).checked().keys(name))}


def _inserted(found: Table, key: int, text: str | None) -> Table:
    row = (key, text, None)[: len(found.schema.columns)]
    return replace(found, rows={**found.rows, found.next_row: row}, next_row=found.next_row + 1)


def _numbered(found: Table, _: int, text: str | None) -> Table:
    if found.schema.shape != "serial":
        row = (None, text, None)[: len(found.schema.columns)]
        rows = {**found.rows, found.next_row: row}
        return replace(found, rows=rows, next_row=found.next_row + 1)
    return replace(_inserted(found, found.next_serial, text), next_serial=found.next_serial + 1)


def _updated(found: Table, key: int, text: str | None) -> Table:
    rows = {
        row_id: (row[0], text, *row[2:]) if row[0] == key else row
        for row_id, row in found.rows.items()
    }
    return replace(found, rows=rows)


def _rekeyed(found: Table, key: int, _: str | None) -> Table:
    rows = {
        row_id: (3 - key, *row[1:]) if row[0] == key else row for row_id, row in found.rows.items()
    }
    return replace(found, rows=rows)


def _deleted(found: Table, key: int, _: str | None) -> Table:
    return replace(found, rows={one: row for one, row in found.rows.items() if row[0] != key})


def _truncated(found: Table, _: int, __: str | None) -> Table:
    return replace(found, rows={})


def _widened(found: Table, _: int, __: str | None) -> Table:
    if found.schema.wide:
        raise RefusedError("DUPLICATE_COLUMN")
    rows = {row_id: (*row, None) for row_id, row in found.rows.items()}
    return replace(found, schema=replace(found.schema, wide=True), rows=rows)


_CHANGES: Mapping[str, Callable[[Table, int, str | None], Table]] = {
    "insert": _inserted,
    "number": _numbered,
    "update": _updated,
    "rekey": _rekeyed,
    "delete": _deleted,
    "truncate": _truncated,
    "widen": _widened,
}


def statement(verb: str, name: str, key: int, text: str | None) -> str:
    """Return the statement that a change stands for."""
    quoted = "NULL" if text is None else f"'{text}'"
    return VERBS[verb].format(table=name, key=key, other=3 - key, text=quoted, twin=TWINS[name])


def creation(name: str, shape: str) -> str:
    """Return the statement that makes a table of a shape."""
    return f"CREATE TABLE {name} ({SHAPES[shape]})"
