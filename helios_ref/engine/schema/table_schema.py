"""The schema that definitions describe: columns, keys and checks (SQL-080 to SQL-084)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from helios_ref import errors
from helios_ref.engine.changes.defaults_and_checks import checked_condition, checked_default
from helios_ref.engine.expressions.column_refs import mentioned
from helios_ref.sql import syntax as s
from helios_ref.tables.names import checked_name
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
    rules = merged(rule for part in statement.elements for rule in constraints_of(part))
    return with_constraints(table, rules)


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
    places: dict[tuple[str, ...], int] = {}
    for rule in rules:
        columns = rule.rule.columns if isinstance(rule.rule, s.Key) else ()
        place = places.get(columns)
        one = None if place is None else united(kept[place], rule)
        if place is not None and one is not None:
            kept[place] = one
            continue
        if columns:
            places.setdefault(columns, len(kept))
        kept.append(rule)
    return kept


def united(first: s.Constraint, second: s.Constraint) -> s.Constraint | None:
    """Return the one key that two of the same columns make, or None where both stay."""
    match first.rule, second.rule:
        case s.Key(True), s.Key(True):
            return None
        case s.Key(), s.Key(primary):
            kept, gone = (second, first) if primary else (first, second)
            return s.Constraint(kept.name or gone.name, kept.rule)
        case _:
            return None


def with_constraints(table: Table, constraints: Iterable[s.Constraint]) -> Table:
    """Return a table with more keys and checks (SQL-083, SQL-084)."""
    adding = Adding(table)
    for constraint in constraints:
        match constraint.rule:
            case s.Key(primary, columns):
                kind = IndexKind.PRIMARY if primary else IndexKind.UNIQUE
                adding.index(constraint.name, kind, columns)
            case s.Check(condition):
                adding.check(constraint.name, condition.text)
            case s.NotNull() | s.DefaultValue():
                raise AssertionError(constraint)
    return adding.table()


def with_index(table: Table, name: str | None, kind: IndexKind, columns: tuple[str, ...]) -> Table:
    """Return a table with one more index."""
    adding = Adding(table)
    adding.index(name, kind, columns)
    return adding.table()


class Adding:
    """A table while indexes and checks are added to it, so that what follows is found out once."""

    __slots__ = ("_asked", "_checks", "_indexes", "_keys", "_old", "_places", "_strict", "_taken")

    def __init__(self, table: Table) -> None:
        """Begin with the indexes and checks that the table has."""
        schema = table.schema
        self._old = table
        self._indexes, self._checks = list(schema.indexes), list(schema.checks)
        self._places = {column.name: place for place, column in enumerate(schema.columns)}
        self._strict: set[int] = set()
        self._keys = {index.name for index in schema.indexes}
        self._taken = self._keys | {check.name for check in schema.checks}
        self._asked: Counter[tuple[tuple[str, ...], str]] = Counter()
        """How often a name was chosen for these columns and this suffix."""

    def index(self, name: str | None, kind: IndexKind, columns: tuple[str, ...]) -> None:
        """Add an index; its columns are NOT NULL in a primary key."""
        places = self._positions(columns)
        primary = kind is IndexKind.PRIMARY
        if primary and any(index.primary for index in self._indexes):
            reason = "it would have two primary keys"
            raise errors.InvalidTableDefinitionError(self._old.name, reason)
        suffix = {IndexKind.PRIMARY: "pkey", IndexKind.UNIQUE: "key"}.get(kind, "idx")
        chosen = self._name(name, () if primary else columns, suffix)
        self._keys.add(chosen)
        self._indexes.append(Index(chosen, kind, places))
        if primary:
            self._strict.update(places)

    def check(self, name: str | None, text: str) -> None:
        """Add a CHECK, whose condition comes before its name (SQL-084)."""
        checked_condition(self._old, text)
        columns = sorted({mention.name for mention in mentioned(text)})
        chosen = self._name(name, tuple(columns) if len(columns) == 1 else (), "check")
        self._checks.append(CheckConstraint(chosen, text))

    def table(self) -> Table:
        """Return the table with all of them."""
        schema = self._old.schema
        columns = tuple(
            replace(column, not_null=True) if place in self._strict else column
            for place, column in enumerate(schema.columns)
        )
        return Table(self._old.name, Schema(columns, tuple(self._indexes), tuple(self._checks)))

    def _name(self, name: str | None, columns: tuple[str, ...], suffix: str) -> str:
        """Return the name of a constraint or index, chosen where none was given (MOD-021)."""
        if name is None:
            key = columns, suffix
            name = constraint_name(self._old.name, columns, suffix, self._taken, self._asked[key])
            self._asked[key] += 1
        elif name in self._keys and suffix != "check":
            raise errors.DuplicateTableError(name)
        elif name in self._taken:
            raise errors.DuplicateObjectError("constraint", name, self._old.name)
        self._taken.add(checked_name(name))
        return name

    def _positions(self, spelled: tuple[str, ...]) -> tuple[int, ...]:
        """Return where the columns of an index stand; JSON has no order (MOD-014)."""
        for name in distinct(spelled):
            if name not in self._places:
                raise errors.UndefinedColumnError(name).unless_meant(name, self._places)
        places = tuple(self._places[name] for name in spelled)
        for place in places:
            type_ = self._old.schema.columns[place].type
            if not type_.comparable:
                unordered = errors.UndefinedObjectError("an order of type", type_.name)
                raise unordered.advised("leave the column out of keys and indexes")
        return places
