"""SELECT: rows found, conditions, expressions, order, and a page of them (SQL-063 to SQL-068)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec import structs

from helios_ref.engine.expressions.aggregates import Aggregate
from helios_ref.engine.expressions.compile_expression import compiled
from helios_ref.engine.expressions.evaluator import Evaluate
from helios_ref.engine.expressions.logic import condition
from helios_ref.engine.expressions.scope import Gathering, Scope
from helios_ref.engine.expressions.type_coercion import typed
from helios_ref.engine.queries.column_names import name_of
from helios_ref.engine.queries.order_by import SortKey, Window, sort_key, window
from helios_ref.engine.queries.relation import Relation, relation, scope_of
from helios_ref.engine.queries.select_list import Listing, Output, listed
from helios_ref.engine.view import View
from helios_ref.errors import (
    ColumnReferenceError,
    GroupingError,
    UndefinedColumnError,
    UndefinedFunctionError,
)
from helios_ref.reply import Reply
from helios_ref.sql import expressions as e
from helios_ref.sql import syntax as s
from helios_ref.tables.read_tables import Row
from helios_ref.types import OrderKey, SqlType, Value, order_key


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT, ready to run."""

    relation: Relation
    where: Evaluate | None
    aggregates: tuple[Aggregate, ...]
    listing: Listing
    distinct: bool
    keys: tuple[SortKey, ...]
    window: Window | None

    def run(self, view: View, given: Row) -> Reply:
        """Return the rows of the answer; each part is evaluated where SQL-120 says."""
        found = self.relation.rows(view, given)
        where = self.where
        if where is None and not (self.aggregates or self.distinct or self.keys or self.window):
            return self.listing.reply(found, given)  # one after the other: none is held twice
        rows = list(found) if where is None else [row for row in found if where(row, given)]
        if self.aggregates:
            rows = [tuple(folded(aggregate, rows, given) for aggregate in self.aggregates)]
        if self.distinct:
            rows = self.without_duplicates(rows, given)
        for key in reversed(self.keys):
            key.sort(rows, given)
        if self.window is not None:
            rows = self.window(rows, given)
        return self.listing.reply(rows, given)

    def without_duplicates(self, rows: list[Row], given: Row) -> list[Row]:
        """Return the first of all rows that give the same reply (SQL-068)."""
        first: dict[tuple[OrderKey, ...], Row] = {}
        for row in rows:
            cells = [output.value.evaluate(row, given) for output in self.listing.outputs]
            first.setdefault(tuple(map(order_key, cells)), row)
        return list(first.values())


def folded(aggregate: Aggregate, rows: list[Row], given: Row) -> Value:
    """Return what an aggregate makes of all rows (SQL-070)."""
    operand = aggregate.operand
    if operand is None:
        return len(rows)
    column = aggregate.column
    if column is None:
        values = [operand(row, given) for row in rows]
    else:
        values = [row[column] for row in rows]
    return aggregate.fold([value for value in values if value is not None])


def planned(select: s.Select, view: View, parameters: tuple[SqlType, ...]) -> Query:
    """
    Return a SELECT over the tables as they are now.

    To compile fills what it is given: `gathering` gets the aggregates, and the columns beside them;
    `scope` gets the columns that are touched. So the relation, which reads those and no others, is
    made after all that can name one. WHERE and LIMIT have no gathering, and so no aggregates.
    """
    scope = scope_of(select.source, view, parameters)
    gathering = Gathering()
    gathered = structs.replace(scope, gathering=gathering)
    outputs = outputs_of(select.items, gathered)
    keys = tuple(sort_key(sort, outputs, gathered) for sort in select.order)
    if select.distinct:
        check_distinct(outputs, keys)
    if gathering.aggregates and gathering.columns:
        what, place = f'column "{gathering.columns[0]}"', "beside an aggregate"
        raise GroupingError(what, place)
    where = None if select.where is None else where_condition(select.where, scope)
    return Query(
        relation=relation(select, view, scope),
        where=where,
        aggregates=tuple(gathering.aggregates),
        listing=listed(outputs),
        distinct=select.distinct,
        keys=keys,
        window=window(select.page, scope),
    )


def where_condition(where: e.Expression, scope: Scope) -> Evaluate:
    """Return the condition that holds for the rows that a WHERE leaves."""
    return condition(compiled(where, scope), "the argument of WHERE").evaluate


def check_distinct(outputs: tuple[Output, ...], keys: tuple[SortKey, ...]) -> None:
    """Refuse what DISTINCT cannot compare, or cannot be sorted by (SQL-068)."""
    for output in outputs:
        type_ = output.value.type
        if not type_.comparable:
            raise UndefinedFunctionError(f"{type_.name} = {type_.name}")
    compared = {output.value.evaluate for output in outputs}
    if any(key.evaluate not in compared for key in keys):
        refusal = ColumnReferenceError("an ORDER BY beside DISTINCT", len(outputs))
        raise refusal.advised("ORDER BY what stands in the list of the SELECT")


def outputs_of(items: tuple[s.Item | s.Star, ...], scope: Scope) -> tuple[Output, ...]:
    """Return the columns that a SELECT list or RETURNING gives."""
    return tuple(output for item in items for output in columns_of(item, scope))


def columns_of(item: s.Item | s.Star, scope: Scope) -> Iterator[Output]:
    """Yield the columns that one element of a list gives."""
    match item:
        case s.Star(table):
            if scope.qualifier is None:
                raise ColumnReferenceError("*", 0).advised("say FROM which table")
            if table not in {None, scope.qualifier}:
                raise UndefinedColumnError(f"{table}.*")
            for name, _ in scope.columns:
                expression = e.ColumnName(name, table)
                yield Output(name, typed(compiled(expression, scope)), expression)
        case s.Item(expression, alias):
            value = typed(compiled(expression, scope))
            yield Output(alias or name_of(expression), value, expression)
