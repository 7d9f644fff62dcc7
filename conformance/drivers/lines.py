"""A process that is spoken to in lines, with a deadline for each answer (CNF-060, CNF-061)."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from conformance.drivers.answers import Fault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHUNK = 65536
_LAST_WORDS = 2000
"""Characters of its standard error that a fault shows."""

_PATIENCE_S = 2.0
"""How long a process may take to end after its input was closed."""


class LineProcess:
    """One process, its group, and the lines that it has not yet been asked for."""

    def __init__(self, command: Sequence[str], deadline_s: float) -> None:
        self.deadline_s = deadline_s
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(  # noqa: S603 - the command is what the user asked for
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,
        )
        assert self._process.stdin is not None, "it is a pipe"
        assert self._process.stdout is not None, "it is a pipe"
        self._input, self._output = self._process.stdin, self._process.stdout
        self._buffer = b""

    def ask(self, call: str, line: bytes) -> bytes:
        """Return the line that answers a line."""
        try:
            self._input.write(line + b"\n")
            self._input.flush()
        except OSError:
            raise self._crash(call) from None
        return self._answer(call)

    def stop(self) -> None:
        """Close its input, and kill it if it does not end of itself."""
        with suppress(OSError, subprocess.TimeoutExpired):
            self._input.close()
            self._process.wait(_PATIENCE_S)
        self.kill()

    def kill(self) -> None:
        """End it and everything that it started."""
        with suppress(ProcessLookupError, PermissionError):  # the group is gone
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._input, self._output, self._errors):
            with suppress(OSError):  # what was not written has no reader left
                stream.close()

    def _answer(self, call: str) -> bytes:
        """Read until a line is whole, the process ends, or the deadline has passed."""
        ends = time.monotonic() + self.deadline_s
        with selectors.DefaultSelector() as selector:
            selector.register(self._output, selectors.EVENT_READ)
            while b"\n" not in self._buffer:
                if not selector.select(max(0.0, ends - time.monotonic())):
                    said = f"no answer within {self.deadline_s:g} s"
                    raise Fault(FaultKind.HANG, call, said + self._last_words())
                chunk = os.read(self._output.fileno(), _CHUNK)
                if not chunk:
                    raise self._crash(call)
                self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line

    def _crash(self, call: str) -> Fault:
        try:
            code = self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            ended = "the process closed its output"
        else:
            ended = f"the process ended with {_ending(code)}"
        return Fault(FaultKind.CRASH, call, ended + self._last_words())

    def _last_words(self) -> str:
        """Return the end of its standard error."""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _LAST_WORDS))
        said = self._errors.read().decode(errors="replace").strip()
        return f"\n{said}" if said else ""


def _ending(code: int) -> str:
    """Return the exit code, or the signal that ended it."""
    if code >= 0:
        return f"exit code {code}"
    return f"signal {signal.Signals(-code).name}"
