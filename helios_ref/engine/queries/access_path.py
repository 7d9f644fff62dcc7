"""How the rows of a table are reached: all of them, or by the keys of an index (SQL-090)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from helios_ref.engine.expressions.comparison import MIRRORED
from helios_ref.engine.expressions.compile_expression import compiled
from helios_ref.engine.expressions.evaluator import Evaluate
from helios_ref.engine.expressions.scope import Scope
from helios_ref.engine.expressions.type_coercion import converted, ground
from helios_ref.errors import HeliosError
from helios_ref.sql import expressions as e
from helios_ref.tables.keys import Bound
from helios_ref.tables.read_tables import Reader, Row, between, fetch, lookup, scan
from helios_ref.tables.schema import Index
from helios_ref.tables.table import Table


class Restriction(Struct, frozen=True):
    """What every row of the answer meets: a column compared with one value."""

    column: int
    sign: str
    value: Evaluate

    def bound(self, given: Row) -> Bound:
        """Return the end of a range that this is."""
        return Bound(self.value((), given), self.sign.endswith("="))


class Path(Struct, frozen=True):
    """Where to look for the rows of the answer; others may be found there too."""

    index: Index | None = None
    """None where every row is looked at."""

    equal: tuple[Restriction, ...] = ()
    """Of the leading columns of the index."""

    lower: Restriction | None = None
    upper: Restriction | None = None
    """Of the column after them."""

    def rows(self, reader: Reader, table: Table, given: Row) -> Iterable[tuple[int, Row]]:
        """Return row ids and rows, by ascending row id."""
        if self.index is None:
            return scan(reader, table)
        try:
            values = [restriction.value((), given) for restriction in self.equal]
            lower = None if self.lower is None else self.lower.bound(given)
            upper = None if self.upper is None else self.upper.bound(given)
        except HeliosError:  # not here, where no row need be compared with it (SQL-095)
            return scan(reader, table)
        if None in values or any(bound and bound.value is None for bound in (lower, upper)):
            return ()  # nothing is equal to NULL, or less, or more
        if lower is None and upper is None:
            found = lookup(reader, table, self.index, values)
        else:
            found = between(reader, table, self.index, values, (lower, upper))
        return fetched(reader, table, sorted(found))


ALL: Final = Path()
"""Look at every row."""


def fetched(reader: Reader, table: Table, row_ids: list[int]) -> Iterator[tuple[int, Row]]:
    """Yield the rows of these ids."""
    for row_id in row_ids:
        row = fetch(reader, table, row_id)
        assert row is not None, "MOD-050"
        yield row_id, row


def path(table: Table, where: e.Expression | None, scope: Scope) -> Path:
    """Return the way to the rows that meet `where` on which the fewest rows stand."""
    if where is None:
        return ALL
    parts = where.parts if isinstance(where, e.And) else (where,)
    found = [known for part in parts for known in restrictions(part, scope)]
    ways = [way for index in table.schema.indexes if (way := through(index, found)) is not None]
    return max(ways, key=merit, default=ALL)


def merit(way: Path) -> tuple[bool, int, int]:
    """Return what makes one way better than another: one row, more columns, both ends."""
    assert way.index is not None
    single = way.index.unique and len(way.equal) == len(way.index.columns)
    return single, len(way.equal), (way.lower is not None) + (way.upper is not None)


def through(index: Index, found: Sequence[Restriction]) -> Path | None:
    """Return the way through an index, or None where it leads nowhere."""
    equal: list[Restriction] = []
    for column in index.columns:
        same = first(found, column, {"="})
        if same is None:
            lower, upper = first(found, column, {">", ">="}), first(found, column, {"<", "<="})
            if not equal and lower is None and upper is None:
                return None
            return Path(index, tuple(equal), lower, upper)
        equal.append(same)
    return Path(index, tuple(equal))


def first(found: Sequence[Restriction], column: int, signs: set[str]) -> Restriction | None:
    """Return the first restriction of a column by one of these signs."""
    return next((known for known in found if known.column == column and known.sign in signs), None)


def restrictions(part: e.Expression, scope: Scope) -> Iterator[Restriction]:
    """Yield what one condition says of single columns, in the column's own type."""
    match part:
        case e.Binary(sign, left, right) if sign in MIRRORED:
            yield from compared(sign, left, right, scope)
            yield from compared(MIRRORED[sign], right, left, scope)
        case e.Between(operand, False, low, high):
            yield from compared(">=", operand, low, scope)
            yield from compared("<=", operand, high, scope)
        case _:
            return


def compared(
    sign: str, left: e.Expression, right: e.Expression, scope: Scope
) -> Iterator[Restriction]:
    """Yield the restriction that a column on the left meets, if the right has one value."""
    if not isinstance(left, e.ColumnName):
        return
    column, value = compiled(left, scope), compiled(right, scope)
    type_ = ground(column, value)
    if value.free and type_ is not None and type(type_) is type(column.type):
        position = scope.position(left.name)
        yield Restriction(position, sign, converted(value, type_).evaluate)
