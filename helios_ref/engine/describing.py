"""The schema that a CREATE TABLE describes (SQL-080 to SQL-084)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.engine.checks import default
from helios_ref.engine.types import named
from helios_ref.errors import (
    DuplicateColumnError,
    DuplicateObjectError,
    InvalidTableDefinitionError,
    NameTooLongError,
    ProgramLimitError,
    UndefinedColumnError,
    UndefinedObjectError,
)
from helios_ref.sql import syntax as s
from helios_ref.tables.keys import MAX_NAME, is_name
from helios_ref.tables.schema import MAX_COLUMNS, Column, Index, IndexKind, Schema, constraint_name
from helios_ref.values import Family

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


def checked_name(name: str) -> str:
    """Return a name that something new may have (MOD-040)."""
    if not is_name(name):
        raise NameTooLongError(name, MAX_NAME)
    return name


def distinct(names: Sequence[str]) -> Sequence[str]:
    """Return the names of columns, each of which stands there once."""
    for place, name in enumerate(names):
        if name in names[:place]:
            raise DuplicateColumnError(name)
    return names


def schema_of(statement: s.CreateTable) -> Schema:
    """Return the schema that a CREATE TABLE describes (MOD-021)."""
    definitions = [part for part in statement.elements if isinstance(part, s.ColumnDefinition)]
    if len(definitions) > MAX_COLUMNS:
        what = f'the columns of "{statement.table}"'
        raise ProgramLimitError(what, len(definitions), MAX_COLUMNS)
    names = distinct([checked_name(definition.name) for definition in definitions])
    keys = list(keys_of(statement))
    primary = {column for _, key in keys if key.primary for column in key.columns}
    columns = tuple(
        column_of(statement.table, definition, primary=definition.name in primary)
        for definition in definitions
    )
    if sum(key.primary for _, key in keys) > 1:
        raise InvalidTableDefinitionError(statement.table, "it would have two primary keys")
    indexes: list[Index] = []
    for name, key in keys:
        kind = IndexKind.PRIMARY if key.primary else IndexKind.UNIQUE
        taken = [index.name for index in indexes]
        places = index_columns(columns, key.columns, names)
        indexes.append(Index(index_name(statement.table, name, key, taken), kind, places))
    return Schema(columns, tuple(indexes))


def keys_of(statement: s.CreateTable) -> Iterator[tuple[str | None, s.Key]]:
    """Yield the keys in the order of the text, with the names that they were given."""
    for element in statement.elements:
        match element:
            case s.Constraint(name, s.Key() as key):
                yield name, key
            case s.ColumnDefinition(column, _, constraints):
                for constraint in constraints:
                    if isinstance(constraint.rule, s.Key):
                        yield constraint.name, s.Key(constraint.rule.primary, (column,))


def index_name(table: str, name: str | None, key: s.Key, taken: Collection[str]) -> str:
    """Return the name of a key, chosen where none was given (MOD-021)."""
    if name is None:
        columns = () if key.primary else key.columns
        return constraint_name(table, columns, "pkey" if key.primary else "key", taken)
    if name in taken:
        kind = "constraint"
        raise DuplicateObjectError(kind, name, table)
    return checked_name(name)


def index_columns(
    columns: Sequence[Column], spelled: Sequence[str], names: Sequence[str]
) -> tuple[int, ...]:
    """Return where the columns of an index stand; JSON has no order (MOD-014)."""
    for name in distinct(spelled):
        if name not in names:
            raise UndefinedColumnError(name)
    places = tuple(names.index(name) for name in spelled)
    for place in places:
        if columns[place].type.family is Family.JSON:
            kind = "an order of type"
            raise UndefinedObjectError(kind, columns[place].type.name)
    return places


def column_of(table: str, definition: s.ColumnDefinition, *, primary: bool) -> Column:
    """Return a column, its rules not contradicting each other."""
    rules = [constraint.rule for constraint in definition.constraints]
    defaults = [rule.value.text for rule in rules if isinstance(rule, s.DefaultValue)]
    nulls = {rule.negated for rule in rules if isinstance(rule, s.NotNull)}
    type_ = named(definition.type)
    if len(defaults) + type_.serial > 1:
        reason = f'column "{definition.name}" has two defaults'
        raise InvalidTableDefinitionError(table, reason)
    strict = False in nulls or primary or type_.serial
    if strict and True in nulls:
        reason = f'column "{definition.name}" is both NULL and NOT NULL'
        raise InvalidTableDefinitionError(table, reason)
    column = Column(definition.name, type_, strict, defaults[0] if defaults else None)
    default(column)
    return column
