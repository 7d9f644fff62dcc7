"""What a wrong engine reads instead of the rows of a table or of the catalog (SQL-063)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helios_ref.engine.queries.relation import Nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from helios_ref.engine.queries.query import Query
    from helios_ref.engine.view import View
    from helios_ref.tables.read_tables import Row

    Read = Callable[[View, Row], Iterable[Row]]


class Instead(Nothing, frozen=True):
    """A relation of other rows."""

    read: Read

    def rows(self, view: View, given: Row) -> Iterable[Row]:
        """Return the other rows."""
        return self.read(view, given)


def reading(query: Query, change: Callable[[View, list[Row]], Iterable[Row]]) -> Query:
    """Return a query that reads what something makes of the rows that it would read."""
    right = query.relation
    read = Instead(lambda view, given: change(view, list(right.rows(view, given))))
    return replace(query, relation=read)
