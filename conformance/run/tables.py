"""A feature's table against the rows that a target gave (08-conformance)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.drivers.plain_text import plain
from conformance.run.cells import Amount, Exactly, Expected, Nothing, expected_cell, matches, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.drivers.answers import Rows
    from conformance.drivers.protocol import Cell
    from conformance.run.names import Names

ExpectedRow = tuple[Expected, ...]

MOST, MOST_ROWS = 1000, 200
"""Characters of a cell, and rows of an answer, that are shown (CNF-064)."""


@dataclass(frozen=True, slots=True)
class ExpectedTable:
    """The columns and rows that a feature asks for, with its names filled in."""

    columns: tuple[str, ...]
    rows: tuple[ExpectedRow, ...]
    written: tuple[tuple[str, ...], ...]
    """The rows as they stand in the feature, but for the IDs of backups."""

    def equals(self, answer: Rows) -> bool:
        """Whether columns and rows are these, in this order."""
        return (
            answer.columns == self.columns
            and len(answer.rows) == len(self.rows)
            and all(map(_row_matches, self.rows, answer.rows))
        )

    def holds_the_rows_of(self, answer: Rows) -> bool:
        """Whether the columns are these in this order, and the rows these in any."""
        if answer.columns != self.columns or len(answer.rows) != len(self.rows):
            return False
        if self.equals(answer):  # as most engines answer, and found at once
            return True
        left = list(answer.rows)
        # rows without a wildcard first: they have no choice of partner
        for row in sorted(self.rows, key=_wildcards):
            partner = next((one for one in left if _row_matches(row, one)), None)
            if partner is None:
                return False
            left.remove(partner)
        return True


def expected_table(written: Sequence[Sequence[str]], names: Names) -> ExpectedTable:
    """Return what a table asks for: the first row holds the names of the columns."""
    header, *body = written
    return ExpectedTable(
        columns=tuple(header),
        rows=tuple(tuple(expected_cell(cell, names) for cell in row) for row in body),
        written=tuple(tuple(names.shortened(names.filled(cell)) for cell in row) for row in body),
    )


def drawn(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as a feature writes it, its columns aligned."""
    lines = [columns, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines)


def drawn_answer(answer: Rows, directory: str) -> str:
    """Return the rows of a target as a feature would write them, `$dir` for the directory."""
    if not answer.columns:
        return str(answer)
    first = answer.rows[:MOST_ROWS]
    rows = [[plain(shown(cell).replace(directory, "$dir"), MOST) for cell in row] for row in first]
    table = drawn([plain(name, MOST) for name in answer.columns], rows)
    more = len(answer.rows) - len(first)
    return f"{table}\n… ({more:,} rows more)" if more else table


def drawn_result(answer: Rows, directory: str) -> str:
    """Return the same where a result was expected: of none, that there was none."""
    return drawn_answer(answer, directory) if answer.columns else "no columns, no rows"


def _row_matches(expected: ExpectedRow, actual: Sequence[Cell]) -> bool:
    return len(expected) == len(actual) and all(
        matches(cell, given, actual) for cell, given in zip(expected, actual, strict=True)
    )


def _wildcards(row: ExpectedRow) -> int:
    return sum(not isinstance(cell, (Exactly, Amount, Nothing)) for cell in row)
