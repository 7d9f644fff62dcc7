"""The columns of a reply, as a SELECT list or RETURNING asks for them (SQL-064, SQL-079)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from helios_ref.engine.expressions.evaluator import Compiled, Evaluate
from helios_ref.reply import Reply
from helios_ref.sql.expressions import Expression
from helios_ref.tables.read_tables import Row


class Output(Struct, frozen=True):
    """One column of a reply."""

    name: str
    value: Compiled
    spelled: Expression
    """As it is written: ORDER BY an equal expression is by this column (SQL-065)."""


class Listing(Struct, frozen=True):
    """All columns of a reply, taken apart into what a row needs of each."""

    outputs: tuple[Output, ...]
    columns: tuple[str, ...]
    """Their names."""

    types: tuple[str, ...]
    cells: tuple[Evaluate, ...]
    """What evaluates each, without a look-up for every cell."""

    def reply(self, rows: Iterable[Row], given: Row, changed: int | None = None) -> Reply:
        """Return what the columns show of these rows."""
        if not self.outputs:
            return Reply(changed=changed)
        cells = self.cells
        # Of a list, because a tuple of a generator takes longer, and this is done for every row.
        shown = [tuple([cell(row, given) for cell in cells]) for row in rows]
        return Reply(self.columns, self.types, tuple(shown), changed)


def listed(outputs: tuple[Output, ...]) -> Listing:
    """Return columns as a listing; there are none where a change has no RETURNING."""
    return Listing(
        outputs,
        tuple(output.name for output in outputs),
        tuple(output.value.type.name for output in outputs),
        tuple(output.value.evaluate for output in outputs),
    )
