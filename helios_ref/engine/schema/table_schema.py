"""The schema that definitions describe: columns, keys and checks (SQL-080 to SQL-084)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from helios_ref import errors
from helios_ref.engine.changes.defaults_and_checks import checked_condition, checked_default
from helios_ref.engine.expressions.column_refs import mentioned
from helios_ref.sql import syntax as s
from helios_ref.tables.names import MAX_NAME, is_name
from helios_ref.tables.schema import (
    MAX_COLUMNS,
    CheckConstraint,
    Column,
    Index,
    IndexKind,
    Schema,
    constraint_name,
)
from helios_ref.tables.table import Table
from helios_ref.types import canonical


def checked_name(name: str) -> str:
    """Return a name that something new may have (MOD-040)."""
    if not is_name(name):
        raise errors.NameTooLongError(name, MAX_NAME)
    return name


def distinct(names: Sequence[str]) -> Sequence[str]:
    """Return the names of columns, each of which stands there once."""
    seen = set()
    for name in names:
        if name in seen:
            raise errors.DuplicateColumnError(name)
        seen.add(name)
    return names


def described_table(statement: s.CreateTable) -> Table:
    """Return the table that a CREATE TABLE describes (MOD-021)."""
    definitions = [part for part in statement.elements if isinstance(part, s.ColumnDefinition)]
    table = with_columns(Table(statement.table, Schema()), definitions)
    for rule in merged(rule for part in statement.elements for rule in constraints_of(part)):
        table = with_constraint(table, rule)
    return table


def with_columns(table: Table, definitions: Sequence[s.ColumnDefinition]) -> Table:
    """Return a table with more columns, without their constraints."""
    added = [column_of(table.name, definition) for definition in definitions]
    columns = (*table.schema.columns, *added)
    if len(columns) > MAX_COLUMNS:
        raise errors.ProgramLimitError(f'the columns of "{table.name}"', len(columns), MAX_COLUMNS)
    distinct([column.name for column in columns])
    return Table(table.name, replace(table.schema, columns=columns))


def column_of(table: str, definition: s.ColumnDefinition) -> Column:
    """Return a column whose rules do not contradict each other (SQL-082)."""
    rules = [constraint.rule for constraint in definition.constraints]
    defaults = [rule.value.text for rule in rules if isinstance(rule, s.DefaultValue)]
    nulls = {rule.negated for rule in rules if isinstance(rule, s.NotNull)}
    type_ = canonical(definition.type.name, definition.type.modifiers)
    strict = type_.serial or False in nulls
    primary = any(isinstance(rule, s.Key) and rule.primary for rule in rules)
    if len(defaults) + type_.serial > 1:
        raise errors.InvalidTableDefinitionError(
            table, f'column "{definition.name}" has two defaults'
        )
    if True in nulls and (strict or primary):
        reason = f'column "{definition.name}" is both NULL and NOT NULL'
        raise errors.InvalidTableDefinitionError(table, reason)
    text = defaults[0] if defaults else None
    return checked_default(Column(checked_name(definition.name), type_, strict, text))


def constraints_of(element: s.ColumnDefinition | s.Constraint) -> Iterator[s.Constraint]:
    """Yield the keys and checks of an element, as constraints of the table."""
    if isinstance(element, s.Constraint):
        yield element
        return
    for constraint in element.constraints:
        match constraint.rule:
            case s.Key(primary):
                yield s.Constraint(constraint.name, s.Key(primary, (element.name,)))
            case s.Check():
                yield constraint
            case s.NotNull() | s.DefaultValue():
                pass


def merged(rules: Iterable[s.Constraint]) -> list[s.Constraint]:
    """Return rules with one key for several over the same columns (SQL-083)."""
    kept: list[s.Constraint] = []
    for rule in rules:
        for place, other in enumerate(kept):
            if (one := united(other, rule)) is not None:
                kept[place] = one
                break
        else:
            kept.append(rule)
    return kept


def united(first: s.Constraint, second: s.Constraint) -> s.Constraint | None:
    """Return the one key that two rules make, or None where both stay."""
    match first.rule, second.rule:
        case s.Key(True), s.Key(True):
            return None
        case s.Key(_, columns), s.Key(primary, others) if columns == others:
            kept, gone = (second, first) if primary else (first, second)
            return s.Constraint(kept.name or gone.name, kept.rule)
        case _:
            return None


def with_constraint(table: Table, constraint: s.Constraint) -> Table:
    """Return a table with one more key or check (SQL-083, SQL-084)."""
    match constraint.rule:
        case s.Key(primary, columns):
            kind = IndexKind.PRIMARY if primary else IndexKind.UNIQUE
            return with_index(table, constraint.name, kind, columns)
        case s.Check(condition):
            return with_check(table, constraint.name, condition.text)
        case s.NotNull() | s.DefaultValue():
            raise AssertionError(constraint)


def with_index(table: Table, name: str | None, kind: IndexKind, columns: tuple[str, ...]) -> Table:
    """Return a table with one more index; its columns are NOT NULL in a primary key."""
    schema = table.schema
    places = index_columns(schema, columns)
    primary = kind is IndexKind.PRIMARY
    if primary and any(index.primary for index in schema.indexes):
        raise errors.InvalidTableDefinitionError(table.name, "it would have two primary keys")
    suffix = {IndexKind.PRIMARY: "pkey", IndexKind.UNIQUE: "key"}.get(kind, "idx")
    chosen = new_name(table, name, () if primary else columns, suffix)
    strict = tuple(
        replace(column, not_null=column.not_null or (primary and place in places))
        for place, column in enumerate(schema.columns)
    )
    indexes = (*schema.indexes, Index(chosen, kind, places))
    return Table(table.name, Schema(strict, indexes, schema.checks))


def with_check(table: Table, name: str | None, text: str) -> Table:
    """Return a table with one more CHECK, whose condition comes before its name (SQL-084)."""
    checked_condition(table, text)
    columns = sorted({mention.name for mention in mentioned(text)})
    chosen = new_name(table, name, columns if len(columns) == 1 else (), "check")
    checks = (*table.schema.checks, CheckConstraint(chosen, text))
    return Table(table.name, replace(table.schema, checks=checks))


def new_name(table: Table, name: str | None, columns: Sequence[str], suffix: str) -> str:
    """Return the name of a constraint or index, chosen where none was given (MOD-021)."""
    schema = table.schema
    indexes = [index.name for index in schema.indexes]
    taken = [*indexes, *[check.name for check in schema.checks]]
    if name is None:
        return constraint_name(table.name, columns, suffix, taken)
    if name in indexes and suffix != "check":
        raise errors.DuplicateTableError(name)
    if name in taken:
        raise errors.DuplicateObjectError("constraint", name, table.name)
    return checked_name(name)


def index_columns(schema: Schema, spelled: tuple[str, ...]) -> tuple[int, ...]:
    """Return where the columns of an index stand; JSON has no order (MOD-014)."""
    names = [column.name for column in schema.columns]
    for name in distinct(spelled):
        if name not in names:
            raise errors.UndefinedColumnError(name).unless_meant(name, names)
    places = tuple(names.index(name) for name in spelled)
    for place in places:
        if not schema.columns[place].type.comparable:
            raise errors.UndefinedObjectError("an order of type", schema.columns[place].type.name)
    return places
