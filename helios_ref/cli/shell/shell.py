"""What a shell has in hand: a session, how replies are shown, what was typed (07-operations)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from helios_ref.cli.output.console import UnwritableError, terminal_size
from helios_ref.cli.output.error_lines import tell_notices
from helios_ref.cli.output.format_reply import Format, lines_of
from helios_ref.cli.output.screen import Expanded, page, screen_lines
from helios_ref.cli.shell.scripts import run
from helios_ref.reply import Reply
from helios_ref.session import Session


@dataclass(slots=True)
class Shell:
    """A session at a terminal."""

    session: Session
    style: Format
    expanded: Expanded = Expanded.AUTO
    timing: bool = False
    out: TextIO | None = None
    """Where replies go instead of to the terminal."""

    last: str = ""
    """The statements that were typed last."""

    draft: str = ""
    """What stands at the next prompt already."""

    def execute(self, script: str, name: str = "") -> None:
        """Execute statements, perhaps of a file, and show what each answers."""
        run(self.session, script, self.show, name=name, timing=self.timing)

    def show(self, reply: Reply) -> None:
        """Show a reply as this shell shows replies, and its notices (OPS-082)."""
        if self.style is Format.TABLE and reply.columns and self.out is None:
            self.write(screen_lines(reply, self.expanded, self.width))
        else:
            self.write(lines_of(reply, self.style))
        tell_notices(reply.notices)

    def write(self, lines: Iterable[str]) -> None:
        """Write lines to where replies go (OPS-083)."""
        if self.out is None:
            page(lines)
            return
        try:
            self.out.writelines(f"{line}\n" for line in lines)
            self.out.flush()
        except OSError as error:
            name = self.out.name
            self.come_back()
            raise UnwritableError(f"cannot write {name}: {error.strerror}") from error

    def come_back(self) -> None:
        """Let replies come to the terminal again."""
        if self.out is not None:
            with suppress(OSError):  # it was told when it was written
                self.out.close()
            self.out = None

    @property
    def width(self) -> int:
        """How many columns the terminal has; many where replies go elsewhere."""
        at_terminal = self.out is None and sys.stdout.isatty()
        return terminal_size().columns if at_terminal else sys.maxsize
