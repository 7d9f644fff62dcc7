"""Rows in aligned columns, with a mark before each; widths first, lines afterwards (OPS-022)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from helios_ref.cli.output.format_reply import NULL, NUMBERS, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.tables.schema import Column

ROW_ID = "row"
"""Heading of the first column, which holds row ids."""


class Grid:
    """The widths of a row id and some columns, which grow with every row that is fitted in."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin with the headings."""
        self._right = [True, *(column.type.family in NUMBERS for column in columns)]
        self._heading = [ROW_ID, *(visible(column.name) for column in columns)]
        self._widths = [width_of(name) for name in self._heading]

    def fit(self, row_id: int, cells: Sequence[str | None]) -> None:
        """Make the columns wide enough for a row."""
        for at, text in enumerate(_texts(row_id, cells)):
            self._widths[at] = max(self._widths[at], width_of(text))

    def heading(self) -> list[str]:
        """Return the two lines above the rows."""
        rule = "-+-".join("-" * width for width in self._widths)
        return [self._line(" ", self._heading), f"--{rule}"]

    def line(self, mark: str, row_id: int, cells: Sequence[str | None]) -> str:
        """Return the line of a row; of one without cells, its id alone."""
        return self._line(mark, _texts(row_id, cells))

    def _line(self, mark: str, texts: Sequence[str]) -> str:
        padded = [
            blanks(width, text) + text if right else text + blanks(width, text)
            for text, width, right in zip(texts, self._widths, self._right, strict=False)
        ]
        return f"{mark} {' | '.join(padded)}".rstrip()


def blanks(width: int, text: str) -> str:
    """Return what `text` lacks to be so wide."""
    return " " * (width - width_of(text))


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def _texts(row_id: int, cells: Sequence[str | None]) -> list[str]:
    return [str(row_id), *(NULL if cell is None else visible(cell) for cell in cells)]
