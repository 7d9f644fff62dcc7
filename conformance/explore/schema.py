"""What a table demands of its rows: columns, indexes and checks (MOD-021)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conformance.explore.values import CHECKS, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from conformance.explore.values import ModelRow

NAMES = ("id", "name", "c", "d", '"Gr\u00f6\u00dfe %:"', "f", "g", "h", "k", "l", "m", "n", "o")
"""Names of columns, in the order in which they are given."""


@dataclass(frozen=True, slots=True)
class ModelColumn:
    """A column; `serial` ones count by themselves."""

    name: str
    kind: str
    not_null: bool = False
    default: Literal | None = None

    @property
    def label(self) -> str:
        """What replies call it."""
        return self.name.strip('"')

    @property
    def definition(self) -> str:
        """Its text in a CREATE TABLE."""
        default = "" if self.default is None else f" DEFAULT {self.default.sql}"
        return f"{self.name} {self.kind.upper()}{default}{' NOT NULL' * self.not_null}"


@dataclass(frozen=True, slots=True)
class ModelIndex:
    """A key, a unique constraint or an index."""

    name: str
    kind: str
    """As in a schema: `primary`, `unique`, `unique index` or `index`."""

    columns: tuple[str, ...]

    @property
    def unique(self) -> bool:
        """Whether no two rows may have equal values."""
        return self.kind != "index"

    @property
    def definition(self) -> str:
        """Its text in a CREATE TABLE."""
        word = "PRIMARY KEY" if self.kind == "primary" else "UNIQUE"
        return f"{word} ({', '.join(self.columns)})"


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """A CHECK of one column."""

    name: str
    column: str
    kind: str

    @property
    def definition(self) -> str:
        """Its text in a CREATE TABLE."""
        return f"CHECK ({CHECKS[self.kind][0].format(column=self.column)})"


@dataclass(frozen=True, slots=True)
class ModelSchema:
    """The value of a table's schema key."""

    columns: tuple[ModelColumn, ...]
    indexes: tuple[ModelIndex, ...] = ()
    checks: tuple[ModelCheck, ...] = ()

    def place(self, name: str) -> int:
        """Return the position of a column."""
        return [column.name for column in self.columns].index(name)

    def column(self, number: int) -> ModelColumn:
        """Return one of the columns, whatever the number."""
        return self.columns[number % len(self.columns)]

    @property
    def serials(self) -> tuple[str, ...]:
        """Columns that count by themselves."""
        return tuple(column.name for column in self.columns if column.kind == "serial")

    @property
    def fresh(self) -> str | None:
        """A name that no column has; None where names are used up."""
        taken = {column.name for column in self.columns}
        return next((name for name in NAMES if name not in taken), None)

    def with_column(self, changed: ModelColumn, was: str | None = None) -> ModelSchema:
        """Return the schema with a column that is changed."""
        name = was or changed.name
        return replace(
            self, columns=tuple(changed if one.name == name else one for one in self.columns)
        )

    def broken(self, row: ModelRow, unread: Collection[str] = ()) -> set[str]:
        """Return with what a row is refused by itself, but for some columns (SQL-074)."""
        codes: set[str] = set()
        for column, cell in zip(self.columns, row, strict=True):
            if cell is None and column.not_null and column.name not in unread:
                codes.add("NOT_NULL_VIOLATION")
        for check in self.checks:
            cell = row[self.place(check.column)]
            if cell is not None and not CHECKS[check.kind][1](cell):
                codes.add("CHECK_VIOLATION")
        return codes


def key_name(table: str, columns: Sequence[str], kind: str) -> str:
    """Return how a key is called that was given no name (MOD-021)."""
    plain = table.strip('"')
    joined = "_".join(name.strip('"') for name in columns)
    return f"{plain}_pkey" if kind == "primary" else f"{plain}_{joined}_key"


def check_name(table: str, column: str) -> str:
    """Return how a CHECK is called that was given no name (MOD-021)."""
    return f"{table.strip(chr(34))}_{column.strip(chr(34))}_check"
