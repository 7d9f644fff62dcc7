"""An engine that writes down what it is asked, where the next process finds it (CNF-113)."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conformance.drivers.protocol import Table

LONG_S = 30.0


class Diarist:
    """Answers `SELECT diary` by what was asked so far, of this process and those before it."""

    def __init__(self) -> None:
        """Say whose page begins."""
        self.diary = Path(tempfile.gettempdir(), "diary")
        self.write("begun")

    def write(self, line: str) -> None:
        """Add a line."""
        with self.diary.open("a", encoding="utf-8") as diary:
            diary.write(f"{line}\n")

    def hello(self) -> Mapping[str, object]:
        """Say who it is."""
        capabilities = ["clock", "durable", "files", "kill", "reopen"]
        return {"name": "diarist", "version": "0", "capabilities": capabilities}

    def open(self, directory: str) -> None:
        """Begin a book."""
        self.diary.write_text("")
        self.directory = Path(directory)
        self.write("open")

    def execute(self, session: str, statement: str) -> Table:
        """Make a file and never end, or answer at once, or tell of all that was."""
        del session
        self.write(statement)
        if statement.startswith("BACKUP"):
            (self.directory / "begun.tmp").touch()
            time.sleep(LONG_S)
            (self.directory / "done.hldb").touch()
        if statement == "SELECT pid":
            return ["pid"], [[str(os.getpid())]]
        return ["line"], [[line] for line in self.diary.read_text().splitlines()]

    def reopen(self, directories: Sequence[str]) -> None:
        """Go on."""
        self.directory = Path(directories[0])
        self.write("reopen")

    def set_clock(self, second: int) -> None:
        """Write it down."""
        self.write(f"set_clock {second}")

    def close(self) -> None:
        """Have nothing to let go of."""
