"""The columns of a reply, as a SELECT list or RETURNING asks for them (SQL-064, SQL-079)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from helios_ref.engine.expressions.evaluator import Compiled, Evaluate
from helios_ref.reply import Reply
from helios_ref.sql.expressions import Expression
from helios_ref.tables.read_tables import Row


class Output(Struct, frozen=True):
    """A column of a reply."""

    name: str
    value: Compiled
    spelled: Expression


class Listing(Struct, frozen=True):
    """The columns of a reply, in order."""

    outputs: tuple[Output, ...]
    columns: tuple[str, ...]
    types: tuple[str, ...]
    cells: tuple[Evaluate, ...]

    def reply(self, rows: Iterable[Row], given: Row, changed: int | None = None) -> Reply:
        """Return what the columns show of these rows."""
        if not self.outputs:
            return Reply(changed=changed)
        cells = self.cells
        shown = [tuple([cell(row, given) for cell in cells]) for row in rows]
        return Reply(self.columns, self.types, tuple(shown), changed)


def listed(outputs: tuple[Output, ...]) -> Listing:
    """Return these columns; none where a change returns no rows."""
    return Listing(
        outputs,
        tuple(output.name for output in outputs),
        tuple(output.value.type.name for output in outputs),
        tuple(output.value.evaluate for output in outputs),
    )
