"""The judge: a connection to a PostgreSQL server, its answers as text."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from uuid import UUID

from psycopg import pq

from tests.postgres.answers import Answer, Refused, Told

if TYPE_CHECKING:
    from psycopg.pq.abc import PGconn, PGresult

    from tests.postgres.answers import Parameter, Row, Statement

SETTINGS: Final = {
    "client_min_messages": "error",
    "search_path": "arena",
    "statement_timeout": "10s",
    "datestyle": "iso, ymd",
    "timezone": "utc",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "enable_indexscan": "off",
    "enable_indexonlyscan": "off",
    "enable_bitmapscan": "off",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
}
"""One plan for a statement: rows as they lie, sorted at the end, so that refusals do not vary."""

TYPES: Final = {
    16: "boolean",
    17: "bytea",
    20: "bigint",
    21: "smallint",
    23: "integer",
    25: "text",
    114: "json",
    700: "real",
    701: "double precision",
    1043: "character varying",
    1082: "date",
    1114: "timestamp",
    1700: "numeric",
    2950: "uuid",
}
"""Our names of types, by PostgreSQL's number."""

GIVEN: Final[dict[type, str]] = {
    bool: "boolean",
    int: "integer",
    float: "double precision",
    Decimal: "numeric",
    bytes: "bytea",
    date: "date",
    datetime: "timestamp",
    UUID: "uuid",
}
"""The type with which a value is given; a text has none."""

NUMBERS: Final = {name: number for number, name in TYPES.items()}
UNTOLD: Final = 0
"""Of a parameter whose place gives it a type."""

INTEGERS: Final = 1 << 31


class LostError(Exception):
    """The server went away, which is nobody's answer."""


class Judge:
    """One session of a server, in a schema that is made anew for each program."""

    def __init__(self, address: str) -> None:
        """Connect, and settle what would depend on a configuration."""
        self._connection: PGconn = pq.PGconn.connect(address.encode())
        self.begin()

    def begin(self) -> None:
        """Begin with nothing."""
        settings = [f"SET {name} TO '{value}'" for name, value in SETTINGS.items()]
        made = ("DROP SCHEMA IF EXISTS arena CASCADE", "CREATE SCHEMA arena")
        for text in ("ROLLBACK", "; ".join([*settings, *made])):
            done = self._connection.exec_(text.encode())
            if done.status != pq.ExecStatus.COMMAND_OK:
                raise LostError(done.get_error_message())

    def close(self) -> None:
        """Leave."""
        self._connection.finish()

    def execute(self, statement: Statement) -> Answer:
        """Return what the server answers."""
        text = statement.text.encode()
        if statement.parameters:
            given = [(spelled(value), number(value)) for value in statement.parameters]
            values = [value for value, _ in given]
            answered = self._connection.exec_params(text, values, [oid for _, oid in given])
        else:
            answered = self._connection.exec_(text)
        match answered.status:
            case pq.ExecStatus.TUPLES_OK | pq.ExecStatus.COMMAND_OK | pq.ExecStatus.EMPTY_QUERY:
                return told(answered)
            case _:
                return refused(answered)


def told(answered: PGresult) -> Told:
    """Return what a result of the server says."""
    columns = range(answered.nfields)
    tag = (answered.command_status or b"").split()[:1]
    changes = tag and tag[0] in {b"INSERT", b"UPDATE", b"DELETE"}
    return Told(
        columns=tuple([(answered.fname(column) or b"").decode() for column in columns]),
        types=tuple([TYPES.get(oid := answered.ftype(c), str(oid)) for c in columns]),
        rows=tuple([row(answered, place) for place in range(answered.ntuples)]),
        changed=answered.command_tuples if changes else None,
    )


def row(answered: PGresult, place: int) -> Row:
    """Return a row as text."""
    cells = [answered.get_value(place, column) for column in range(answered.nfields)]
    return tuple([None if cell is None else cell.decode() for cell in cells])


def refused(answered: PGresult) -> Refused:
    """Return a refusal of the server."""
    sqlstate = answered.error_field(pq.DiagnosticField.SQLSTATE)
    if sqlstate is None:
        raise LostError(answered.get_error_message())
    return Refused(sqlstate.decode(), answered.get_error_message().strip())


def number(value: Parameter) -> int:
    """Return the number of the type that a parameter is given with."""
    if type(value) is int and not -INTEGERS <= value < INTEGERS:
        return NUMBERS["bigint"]
    return NUMBERS.get(GIVEN.get(type(value), ""), UNTOLD)


def spelled(value: Parameter) -> bytes | None:
    """Return a parameter as text."""
    match value:
        case None:
            return None
        case bytes():
            return b"\\x" + value.hex().encode()
        case datetime():
            return value.isoformat(" ").encode()
        case _:
            return str(value).encode()
