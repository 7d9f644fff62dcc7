"""SELECT: rows found, conditions, expressions, order, and a page of them (SQL-060 to SQL-069)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helios_ref.engine.coercion import TEXT, converted
from helios_ref.engine.compiling import compiled
from helios_ref.engine.logic import condition
from helios_ref.engine.naming import name_of
from helios_ref.engine.ordering import Key, Output, Window, sort_key, window
from helios_ref.engine.relation import Relation, relation, scope_of
from helios_ref.engine.scope import Gathering, Scope
from helios_ref.errors import ColumnReferenceError, GroupingError
from helios_ref.reply import Reply
from helios_ref.sql import expressions as e
from helios_ref.sql import syntax as s
from helios_ref.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helios_ref.engine.aggregates import Aggregate
    from helios_ref.engine.compiled import Compiled, Evaluate, Row
    from helios_ref.engine.view import View
    from helios_ref.values import SqlType, Value


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT, ready to run."""

    relation: Relation
    where: Evaluate | None
    aggregates: tuple[Aggregate, ...]
    outputs: tuple[Output, ...]
    keys: tuple[Key, ...]
    window: Window | None

    def run(self, view: View, given: Row) -> Reply:
        """Return the rows of the answer."""
        rows = list(self.relation.rows(view, given))
        if self.where is not None:
            where = self.where
            rows = [row for row in rows if where(row, given)]
        if self.aggregates:
            rows = [tuple(folded(aggregate, rows, given) for aggregate in self.aggregates)]
        for key in reversed(self.keys):
            key.sort(rows, given)
        if self.window is not None:
            rows = self.window.of(rows, given)
        cells = [output.value.evaluate for output in self.outputs]
        return Reply(
            columns=tuple(output.name for output in self.outputs),
            types=tuple(output.value.type.name for output in self.outputs),
            rows=tuple([tuple([cell(row, given) for cell in cells]) for row in rows]),
        )


def folded(aggregate: Aggregate, rows: list[Row], given: Row) -> Value:
    """Return what an aggregate makes of all rows (SQL-070)."""
    operand = aggregate.operand
    if operand is None:
        return len(rows)
    values: list[Value] = [value for row in rows if (value := operand(row, given)) is not None]
    return aggregate.fold(values)


def planned(select: s.Select, view: View, parameters: tuple[SqlType, ...]) -> Query:
    """Return a SELECT over the tables as they are now."""
    scope = scope_of(select.source, view, parameters)
    gathering = Gathering()
    listing = replace(scope, gathering=gathering)
    outputs = tuple(output for item in select.items for output in outputs_of(item, listing))
    keys = tuple(sort_key(sort, outputs, listing) for sort in select.order)
    if gathering.aggregates and gathering.columns:
        what = f'column "{gathering.columns[0]}"'
        where = "beside an aggregate"
        raise GroupingError(what, where)
    return Query(
        relation=relation(select, view, scope),
        where=None if select.where is None else held(select.where, scope),
        aggregates=tuple(gathering.aggregates),
        outputs=outputs,
        keys=keys,
        window=window(select.page, scope),
    )


def held(where: e.Expression, scope: Scope) -> Evaluate:
    """Return the condition of a WHERE."""
    return condition(compiled(where, scope), "the argument of WHERE").evaluate


def outputs_of(item: s.Item | s.Star, scope: Scope) -> Iterator[Output]:
    """Yield the columns that one element of a SELECT list gives."""
    match item:
        case s.Star():
            if scope.qualifier is None:
                raise ColumnReferenceError("*", 0)
            for name, _ in scope.columns:
                expression = e.ColumnName(name)
                yield Output(name, shown(compiled(expression, scope)), expression)
        case s.Item(expression, alias):
            value = shown(compiled(expression, scope))
            yield Output(alias or name_of(expression), value, expression)


def shown(value: Compiled) -> Compiled:
    """Return an expression as a column of a reply: a literal in quotes is TEXT (SQL-064)."""
    return converted(value, TEXT) if value.type == UNKNOWN else value
