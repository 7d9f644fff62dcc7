"""ORDER BY, LIMIT and OFFSET (SQL-065 to SQL-067)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct, structs

from helios_ref import errors
from helios_ref.engine.expressions.compile_expression import compiled
from helios_ref.engine.expressions.evaluator import Compiled, Evaluate
from helios_ref.engine.expressions.scope import Scope
from helios_ref.engine.expressions.type_coercion import converted
from helios_ref.engine.queries.select_list import Output
from helios_ref.sql import expressions as e
from helios_ref.sql.syntax import Page, Sort
from helios_ref.tables.read_tables import Row
from helios_ref.types import BIGINT, order_key

Window = Callable[[list[Row], Row], list[Row]]
"""Gives those of the rows that LIMIT and OFFSET leave (SQL-067)."""


class SortKey(Struct, frozen=True):
    """A key of ORDER BY."""

    evaluate: Evaluate
    descending: bool
    nulls_first: bool

    def sort(self, rows: list[Row], given: Row) -> None:
        """Put rows in order, leaving those with equal keys as they stand (SQL-065)."""
        evaluate = self.evaluate
        rows.sort(key=lambda row: order_key(evaluate(row, given)), reverse=self.descending)
        if self.nulls_first is not self.descending:
            rows.sort(key=lambda row: evaluate(row, given) is None, reverse=self.nulls_first)


def sort_key(sort: Sort, outputs: Sequence[Output], scope: Scope) -> SortKey:
    """Return what to sort by: a column of the reply by name or position, or an expression."""
    value = sorted_by(sort.expression, outputs, scope)
    if not value.type.comparable:
        raise errors.UndefinedFunctionError(f"{value.type.name} < {value.type.name}")
    return SortKey(value.evaluate, sort.descending, sort.nulls_first)


def sorted_by(expression: e.Expression, outputs: Sequence[Output], scope: Scope) -> Compiled:
    """Return the value that ORDER BY names (SQL-065)."""
    match expression:
        case e.Integer(text):
            position = int(text[:9])
            if not 1 <= position <= len(outputs):
                raise errors.ColumnReferenceError(f"ORDER BY {text}", len(outputs))
            return outputs[position - 1].value
        case e.ColumnName(name, None) if named := [one for one in outputs if one.name == name]:
            if any(output.spelled != named[0].spelled for output in named):
                raise errors.AmbiguousColumnError(name)
            return named[0].value
        case _:
            same = [output.value for output in outputs if output.spelled == expression]
            return same[0] if same else compiled(expression, scope)


def window(page: Page, scope: Scope) -> Window | None:
    """Return LIMIT and OFFSET, or None where there is neither; they cannot name columns."""
    if page.limit is None and page.offset is None:
        return None
    seen = structs.replace(scope, gathering=None, touched=set())
    counts = [
        converted(compiled(part or e.Null(), seen), BIGINT).evaluate
        for part in (page.limit, page.offset)
    ]
    if seen.touched:
        refusal = errors.ColumnReferenceError("a column in LIMIT or OFFSET", 0)
        raise refusal.advised("LIMIT and OFFSET take numbers and parameters")

    def left(rows: list[Row], given: Row) -> list[Row]:
        limit, offset = (evaluate((), given) for evaluate in counts)
        assert limit is None or isinstance(limit, int)
        assert offset is None or isinstance(offset, int)
        if limit is not None and limit < 0:
            raise errors.LimitError(limit)
        if offset is not None and offset < 0:
            raise errors.OffsetError(offset)
        first = offset or 0
        return rows[first:] if limit is None else rows[first : first + limit]

    return left
