"""Syntax records of statements (02a-grammar)."""

from __future__ import annotations

from msgspec import Struct

from helios_ref.sql.control import Backup, BranchStatement, Ending, Restore
from helios_ref.sql.expressions import Expression, Spelled, TypeName


class NotNull(Struct, frozen=True):
    """NOT NULL, or NULL alone."""

    negated: bool
    """Whether it is NULL alone, which says what holds anyway."""


class DefaultValue(Struct, frozen=True):
    """DEFAULT of a column."""

    value: Spelled


class Key(Struct, frozen=True):
    """PRIMARY KEY or UNIQUE."""

    primary: bool
    columns: tuple[str, ...] = ()
    """None where it stands at its column."""


class Check(Struct, frozen=True):
    """CHECK."""

    condition: Spelled


class Constraint(Struct, frozen=True):
    """A rule of a column or of a table, perhaps with a name."""

    name: str | None
    rule: NotNull | DefaultValue | Key | Check


class ColumnDefinition(Struct, frozen=True):
    """A column with its rules, in the order of the text."""

    name: str
    type: TypeName
    constraints: tuple[Constraint, ...] = ()


class CreateTable(Struct, frozen=True):
    """CREATE TABLE."""

    if_not_exists: bool
    table: str
    elements: tuple[ColumnDefinition | Constraint, ...]
    """In the order of the text."""


class AddColumn(Struct, frozen=True):
    """ALTER TABLE … ADD COLUMN."""

    if_not_exists: bool
    column: ColumnDefinition


class AddConstraint(Struct, frozen=True):
    """ALTER TABLE … ADD a constraint."""

    constraint: Constraint


class DropColumn(Struct, frozen=True):
    """ALTER TABLE … DROP COLUMN."""

    if_exists: bool
    column: str


class DropConstraint(Struct, frozen=True):
    """ALTER TABLE … DROP CONSTRAINT."""

    if_exists: bool
    constraint: str


class RenameColumn(Struct, frozen=True):
    """ALTER TABLE … RENAME COLUMN."""

    column: str
    new: str


class RenameTable(Struct, frozen=True):
    """ALTER TABLE … RENAME TO."""

    new: str


class AlterDefault(Struct, frozen=True):
    """ALTER TABLE … ALTER COLUMN … SET or DROP DEFAULT."""

    column: str
    value: Spelled | None


class AlterNull(Struct, frozen=True):
    """ALTER TABLE … ALTER COLUMN … SET or DROP NOT NULL."""

    column: str
    not_null: bool


Alteration = (
    AddColumn
    | AddConstraint
    | DropColumn
    | DropConstraint
    | RenameColumn
    | RenameTable
    | AlterDefault
    | AlterNull
)


class AlterTable(Struct, frozen=True):
    """ALTER TABLE."""

    if_exists: bool
    table: str
    alteration: Alteration


class CreateIndex(Struct, frozen=True):
    """CREATE INDEX."""

    unique: bool
    if_not_exists: bool
    name: str | None
    table: str
    columns: tuple[str, ...]


class DropIndex(Struct, frozen=True):
    """DROP INDEX."""

    if_exists: bool
    index: str


class DropTable(Struct, frozen=True):
    """DROP TABLE."""

    if_exists: bool
    tables: tuple[str, ...]


class Truncate(Struct, frozen=True):
    """TRUNCATE."""

    tables: tuple[str, ...]


class Default(Struct, frozen=True):
    """The word DEFAULT in the place of a value."""


Rows = tuple[tuple["Expression | Default", ...], ...]
"""The rows of a VALUES; one without values means DEFAULT VALUES."""


class Insert(Struct, frozen=True):
    """INSERT."""

    table: str
    columns: tuple[str, ...] | None
    source: Rows | Select
    returning: tuple[Item | Star, ...] | None


class Assignment(Struct, frozen=True):
    """A column and the value that UPDATE gives it."""

    column: str
    value: Expression | Default


class Update(Struct, frozen=True):
    """UPDATE."""

    table: str
    assignments: tuple[Assignment, ...]
    where: Expression | None
    returning: tuple[Item | Star, ...] | None


class Delete(Struct, frozen=True):
    """DELETE."""

    table: str
    where: Expression | None
    returning: tuple[Item | Star, ...] | None


class Star(Struct, frozen=True):
    """All columns, perhaps with the table that they are of."""

    table: str | None = None


class Item(Struct, frozen=True):
    """One expression of a SELECT list, perhaps with a name."""

    expression: Expression
    alias: str | None


class Source(Struct, frozen=True):
    """The table that a SELECT reads."""

    table: str
    branch: str | None = None
    alias: str | None = None


class Sort(Struct, frozen=True):
    """One key of ORDER BY."""

    expression: Expression
    descending: bool
    nulls_first: bool


class Page(Struct, frozen=True):
    """LIMIT and OFFSET."""

    limit: Expression | None = None
    offset: Expression | None = None


class Select(Struct, frozen=True):
    """SELECT."""

    distinct: bool
    items: tuple[Item | Star, ...]
    source: Source | None
    where: Expression | None
    order: tuple[Sort, ...] = ()
    page: Page = Page()


Definition = CreateTable | DropTable | Truncate | AlterTable | CreateIndex | DropIndex
"""Statements that change what tables there are."""

Change = Insert | Update | Delete
"""Statements that change rows."""

Worked = Definition | Change | Select
"""Statements that do their work in a transaction."""

Statement = Worked | Ending | BranchStatement | Backup | Restore
"""One statement."""
