"""The target: a driver whose every answer is checked before anyone believes it (CNF-020)."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

from conformance.drivers.answers import Answer, Fault, FaultKind, Hello, Refused, Rows
from conformance.drivers.deadline import DeadlinePassed, patience

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.drivers.protocol import Cell, Driver, WithChdir, WithClock, WithReopen

Returned = TypeVar("Returned")


@dataclass(slots=True)
class Target:
    """One driver for the whole run; `hello` was asked before anything else."""

    driver: Driver
    deadline_s: float | None = None
    """How long a call may take; None for a door that keeps time itself (CNF-061)."""

    hello: Hello = field(init=False)

    def __post_init__(self) -> None:
        """Ask who it is."""
        self.hello = _checked_hello(self._called("hello", self.driver.hello))

    def has(self, capability: str) -> bool:
        """Whether the driver declared it; nothing is inferred from behaviour (CNF-010)."""
        return capability in self.hello.capabilities

    def open(self, directory: str) -> None:
        """Begin an empty database."""
        self._called("open", lambda: self.driver.open(directory))

    def execute(self, session: str, statement: str) -> Answer:
        """Return rows or a refusal; everything else is a fault (CNF-022)."""
        return self._answered("execute", lambda: self.driver.execute(session, statement))

    def close(self) -> None:
        """Let go of what was opened."""
        self._called("close", self.driver.close)

    def set_clock(self, second: int) -> None:
        """Make this the second; only for a driver with `clock`."""
        self._called("set_clock", lambda: cast("WithClock", self.driver).set_clock(second))

    def reopen(self, directories: Sequence[str]) -> Answer:
        """Start the target anew, which it may refuse; only for a driver with `reopen`."""

        def reopened() -> tuple[list[str], list[list[Cell]]]:
            cast("WithReopen", self.driver).reopen(directories)
            return [], []

        return self._answered("reopen", reopened)

    def chdir(self, directory: str) -> None:
        """Move the target; only for a driver with `chdir`."""
        self._called("chdir", lambda: cast("WithChdir", self.driver).chdir(directory))

    def _answered(self, name: str, call: Callable[[], object]) -> Answer:
        """Return what a call answers that may be refused: rows, or code and message."""
        try:
            return _checked_rows(self._timed(name, call))
        except Fault:
            raise
        except (Exception, SystemExit) as error:
            code = getattr(error, "code", None)
            if isinstance(code, str):
                return Refused(code, str(error))
            raise _crash(name, error) from error

    def _called(self, name: str, call: Callable[[], Returned]) -> Returned:
        """Return what a call gives that nothing may refuse; whatever it raises is a fault."""
        try:
            return self._timed(name, call)
        except Fault:
            raise
        except (Exception, SystemExit) as error:
            raise _crash(name, error) from error

    def _timed(self, name: str, call: Callable[[], Returned]) -> Returned:
        """Return what a call gives before the deadline; after it, the call is a hang."""
        if self.deadline_s is None:
            return call()
        try:
            with patience(self.deadline_s):
                return call()
        except DeadlinePassed:
            said = f"no answer within {self.deadline_s:g} s"
            raise Fault(FaultKind.HANG, name, said) from None


def _crash(call: str, error: BaseException) -> Fault:
    where = traceback.extract_tb(error.__traceback__)[-1]
    said = f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})"
    return Fault(FaultKind.CRASH, call, said)


def _malformed(call: str, detail: str) -> Fault:
    return Fault(FaultKind.MALFORMED, call, detail)


def _checked_hello(answer: object) -> Hello:
    """Return the greeting as a record, or a fault that says what is wrong with it."""
    if not isinstance(answer, Mapping):
        raise _malformed("hello", f"expected a map, got {answer!r}")
    name, version = answer.get("name"), answer.get("version")
    capabilities = answer.get("capabilities")
    if not isinstance(name, str) or not isinstance(version, str):
        raise _malformed("hello", "expected name and version as text")
    if not isinstance(capabilities, (list, tuple)) or not _all_text(capabilities):
        raise _malformed("hello", "expected capabilities as a list of names")
    supplied = answer.get("supplied", ())
    if not isinstance(supplied, (list, tuple)) or not _all_text(supplied):
        raise _malformed("hello", "expected what is supplied as a list of names")
    return Hello(name, version, frozenset(capabilities), tuple(supplied))


def _checked_rows(answer: object) -> Rows:
    """Return columns and rows as records, or a fault that says what is wrong with them."""
    if not isinstance(answer, (list, tuple)) or len(answer) != len(("columns", "rows")):
        raise _malformed("execute", f"expected columns and rows, got {answer!r}")
    columns, rows = answer
    if not isinstance(columns, (list, tuple)) or not _all_text(columns):
        raise _malformed("execute", f"expected columns as a list of names, got {columns!r}")
    if not isinstance(rows, (list, tuple)):
        raise _malformed("execute", f"expected rows as a list, got {rows!r}")
    return Rows(tuple(columns), tuple(_checked_row(row, len(columns)) for row in rows))


def _checked_row(row: object, width: int) -> tuple[Cell, ...]:
    """Return one row of cells, each text or None (CNF-021)."""
    if not isinstance(row, (list, tuple)) or len(row) != width:
        raise _malformed("execute", f"expected a row of {width} cells, got {row!r}")
    for cell in row:
        if cell is not None and not isinstance(cell, str):
            raise _malformed("execute", f"expected text or null in a cell, got {cell!r}")
    return tuple(row)


def _all_text(values: Sequence[object]) -> bool:
    return all(isinstance(value, str) for value in values)
