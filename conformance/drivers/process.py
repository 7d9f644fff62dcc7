"""The door to a driver in another process: any command, in any language (CNF-060)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from conformance.drivers import messages as m
from conformance.drivers.answers import Fault, FaultKind
from conformance.drivers.interrupts import was_interrupted
from conformance.drivers.lines import LineProcess

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conformance.drivers.protocol import Fact, Table

_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[m.Response] = msgspec.json.Decoder(m.Response)


class ProcessRefusedError(Exception):
    """A refusal that came over the wire."""

    def __init__(self, code: str, message: str, facts: Mapping[str, Fact] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.facts = facts


class ProcessDriver:
    """A driver behind a command; a process that faulted is killed, the next case has another."""

    def __init__(self, command: Sequence[str], deadline_s: float) -> None:
        self._command = command
        self.deadline_s = deadline_s
        self._process: LineProcess | None = None
        self._asked = 0
        self._printed = ""

    def hello(self) -> Mapping[str, object]:
        """Start the process, and ask who it is."""
        self._started()
        match self._ask("hello", m.Hello(id=self._next(), protocol=m.PROTOCOL)):
            case m.Greeting() as greeting:
                return {
                    "name": greeting.name,
                    "version": greeting.version,
                    "capabilities": greeting.capabilities,
                    "supplied": greeting.supplied,
                }
            case other:
                raise self._unfit("hello", other)

    def open(self, directory: str) -> None:
        """Begin an empty database; in another process, if the last one is gone."""
        if self._process is None:
            self.hello()
        self._done("open", m.Open(id=self._next(), directory=directory))

    def execute(self, session: str, statement: str) -> Table:
        """Run one statement."""
        request = m.Execute(id=self._next(), session=session, statement=statement)
        match self._ask("execute", request):
            case m.Rows(columns=columns, rows=rows, notices=notices):
                return columns, rows, notices
            case m.Refused(code=code, message=message, facts=facts):
                raise ProcessRefusedError(code, message, facts)
            case other:
                raise self._unfit("execute", other)

    def close(self) -> None:
        """Let go of what was opened, if there still is something."""
        if self._process is not None:
            self._done("close", m.Close(id=self._next()))

    def set_clock(self, second: int) -> None:
        """Make this the second."""
        self._done("set_clock", m.SetClock(id=self._next(), second=second))

    def reopen(self, directories: Sequence[str]) -> None:
        """Start anew with the backups in directories."""
        self._allowed("reopen", m.Reopen(id=self._next(), directories=list(directories)))

    def operate(self, words: Sequence[str]) -> None:
        """Combine or prune backups."""
        self._allowed("operate", m.Operate(id=self._next(), words=list(words)))

    def _allowed(self, call: str, request: m.Request) -> None:
        """Ask what may be refused, and has no answer otherwise."""
        match self._ask(call, request):
            case m.Done():
                return
            case m.Refused(code=code, message=message, facts=facts):
                raise ProcessRefusedError(code, message, facts)
            case other:
                raise self._unfit(call, other)

    def chdir(self, directory: str) -> None:
        """Make this the working directory."""
        self._done("chdir", m.Chdir(id=self._next(), directory=directory))

    def send(self, session: str, statement: str) -> int:
        """Ask for a statement while others are not answered yet (CNF-106); return its number."""
        request = m.Execute(id=self._next(), session=session, statement=statement)
        try:
            self._started().tell("execute", _ENCODER.encode(request))
        except BaseException:
            self._end()
            raise
        return request.id

    def receive(self, ends: float) -> m.Response | None:
        """Return whatever is answered next, or None where nothing was until a time."""
        try:
            line = self._started().hear("execute", ends)
            return None if line is None else _read("execute", line)
        except BaseException:
            self._end()
            raise

    def kill(self) -> None:
        """End the process at once, and all that it started."""
        self._end()

    def restart(self) -> None:
        """Kill the process and all that it started, and start another in its place (CNF-113)."""
        ended = self._started()
        self._printed += ended.printed()
        self._process, self._asked = ended.restarted(), 0

    def stop(self) -> None:
        """End the process at the end of a run."""
        if self._process is not None:
            self._process.kill() if was_interrupted() else self._process.stop()
            self._process = None

    def printed(self) -> str:
        """Return the end of what was written on standard error since this was asked last."""
        if self._process is not None:
            self._printed += self._process.printed()
        said, self._printed = self._printed, ""
        return said

    def _done(self, call: str, request: m.Request) -> None:
        answer = self._ask(call, request)
        if not isinstance(answer, m.Done):
            raise self._unfit(call, answer)

    def _ask(self, call: str, request: m.Request) -> m.Response:
        """Return what the process answers, or end it with its fault (CNF-061)."""
        try:
            line = self._started().ask(call, _ENCODER.encode(request))
            answer = _read(call, line)
        except BaseException:  # also of an interrupted call nobody shall read the answer
            self._end()
            raise
        if answer.id != request.id:
            raise self._unfit(call, answer)
        return answer

    def _unfit(self, call: str, answer: m.Response) -> Fault:
        """Return the fault of an answer that does not fit its request; the process ends."""
        self._end()
        if isinstance(answer, m.Failed):
            return Fault(FaultKind(answer.kind), call, answer.detail)
        said = _shown(_ENCODER.encode(answer))
        return Fault(FaultKind.MALFORMED, call, f"no answer to this request: {said}")

    def _started(self) -> LineProcess:
        if self._process is None:
            self._process = LineProcess(self._command, self.deadline_s)
            self._asked = 0
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._printed += self._process.printed()
            self._process.kill()
            self._process = None

    def _next(self) -> int:
        self._started()
        self._asked += 1
        return self._asked


def _read(call: str, line: bytes) -> m.Response:
    """Return a line as a message; what is no JSON is noise, what is no message malformed."""
    try:
        return _DECODER.decode(line)
    except msgspec.ValidationError as error:
        raise Fault(FaultKind.MALFORMED, call, f"{error} in {_shown(line)}") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Fault(FaultKind.NOISE, call, _shown(line)) from None


def _shown(line: bytes) -> str:
    """Return the beginning of a line."""
    text = line[:200].decode(errors="replace")
    return repr(text) if line else "an empty line"
