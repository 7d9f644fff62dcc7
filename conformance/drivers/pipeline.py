"""Several sessions of one process at once: what each asks, and what comes back (CNF-106)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from conformance.drivers import messages as m
from conformance.drivers.answers import Fault, FaultKind
from conformance.drivers.checked import checked_refusal, checked_rows, malformed

if TYPE_CHECKING:
    from conformance.drivers.answers import Answer
    from conformance.drivers.process import ProcessDriver


class Pipeline:
    """The statements of a process that are not answered yet, one at most of each session."""

    def __init__(self, process: ProcessDriver) -> None:
        self._process = process
        self._open: dict[int, str] = {}
        self._heard = time.monotonic()

    @property
    def waits(self) -> bool:
        """Whether there is something to be answered."""
        return bool(self._open)

    def send(self, session: str, statement: str) -> None:
        """Ask for a statement in a session that waits for nothing."""
        assert session not in self._open.values(), "a session asks for one thing at a time"
        if not self._open:
            self._heard = time.monotonic()
        self._open[self._process.send(session, statement)] = session

    def receive(self, seconds: float | None = None) -> tuple[str, Answer] | None:
        """Return a session and its answer; None where none came in so many seconds."""
        hangs = self._heard + self._process.deadline_s
        ends = hangs if seconds is None else min(hangs, time.monotonic() + seconds)
        response = self._process.receive(ends)
        if response is None and time.monotonic() >= hangs:
            self.kill()
            said = f"no answer to any session within {self._process.deadline_s:g} s"
            raise Fault(FaultKind.HANG, "execute", said)
        if response is None:
            return None
        self._heard = time.monotonic()
        if response.id not in self._open:
            raise malformed("execute", f"an answer to nothing: {response!r:.200}")
        return self._open.pop(response.id), _answer(response)

    def restart(self) -> None:
        """End the process at once, whatever it does, and start another (CNF-113)."""
        self._process.restart()
        self._open.clear()

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()
        self._open.clear()


def _answer(response: m.Response) -> Answer:
    match response:
        case m.Rows(columns=columns, rows=rows, notices=notices):
            return checked_rows((columns, rows, notices))
        case m.Refused(code=code, message=message, facts=facts):
            return checked_refusal(code, message, facts)
        case m.Failed(kind=kind, detail=detail):
            raise Fault(FaultKind(kind), "execute", detail)
        case _:
            raise malformed("execute", f"no answer to a statement: {response!r:.200}")
