"""Where the suite writes to people: plain text on a stream, coloured where that is a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from rich.console import Console

if TYPE_CHECKING:
    from typing import TextIO


class Page(Console):
    """A console whose reader may leave: that ends the command, in order (CNF-041)."""

    def on_broken_pipe(self) -> NoReturn:
        """Leave the ending to the command, which has drivers to end and directories to remove."""
        raise BrokenPipeError


def page(stream: TextIO) -> Page:
    """Return a page on which nothing that a target says becomes markup."""
    return Page(file=stream, highlight=False, markup=False, emoji=False)
