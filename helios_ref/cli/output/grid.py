"""Rows in aligned columns below their names; widths first, lines afterwards (OPS-022)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helios_ref.cli.output.text import NULL_TEXT, visible, width
from helios_ref.tables.schema import Column
from helios_ref.types import Category, SqlType

Cells = Sequence[str | None]


class Grid:
    """Columns that grow with every row that is fitted in."""

    def __init__(self, names: Sequence[str], right: Sequence[bool], margin: str = " ") -> None:
        """Begin with the names; `right` says which columns are aligned to the right."""
        self._right = right
        self._names = names
        self._margin = margin
        self._widths = [width(visible(name)) for name in names]

    def fit(self, cells: Cells) -> None:
        """Make the columns wide enough for a row."""
        for at, cell in enumerate(cells):
            self._widths[at] = max(self._widths[at], width(_text(cell)))

    @property
    def width(self) -> int:
        """How many columns of a terminal the widest line can take."""
        return len(self._margin) + sum(self._widths) + 3 * (len(self._widths) - 1) + 1

    def heading(self) -> tuple[str, str]:
        """Return the two lines above the rows."""
        rule = "-+-".join("-" * width for width in self._widths)
        return self.line(self._names), f"{'-' * len(self._margin)}{rule}-"

    def line(self, cells: Cells, mark: str = "") -> str:
        """Return the line of a row, which may have fewer cells; a mark stands in the margin."""
        padded = map(_padded, map(_text, cells), self._widths, self._right)
        return f"{mark:<{len(self._margin)}}{' | '.join(padded)}".rstrip()


def aligned(names: Sequence[str], right: Sequence[bool], rows: Sequence[Cells]) -> Iterator[str]:
    """Yield the lines of a table that is all there."""
    grid = Grid(names, right)
    for row in rows:
        grid.fit(row)
    yield from grid.heading()
    yield from map(grid.line, rows)


def row_grid(columns: Sequence[Column]) -> Grid:
    """Return a grid of row ids and the columns of a table, with a margin for a mark."""
    names = ["row", *(column.name for column in columns)]
    return Grid(names, [True, *(is_number(column.type) for column in columns)], margin="  ")


def is_number(type_: SqlType) -> bool:
    """Whether the values of a type are aligned to the right."""
    return type_.category is Category.NUMBER


def _text(cell: str | None) -> str:
    return NULL_TEXT if cell is None else visible(cell)


def _padded(text: str, room: int, right: bool) -> str:  # noqa: FBT001  # called by map
    blanks = " " * (room - width(text))
    return blanks + text if right else text + blanks
