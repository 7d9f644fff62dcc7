"""Syntax records of statements (02-sql)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helios_ref.sql.expressions import Expression, Spelled, TypeName


@dataclass(frozen=True, slots=True)
class NotNull:
    """NOT NULL, or NULL alone."""

    negated: bool
    """Whether it is NULL alone, which says what holds anyway."""


@dataclass(frozen=True, slots=True)
class DefaultValue:
    """DEFAULT of a column."""

    value: Spelled


@dataclass(frozen=True, slots=True)
class Key:
    """PRIMARY KEY or UNIQUE."""

    primary: bool
    columns: tuple[str, ...] = ()
    """None where it stands at its column."""


@dataclass(frozen=True, slots=True)
class Check:
    """CHECK."""

    condition: Spelled


@dataclass(frozen=True, slots=True)
class Constraint:
    """A rule of a column or of a table, perhaps with a name."""

    name: str | None
    rule: NotNull | DefaultValue | Key | Check


@dataclass(frozen=True, slots=True)
class ColumnDefinition:
    """A column with its rules, in the order of the text."""

    name: str
    type: TypeName
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class CreateTable:
    """CREATE TABLE."""

    if_not_exists: bool
    table: str
    elements: tuple[ColumnDefinition | Constraint, ...]
    """In the order of the text."""


@dataclass(frozen=True, slots=True)
class AddColumn:
    """ALTER TABLE … ADD COLUMN."""

    if_not_exists: bool
    column: ColumnDefinition


@dataclass(frozen=True, slots=True)
class AddConstraint:
    """ALTER TABLE … ADD a constraint."""

    constraint: Constraint


@dataclass(frozen=True, slots=True)
class DropColumn:
    """ALTER TABLE … DROP COLUMN."""

    if_exists: bool
    column: str


@dataclass(frozen=True, slots=True)
class DropConstraint:
    """ALTER TABLE … DROP CONSTRAINT."""

    if_exists: bool
    constraint: str


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """ALTER TABLE … RENAME COLUMN."""

    column: str
    new: str


@dataclass(frozen=True, slots=True)
class RenameTable:
    """ALTER TABLE … RENAME TO."""

    new: str


@dataclass(frozen=True, slots=True)
class AlterDefault:
    """ALTER TABLE … ALTER COLUMN … SET or DROP DEFAULT."""

    column: str
    value: Spelled | None


@dataclass(frozen=True, slots=True)
class AlterNull:
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


@dataclass(frozen=True, slots=True)
class AlterTable:
    """ALTER TABLE."""

    if_exists: bool
    table: str
    alteration: Alteration


@dataclass(frozen=True, slots=True)
class CreateIndex:
    """CREATE INDEX."""

    unique: bool
    if_not_exists: bool
    name: str | None
    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DropIndex:
    """DROP INDEX."""

    if_exists: bool
    index: str


@dataclass(frozen=True, slots=True)
class DropTable:
    """DROP TABLE."""

    if_exists: bool
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truncate:
    """TRUNCATE."""

    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Default:
    """The word DEFAULT in the place of a value."""


Rows = tuple[tuple["Expression | Default", ...], ...]
"""The rows of a VALUES; one without values means DEFAULT VALUES."""


@dataclass(frozen=True, slots=True)
class Insert:
    """INSERT."""

    table: str
    columns: tuple[str, ...] | None
    source: Rows | Select
    returning: tuple[Item | Star, ...] | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A column and the value that UPDATE gives it."""

    column: str
    value: Expression | Default


@dataclass(frozen=True, slots=True)
class Update:
    """UPDATE."""

    table: str
    assignments: tuple[Assignment, ...]
    where: Expression | None
    returning: tuple[Item | Star, ...] | None


@dataclass(frozen=True, slots=True)
class Delete:
    """DELETE."""

    table: str
    where: Expression | None
    returning: tuple[Item | Star, ...] | None


@dataclass(frozen=True, slots=True)
class Star:
    """All columns, perhaps with the table that they are of."""

    table: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One expression of a SELECT list, perhaps with a name."""

    expression: Expression
    alias: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """The table that a SELECT reads."""

    table: str
    branch: str | None = None
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class Sort:
    """One key of ORDER BY."""

    expression: Expression
    descending: bool
    nulls_first: bool


@dataclass(frozen=True, slots=True)
class Page:
    """LIMIT and OFFSET."""

    limit: Expression | None = None
    offset: Expression | None = None


@dataclass(frozen=True, slots=True)
class Select:
    """SELECT."""

    distinct: bool
    items: tuple[Item | Star, ...]
    source: Source | None
    where: Expression | None
    order: tuple[Sort, ...] = ()
    page: Page = Page()


@dataclass(frozen=True, slots=True)
class Begin:
    """BEGIN."""


@dataclass(frozen=True, slots=True)
class Commit:
    """COMMIT."""


@dataclass(frozen=True, slots=True)
class Rollback:
    """ROLLBACK."""


@dataclass(frozen=True, slots=True)
class CreateBranch:
    """CREATE DATABASE BRANCH."""

    branch: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class UseBranch:
    """USE BRANCH."""

    branch: str


@dataclass(frozen=True, slots=True)
class ShowBranches:
    """SHOW BRANCHES."""


@dataclass(frozen=True, slots=True)
class DropBranch:
    """DROP DATABASE BRANCH."""

    if_exists: bool
    branch: str


@dataclass(frozen=True, slots=True)
class Backup:
    """BACKUP DATABASE."""

    incremental: bool
    path: str | None


@dataclass(frozen=True, slots=True)
class Restore:
    """RESTORE DATABASE."""

    source: str
    """An ID, or the path of a file (RST-004, RST-005)."""

    branch: str | None


Definition = CreateTable | DropTable | Truncate | AlterTable | CreateIndex | DropIndex
"""Statements that change what tables there are."""

Change = Insert | Update | Delete
"""Statements that change rows."""

Ending = Begin | Commit | Rollback
"""Statements that begin or end a transaction."""

BranchStatement = CreateBranch | UseBranch | ShowBranches | DropBranch
"""Statements about branches."""

Worked = Definition | Change | Select
"""Statements that do their work in a transaction."""

Statement = Worked | Ending | BranchStatement | Backup | Restore
"""One statement."""
