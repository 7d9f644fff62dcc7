"""A driver in Python, in a process of its own: what `python -m conformance.drivers.host` runs."""

from __future__ import annotations

import os
import sys
from functools import partial
from io import TextIOWrapper
from threading import Lock
from typing import TYPE_CHECKING, Final

import msgspec

from conformance.drivers import messages as m
from conformance.drivers.answers import Fault, FaultKind, Refused
from conformance.drivers.lanes import Lanes
from conformance.drivers.python import DriverNotFoundError, driver_named, raised_at
from conformance.drivers.target import Target
from conformance.drivers.transcript import greeting, message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

_BOOT: Final = (
    "import sys; sys.path[:] = sys.argv[2:]; del sys.argv[2:]\n"
    "from conformance.drivers.host import main; main()"
)
"""Looks for modules where the suite does, wherever those come from."""


_SURVIVED: Final[Mapping[FaultKind, m.Survived]] = {
    FaultKind.CRASH: "crash",
    FaultKind.MALFORMED: "malformed answer",
}
"""What a target in this process can end in: nobody kills it, and it writes no lines."""


def hosted(name: str) -> list[str]:
    """Return the command that runs the driver of a name."""
    return [sys.executable, "-c", _BOOT, name, *sys.path]


def main() -> None:
    """Answer each line with a line, until there are no more (CNF-060)."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # requests are not the driver's to read
    os.dup2(2, 1)  # what it prints is no answer
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(line_buffering=True, errors="backslashreplace")
    Host(sys.argv[1]).serve(requests, answers)


class Host:
    """The driver of a name, from its first `hello` on."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._target: Target | None = None

    def serve(self, requests: BinaryIO, answers: BinaryIO) -> None:
        """Answer requests in their order, or in that of their session (CNF-106)."""
        decode = msgspec.json.Decoder(m.Request).decode
        lanes, answering = Lanes(), Lock()

        def answer(request: m.Request) -> None:
            line = msgspec.json.encode(self._answer(request)) + b"\n"
            with answering:
                answers.write(line)
                answers.flush()

        for line in requests:
            request = decode(line)
            if isinstance(request, m.Execute) and self._target and self._target.has("concurrent"):
                lanes.begin(request.session, partial(answer, request))
            else:
                lanes.rest()
                answer(request)

    def _answer(self, request: m.Request) -> m.Response:
        try:
            return self._called(request)
        except DriverNotFoundError as error:
            return m.Failed(id=request.id, detail=error.complaint, kind="no driver")
        except Fault as fault:
            return m.Failed(id=request.id, detail=fault.detail, kind=_SURVIVED[fault.kind])
        except KeyboardInterrupt as error:  # the driver's own: the suite's are not sent here
            return m.Failed(id=request.id, detail=f"KeyboardInterrupt ({raised_at(error)})")

    def _called(self, request: m.Request) -> m.Response:
        """Return what the driver answers, checked."""
        if isinstance(request, m.Hello):
            return self._greeting(request.id)
        assert self._target is not None, "hello comes first"
        match request:
            case m.Execute(id=number, session=session, statement=statement):
                return message(number, self._target.execute(session, statement))
            case m.Reopen(id=number, directories=directories):
                answer = self._target.reopen(directories)
                return message(number, answer) if isinstance(answer, Refused) else m.Done(id=number)
            case m.Operate(id=number, words=words):
                answer = self._target.operate(words)
                return message(number, answer) if isinstance(answer, Refused) else m.Done(id=number)
            case m.Open(directory=directory):
                self._target.open(directory)
            case m.Close():
                self._target.close()
            case m.SetClock(second=second):
                self._target.set_clock(second)
            case m.Chdir(directory=directory):
                self._target.chdir(directory)
        return m.Done(id=request.id)

    def _greeting(self, number: int) -> m.Greeting:
        self._target = Target(driver_named(self._name), hosted=True)
        return greeting(number, self._target.hello)


if __name__ == "__main__":
    main()
