"""What names and parameters mean where an expression stands (SQL-036)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from msgspec import Struct, field

from helios_ref import errors
from helios_ref.engine.expressions.aggregates import Aggregate
from helios_ref.engine.expressions.evaluator import Compiled, Evaluate
from helios_ref.tables.read_tables import Row
from helios_ref.types import BIGINT, INTEGER, NUMERIC, TIMESTAMP, TYPES, UNKNOWN, SqlType, Value

EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001  # a TIMESTAMP has no zone

GIVEN: Final = {type_.python: type_ for type_ in TYPES.values() if type_.python not in {int, str}}
"""The types of values given for parameters, the widest of each; the others are found below."""


class Gathering(Struct):
    """What a SELECT list was found to need while it was compiled."""

    aggregates: list[Aggregate] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    """Names of columns that stand outside of aggregates."""


class Scope(Struct, frozen=True):
    """The columns, parameters and aggregates that an expression may name."""

    columns: tuple[tuple[str, SqlType], ...] = ()
    qualifier: str | None = None
    """What may stand before a column and a point."""

    parameters: tuple[SqlType, ...] = ()
    gathering: Gathering | None = None
    """Where aggregates may stand."""

    touched: set[int] = field(default_factory=set)
    """Grows by the position of each column that an expression names."""

    def column(self, name: str, table: str | None) -> Compiled:
        """Return the column of this name (SQL-036)."""
        if table is not None and table != self.qualifier:
            known = [f"{self.qualifier}.{column}" for column, _ in self.columns]
            full = f"{table}.{name}"
            raise errors.UndefinedColumnError(full).unless_meant(full, known)
        position = self.position(name, table)
        self.touched.add(position)
        if self.gathering is not None:
            self.gathering.columns.append(name)
        return Compiled(self.columns[position][1], column_reader(position), column=position)

    def position(self, name: str, table: str | None = None) -> int:
        """Return where the column of this name stands in a row (SQL-036)."""
        for position, (column, _) in enumerate(self.columns):
            if column == name:
                return position
        known = [column for column, _ in self.columns]
        spelled = name if table is None else f"{table}.{name}"
        raise errors.UndefinedColumnError(spelled).unless_meant(name, known)

    def parameter(self, position: int) -> Compiled:
        """Return the value given for `$position` (SQL-014)."""
        if position > len(self.parameters):
            raise errors.UndefinedParameterError(position, len(self.parameters))
        type_, index = self.parameters[position - 1], position - 1
        if type_ == NUMERIC:  # it may have been given as an int
            return Compiled(type_, lambda _row, given: exact(given[index]), free=True)
        return Compiled(type_, lambda _row, given: given[index], free=True)

    def now(self) -> Compiled:
        """Return the moment of the transaction, which is the last thing given (SQL-062)."""
        return Compiled(TIMESTAMP, lambda _row, given: moment(given[-1]), free=True)

    def gathered(self, aggregate: Aggregate, what: str) -> Compiled:
        """Return what an aggregate will give for the rows of the query (SQL-070)."""
        if self.gathering is None:
            raise errors.GroupingError(what, "here")
        self.gathering.aggregates.append(aggregate)
        return Compiled(aggregate.type, column_reader(len(self.gathering.aggregates) - 1))


def exact(number: Value) -> Value:
    """Return a number given for a DECIMAL parameter as a decimal."""
    assert isinstance(number, int | Decimal)
    return NUMERIC.fitted(Decimal(number))


def moment(second: Value) -> Value:
    """Return a Unix second as a TIMESTAMP in UTC (SQL-062)."""
    assert isinstance(second, int)
    try:
        return EPOCH + timedelta(seconds=second)
    except OverflowError:
        raise errors.DatetimeRangeError(TIMESTAMP.name, str(second)) from None


def column_reader(position: int) -> Evaluate:
    """Return what reads one value of a row."""

    def evaluate(row: Row, _given: Row) -> Value:
        return row[position]

    return evaluate


def type_of(value: Value) -> SqlType:
    """Return the type of a value that is given for a parameter; text is a literal (SQL-014)."""
    if type(value) is not int:
        return GIVEN.get(type(value), UNKNOWN)
    if INTEGER.low <= value <= INTEGER.high:
        return INTEGER
    return BIGINT if BIGINT.low <= value <= BIGINT.high else NUMERIC
