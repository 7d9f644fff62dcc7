"""The terminal, or whatever stands in its place (07-operations)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, NoReturn

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDE: Final = 10_000
"""How wide a file or a pipe is: nothing has to be folded there."""

Piece = str | Text | Table
"""What is written: a line, a line with colours, or a table."""


class Screen(Console):
    """The standard output; colours are for terminals, and nothing is read as markup."""

    def __init__(self) -> None:
        """Be as wide as the terminal is."""
        width = None if sys.stdout.isatty() else WIDE
        super().__init__(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)

    @property
    def coloured(self) -> bool:
        """Whether colours can be seen."""
        return self.color_system is not None

    def on_broken_pipe(self) -> NoReturn:
        """Leave it to the command's one ending that nobody reads any more (OPS-024)."""
        raise BrokenPipeError

    def write(self, pieces: Iterable[Piece]) -> None:
        """Write pieces as they come, so that a long file takes no memory (OPS-035)."""
        for piece in pieces:
            if isinstance(piece, str):
                self.file.write(f"{piece}\n")
            else:
                self.print(piece, soft_wrap=isinstance(piece, Text))


def table(*columns: str, left: tuple[str, ...] = ()) -> Table:
    """Return a table without a frame: numbers to the right, columns named in `left` to the left."""
    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        made.add_column(column, justify="left" if column in left else "right", overflow="fold")
    return made
