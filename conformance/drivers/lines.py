"""A process that is spoken to in lines, with a deadline for each answer (CNF-060, CNF-061)."""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final

from conformance.drivers.answers import Fault, FaultKind
from conformance.drivers.interrupts import sheltered, undo_at_end, undo_now
from conformance.drivers.plain_text import plain
from conformance.drivers.started import MARK, end_all

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_LINE: Final = 1 << 27
"""Bytes of an answer: eight values as long as MOD-040 lets them be."""

_CHUNK: Final = 1 << 18
_LAST_WORDS: Final = 2000
"""Bytes of its standard error that are kept."""

_PATIENCE_S: Final = 1.0
"""How long a process may take to end after its input was closed."""


class LineProcess:
    """One process, all that it starts, and the lines that it has not yet been asked for."""

    def __init__(self, command: Sequence[str], deadline_s: float, place: str | None = None) -> None:
        self.deadline_s = deadline_s
        self._command = command
        self._kept = False
        """Whether its temporary directory outlives it."""
        with sheltered():
            self._place = place or tempfile.mkdtemp(prefix="helios-conformance-driver-")
            self._process = subprocess.Popen(  # noqa: S603 - the command is what the user asked for
                command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                env={**os.environ, "TMPDIR": self._place, MARK: self._place},
            )
            undo_at_end(self._place, self._end)
        self._input = _unblocked(self._process.stdin)
        self._output = _unblocked(self._process.stdout)
        self._errors = _unblocked(self._process.stderr)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._output, selectors.EVENT_READ)
        self._selector.register(self._errors, selectors.EVENT_READ)
        self._answers = bytearray()
        self._said = bytearray()

    def ask(self, call: str, line: bytes) -> bytes:
        """Return the line that answers a line; both are written and read before the deadline."""
        ends = time.monotonic() + self.deadline_s
        left = self._written(call, memoryview(line + b"\n"))
        if left:
            self._selector.register(self._input, selectors.EVENT_WRITE)
        searched = 0
        while self._answers.find(b"\n", searched) < 0:
            searched = len(self._answers)
            left = self._moved(call, left, ends - time.monotonic())
        if left:
            self._selector.unregister(self._input)
            raise Fault(FaultKind.MALFORMED, call, "an answer before the request was read")
        return self._first_line()

    def tell(self, call: str, line: bytes) -> None:
        """Write a line, and wait for no answer."""
        ends = time.monotonic() + self.deadline_s
        left = self._written(call, memoryview(line + b"\n"))
        if left:
            self._selector.register(self._input, selectors.EVENT_WRITE)
        while left:
            left = self._moved(call, left, ends - time.monotonic())

    def hear(self, call: str, ends: float) -> bytes | None:
        """Return the next line, or None where none has come until a time."""
        while b"\n" not in self._answers:
            left = ends - time.monotonic()
            if left <= 0:
                return None
            self._moved(call, memoryview(b""), left)
        return self._first_line()

    def _first_line(self) -> bytes:
        answer, _, rest = self._answers.partition(b"\n")
        self._answers = rest
        return bytes(answer)

    def printed(self) -> str:
        """Return the end of what it wrote on its standard error, once."""
        said = self._said.decode(errors="replace").strip()
        self._said.clear()
        return plain(said)

    def stop(self) -> None:
        """Close its input, and kill it if it does not end of itself."""
        with suppress(OSError, subprocess.TimeoutExpired):
            self._input.close()
            self._process.wait(_PATIENCE_S)
        self.kill()

    def kill(self) -> None:
        """End it and all that it started, and remove its temporary directory (CNF-063)."""
        undo_now(self._place)

    def restarted(self) -> LineProcess:
        """Kill it, and return another, which has its temporary directory (CNF-113)."""
        with sheltered():
            self._kept = True
            self.kill()
            return LineProcess(self._command, self.deadline_s, self._place)

    def _end(self) -> None:
        end_all(self._process.pid, self._place)
        self._process.wait()
        self._selector.close()
        for stream in (self._input, self._output, self._errors):
            with suppress(OSError):
                stream.close()
        if not self._kept:
            shutil.rmtree(self._place, ignore_errors=True)

    def _moved(self, call: str, left: memoryview, seconds: float) -> memoryview:
        """Read and write what can be without waiting, or a fault; return what is to be written."""
        if seconds <= 0:
            raise self._hang(call)
        for key, _ in self._selector.select(seconds):
            if key.fileobj is self._input:
                left = self._written(call, left)
                if not left:
                    self._selector.unregister(self._input)
            elif key.fileobj is self._errors:
                self._hear()
            elif chunk := self._output.read(_CHUNK):
                self._answers += chunk
                if len(self._answers) > LONGEST_LINE and b"\n" not in self._answers:
                    said = f"a line of more than {LONGEST_LINE:,} bytes"
                    raise Fault(FaultKind.MALFORMED, call, said)
            else:
                raise self._crash(call)
        return left

    def _written(self, call: str, line: memoryview) -> memoryview:
        """Write what the pipe takes, and return the rest."""
        try:
            return line[self._input.write(line) or 0 :]
        except OSError:
            raise self._crash(call) from None

    def _hear(self) -> bool:
        """Keep the end of what its standard error holds; False at its end."""
        chunk = self._errors.read(_CHUNK)
        if chunk == b"":
            self._selector.unregister(self._errors)
        self._said += chunk or b""
        del self._said[:-_LAST_WORDS]
        return bool(chunk)

    def _hang(self, call: str) -> Fault:
        said = f"no answer within {self.deadline_s:g} s"
        return Fault(FaultKind.HANG, call, said + self._last_words())

    def _crash(self, call: str) -> Fault:
        """Return the fault of a process that is gone, with its exit code and its last words."""
        try:
            code = self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            ended = "the process closed its output"
        else:
            ended = f"the process ended with {_ending(code)}"
        if self._errors in [key.fileobj for key in self._selector.get_map().values()]:
            ends = time.monotonic() + _PATIENCE_S
            while time.monotonic() < ends and self._hear():
                pass  # what it said last may be the reason
        return Fault(FaultKind.CRASH, call, ended + self._last_words())

    def _last_words(self) -> str:
        said = self.printed()
        return f"\n{said}" if said else ""


def _unblocked(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a pipe that nobody waits for."""
    assert stream is not None, "it is a pipe"
    os.set_blocking(stream.fileno(), False)
    return stream


def _ending(code: int) -> str:
    """Return the exit code, or the signal that ended it."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:  # one of those that have no name, such as 40
        return f"signal {-code}"
