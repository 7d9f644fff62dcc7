"""The target: a driver whose every answer is checked before anyone believes it (CNF-020)."""

from __future__ import annotations

import inspect
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from conformance.drivers.answers import Answer, Fault, FaultKind, Hello, Refused, Rows
from conformance.drivers.checked import (
    checked_hello,
    checked_refusal,
    checked_rows,
    malformed,
)
from conformance.drivers.deadline import DeadlinePassed, patience
from conformance.drivers.kill import kill_while
from conformance.drivers.process import ProcessDriver
from conformance.drivers.python import raised_at, told
from conformance.drivers.shape import check_declared, check_shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from conformance.drivers.protocol import Driver
    from conformance.drivers.transcript import Transcript

Checked = TypeVar("Checked")


class _Killed(Fault):
    """What the transcript has of a statement that the suite killed."""


@dataclass(slots=True)
class Target:
    """One driver for the whole run; `hello` was asked before anything else."""

    driver: Driver
    deadline_s: float | None = None
    """How long a call may take; None for a door that keeps time itself (CNF-061)."""

    transcript: Transcript | None = None
    """Where every call is written; None for nowhere."""

    hosted: bool = False
    """Whether this process is a driver's own, which the suite may kill (CNF-113)."""

    hello: Hello = field(init=False)

    def __post_init__(self) -> None:
        """Ask who it is, and whether it answers the other calls."""
        self._checked("", lambda _: check_shape(self.driver), None)
        self.hello = self._greeted()
        self._checked("", lambda _: check_declared(self.driver, self.hello.capabilities), None)

    def has(self, capability: str) -> bool:
        """Whether the driver declared it; nothing is inferred from behaviour (CNF-010)."""
        return capability in self.hello.capabilities

    def open(self, directory: str) -> None:
        """Begin an empty database."""
        self._called("open", _nothing, directory=directory)

    def execute(self, session: str, statement: str) -> Answer:
        """Return rows or a refusal; everything else is a fault (CNF-022)."""
        return self._answered("execute", checked_rows, session=session, statement=statement)

    def close(self) -> None:
        """Let go of what was opened."""
        self._called("close", _nothing)

    def set_clock(self, second: int) -> None:
        """Make this the second; only for a driver with `clock`."""
        self._called("set_clock", _nothing, second=second)

    def reopen(self, directories: Sequence[str]) -> Answer:
        """Start the target anew, which it may refuse; only for a driver with `reopen`."""
        return self._answered("reopen", lambda _: Rows((), ()), directories=list(directories))

    def chdir(self, directory: str) -> None:
        """Move the target; only for a driver with `chdir`."""
        self._called("chdir", _nothing, directory=directory)

    def operate(self, words: Sequence[str]) -> Answer:
        """Combine or prune backups, which may be refused; only for a driver with `operations`."""
        return self._answered("operate", lambda _: Rows((), ()), words=list(words))

    def kill(self) -> None:
        """Kill the target, and start it again; only for one with `kill` (CNF-113)."""
        self._process.restart()
        self._greeted()

    def kill_while(self, session: str, statement: str, is_time: Callable[[], bool]) -> None:
        """Kill the target while it executes a statement, and start it again (CNF-113)."""
        arguments = {"session": session, "statement": statement}
        with suppress(_Killed):
            self._heard("execute", arguments, lambda: self._cut(session, statement, is_time))
        self._greeted()

    def _cut(self, session: str, statement: str, is_time: Callable[[], bool]) -> None:
        kill_while(self._process, session, statement, is_time)
        raise _Killed(FaultKind.CRASH, "execute", "killed by the suite")

    @property
    def _process(self) -> ProcessDriver:
        assert isinstance(self.driver, ProcessDriver), "no other target has `kill`"
        return self.driver

    def _greeted(self) -> Hello:
        """Return who it is; `kill` is of nobody whom the suite has no process of (CNF-113)."""
        hello = self._called("hello", checked_hello)
        if self.hosted or isinstance(self.driver, ProcessDriver):
            return hello
        return replace(hello, capabilities=hello.capabilities - {"kill"})

    def printed(self) -> str:
        """Return what a driver in another process printed since this was asked last."""
        return self.driver.printed() if isinstance(self.driver, ProcessDriver) else ""

    def _answered(self, call: str, check: Callable[[object], Rows], **arguments: object) -> Answer:
        """Return what a call answers that may be refused: rows, or code and message."""

        def answer() -> Answer:
            try:
                given = self._timed(call, arguments)
            except (Fault, KeyboardInterrupt):
                raise
            except BaseException as error:  # noqa: BLE001 - a refusal may be of any class
                return self._refused(call, error)
            return self._checked(call, check, given)

        return self._heard(call, arguments, answer)

    def _refused(self, call: str, error: BaseException) -> Refused:
        """Return the refusal that an exception is, or raise the fault (CNF-022)."""
        try:
            code = getattr(error, "code", None)
            if isinstance(code, str):
                facts = getattr(error, "facts", None) if self.has("facts") else None
                return checked_refusal(code, str(error), facts)
        except Fault as fault:
            raise malformed(call, f"{fault.detail} ({raised_at(error)})") from error
        except Exception as failure:
            raise _crash(call, failure) from failure
        raise _crash(call, error) from error

    def _called(
        self, call: str, check: Callable[[object], Checked], **arguments: object
    ) -> Checked:
        """Return what a call gives that nothing may refuse; whatever it raises is a fault."""

        def answer() -> Checked:
            try:
                given = self._timed(call, arguments)
            except (Fault, KeyboardInterrupt):
                raise
            except BaseException as error:
                raise _crash(call, error) from error
            return self._checked(call, check, given)

        return self._heard(call, arguments, answer)

    def _heard(
        self, call: str, arguments: Mapping[str, object], answer: Callable[[], Checked]
    ) -> Checked:
        """Return an answer, or raise its fault, and write either into the transcript."""
        if self.transcript is None:
            return answer()
        with self.transcript.line(call, arguments) as line:
            line.answer = given = answer()
        return given

    def _checked(self, call: str, check: Callable[[object], Checked], answer: object) -> Checked:
        """Return an answer that was checked; what is wrong with it is said with its place."""
        try:
            return check(answer)
        except Fault as fault:
            raise malformed(fault.call, fault.detail + self._place(call)) from None

    def _timed(self, call: str, arguments: Mapping[str, object]) -> object:
        """Return what a call gives before the deadline; after it, the call is a hang."""
        method = getattr(self.driver, call)
        if self.deadline_s is None:
            return method(*arguments.values())
        try:
            with patience(self.deadline_s):
                return method(*arguments.values())
        except DeadlinePassed:
            said = f"no answer within {self.deadline_s:g} s"
            raise Fault(FaultKind.HANG, call, said) from None

    def _place(self, call: str) -> str:
        """Return file and line of a method of a driver in Python, or of its class."""
        if isinstance(self.driver, ProcessDriver):
            return ""
        code = getattr(getattr(self.driver, call, None), "__code__", None)
        if code is not None:
            return f" ({code.co_filename}:{code.co_firstlineno})"
        try:
            return f" ({inspect.getsourcefile(type(self.driver))})"
        except TypeError:  # it has no source
            return ""


def _nothing(_: object) -> None:
    """Take whatever a call answers that answers nothing."""


def _crash(call: str, error: BaseException) -> Fault:
    return Fault(FaultKind.CRASH, call, f"{told(error)} ({raised_at(error)})")
