"""The door to a server that speaks PostgreSQL's wire: SQL as text, cells as text (CNF-062)."""

from __future__ import annotations

import selectors
import time
from typing import TYPE_CHECKING

from psycopg import OperationalError, pq

from conformance.drivers.answers import Fault, FaultKind
from conformance.drivers.process import ProcessRefusedError
from conformance.spec.chapter08 import read_codes
from conformance.spec.resources import spec_directory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from psycopg.pq.abc import PGconn, PGresult

    from conformance.drivers.protocol import Cell, Table

SCHEMA = "helios_conformance"
"""The schema that a case has for itself; whatever stood in it is dropped."""

CAPABILITIES = ("codes", "isolation")


class PostgresDriver:
    """A connection for each session, all of them on one schema that each `open` makes anew."""

    def __init__(self, dsn: str, deadline_s: float) -> None:
        self._dsn = dsn
        self._deadline_s = deadline_s
        self._codes: Mapping[str, str] = read_codes(spec_directory())
        self._sessions: dict[str, PGconn] = {}

    def hello(self) -> Mapping[str, object]:
        """Return what the server says of itself."""
        version = self._session("main").parameter_status(b"server_version") or b"unknown"
        name = {"name": "PostgreSQL", "version": version.decode()}
        return {**name, "capabilities": list(CAPABILITIES)}

    def open(self, directory: str) -> None:
        """Drop the schema with all that is in it, and begin an empty one."""
        del directory  # a server has its own
        self.close()
        session = self._session("main")
        self._run(session, f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        self._run(session, f"CREATE SCHEMA {SCHEMA}")

    def execute(self, session: str, statement: str) -> Table:
        """Run one statement; a refusal has the code of its SQLSTATE (ERR-001)."""
        return self._run(self._session(session), statement)

    def close(self) -> None:
        """End every session."""
        for session in self._sessions.values():
            session.finish()
        self._sessions.clear()

    def _session(self, name: str) -> PGconn:
        if name not in self._sessions:
            session = pq.PGconn.connect(self._dsn.encode())
            if session.status != pq.ConnStatus.OK:
                raise OperationalError(session.get_error_message())
            self._sessions[name] = session
            self._run(session, f"SET search_path TO {SCHEMA}")
            self._run(session, "SET client_min_messages TO error")
        return self._sessions[name]

    def _run(self, session: PGconn, statement: str) -> Table:
        """Return the last table of all results, or raise the refusal that is among them."""
        session.send_query(statement.encode())
        answer: Table = [], []
        refusal: ProcessRefusedError | None = None
        for result in self._results(session):
            match result.status:
                case pq.ExecStatus.TUPLES_OK:
                    answer = _table(result)
                case pq.ExecStatus.FATAL_ERROR | pq.ExecStatus.BAD_RESPONSE:
                    refusal = self._refusal(result)
                case _:
                    pass
        if refusal is not None:
            raise refusal
        return answer

    def _results(self, session: PGconn) -> Iterator[PGresult]:
        """Yield the results of a statement, or a hang when the deadline has passed."""
        ends = time.monotonic() + self._deadline_s
        with selectors.DefaultSelector() as selector:
            selector.register(session.socket, selectors.EVENT_READ)
            while True:
                while session.is_busy():
                    if not selector.select(max(0.0, ends - time.monotonic())):
                        self.close()
                        said = f"no answer within {self._deadline_s:g} s"
                        raise Fault(FaultKind.HANG, "execute", said)
                    session.consume_input()
                result = session.get_result()
                if result is None:
                    return
                yield result

    def _refusal(self, result: PGresult) -> ProcessRefusedError:
        sqlstate = result.error_field(pq.DiagnosticField.SQLSTATE)
        message = result.get_error_message()
        if sqlstate is None:  # the server went away
            raise OperationalError(message)
        code = sqlstate.decode()
        return ProcessRefusedError(self._codes.get(code, code), message)


def _table(result: PGresult) -> Table:
    """Return columns and rows as the server wrote them."""
    columns = [(result.fname(column) or b"").decode() for column in range(result.nfields)]
    cells = range(len(columns))
    return columns, [
        [_cell(result, row, column) for column in cells] for row in range(result.ntuples)
    ]


def _cell(result: PGresult, row: int, column: int) -> Cell:
    value = result.get_value(row, column)
    return None if value is None else value.decode()
