"""A terminal with the shell in it."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_S = 60


ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


BEGIN = b"\x1b[?2004h"
"""What a prompt begins with, once, however often it is drawn: pastes are told from keys."""


class Terminal:
    """A terminal with the shell in it."""

    def __init__(self, master: int, *, dumb: bool) -> None:
        self.master = master
        self.begin = b"main=>" if dumb else BEGIN
        self.raw = b""
        self.seen = 0

    def wait(self, prompt: str) -> str:
        """Read until a new prompt is there, and is this one; return all before it."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            before, begun, after = self.raw[self.seen :].partition(self.begin)
            if begun and plain(after).startswith("" if begun != BEGIN else prompt):
                self.seen = len(self.raw) - len(after)
                return plain(before)
            ready, _, _ = select.select([self.master], [], [], deadline - time.monotonic())
            assert ready, f"{prompt} does not come; so far: {self.raw[self.seen :]!r}"
            self.raw += os.read(self.master, 65536)

    def read_to_the_end(self) -> None:
        """Read what is left when the shell has gone."""
        with suppress(OSError):  # how a terminal that nobody holds any more ends
            while data := os.read(self.master, 65536):
                self.raw += data

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def ask(self, statement: str, prompt: str = "main=>") -> str:
        """Type a statement, and return what is shown up to the next prompt."""
        self.type(f"{statement}\r")
        return self.wait(prompt)


def plain(data: bytes) -> str:
    """Return what a terminal shows, as far as it only moves forward."""
    return ESCAPES.sub("", data.decode(errors="replace")).lstrip("\n")


@contextmanager
def shell(
    tmp_path: Path, size: tuple[int, int] = (50, 200), variables: dict[str, str] | None = None
) -> Iterator[Terminal]:
    """Start a shell in a terminal, and see to it that it ends with 0."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, size)
    environment = {
        **os.environ,
        "TERM": "xterm",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        **(variables or {}),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", "from helios_ref.cli import main; main()", "shell"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        start_new_session=True,
    )
    os.close(slave)
    try:
        terminal = Terminal(master, dumb=environment["TERM"] == "dumb")
        yield terminal
        terminal.read_to_the_end()
        assert process.wait(PATIENCE_S) == 0
    finally:
        process.kill()
        process.wait()
        os.close(master)
