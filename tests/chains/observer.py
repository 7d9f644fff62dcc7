"""One observer of a table: rows, definitions, a duplicate refused, one more generated number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helios_ref.errors import HeliosError
from helios_ref.tables.read_tables import find, names
from helios_ref.types import type_named

if TYPE_CHECKING:
    from helios_ref.reply import Reply
    from helios_ref.session import Session


@dataclass(frozen=True)
class Observation:
    """What can be seen of one table, as it is and as it reacts."""

    rows: tuple[tuple[str | None, ...], ...]
    """Every row as text, in the order of row ids."""

    definition: object
    """Columns, indexes and checks."""

    duplicate: str
    """The code with which the first row, inserted again, is refused."""

    number: tuple[str | None, ...]
    """The row that an INSERT of defaults alone makes."""


def observe(session: Session) -> dict[str, Observation]:
    """Return what can be seen of every table of the session's branch, and change nothing."""
    snapshot = session.database.branches[session.branch]
    observed = {}
    for name in names(snapshot):
        table = find(snapshot, name)
        assert table is not None
        rows = texts(session.execute(f'SELECT * FROM "{name}"'))
        observed[name] = Observation(
            rows,
            (table.schema.columns, table.schema.indexes, table.schema.checks),
            attempt(session, f'INSERT INTO "{name}" {again(rows)}') if rows else "no row",
            generated(session, name),
        )
    return observed


def again(rows: tuple[tuple[str | None, ...], ...]) -> str:
    """Return the VALUES of the first row."""
    cells = ["NULL" if cell is None else "'" + cell.replace("'", "''") + "'" for cell in rows[0]]
    return f"VALUES ({', '.join(cells)})"


def attempt(session: Session, statement: str) -> str:
    """Return the code of the refusal of a statement, whose effects are taken back."""
    session.execute("BEGIN")
    try:
        session.execute(statement)
    except HeliosError as refusal:
        return refusal.code
    finally:
        session.execute("ROLLBACK")
    return "accepted"


def generated(session: Session, name: str) -> tuple[str | None, ...]:
    """Return the row that defaults and counters give, and take it back."""
    session.execute("BEGIN")
    try:
        return texts(session.execute(f'INSERT INTO "{name}" DEFAULT VALUES RETURNING *'))[0]
    except HeliosError as refusal:
        return (refusal.code,)
    finally:
        session.execute("ROLLBACK")


def texts(reply: Reply) -> tuple[tuple[str | None, ...], ...]:
    """Return the rows of a reply as text."""
    types = [type_named(name) for name in reply.types]
    return tuple(
        tuple(type_.shown(value) for value, type_ in zip(row, types, strict=True))
        for row in reply.rows
    )
