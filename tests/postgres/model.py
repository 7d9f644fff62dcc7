"""What tables there are, as the judge's catalog tells after each statement that changes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.postgres.answers import Statement, Told
from tests.postgres.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.postgres.answers import Row
    from tests.postgres.run import Side


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    """As a statement must spell it."""

    kind: str
    bounded: bool
    """Whether its type has modifiers."""

    not_null: bool = False
    default: bool = False
    counted: bool = False
    """Whether a counter gives its default."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint, or an index that is none."""

    name: str
    kind: str
    """`p`, `u`, `c` as the catalog has it; `i` for an index, `x` for a unique one."""

    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns and rules."""

    oid: str
    name: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def key(self) -> tuple[Column, ...]:
        """The columns of the primary key, or none."""
        names = next((rule.columns for rule in self.rules if rule.kind == "p"), frozenset())
        return tuple(column for column in self.columns if column.name in names)

    @property
    def unique(self) -> frozenset[str]:
        """Columns on which the rows may not agree."""
        return frozenset().union(*[rule.columns for rule in self.rules if rule.kind in "pux"])

    @property
    def checked(self) -> frozenset[str]:
        """Columns of which a CHECK speaks."""
        return frozenset().union(*[rule.columns for rule in self.rules if rule.kind == "c"])

    @property
    def counted(self) -> bool:
        """Whether any column has a counter."""
        return any(column.counted for column in self.columns)


COLUMNS: Final = """
SELECT c.oid::text, quote_ident(relname), quote_ident(attname), format_type(atttypid, atttypmod),
       attnotnull, d.oid IS NOT NULL, coalesce(pg_get_expr(adbin, adrelid) LIKE 'nextval(%', false)
FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
LEFT JOIN pg_attrdef d ON adrelid = c.oid AND adnum = attnum
WHERE relnamespace = 'arena'::regnamespace AND relkind = 'r' ORDER BY c.oid, attnum"""

RULES: Final = """
SELECT conrelid::text, quote_ident(conname), contype::text, quote_ident(attname)
FROM pg_constraint LEFT JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
WHERE connamespace = 'arena'::regnamespace AND contype IN ('p', 'u', 'c')
UNION ALL
SELECT indrelid::text, quote_ident(relname), CASE WHEN indisunique THEN 'x' ELSE 'i' END,
       quote_ident(attname)
FROM pg_index JOIN pg_class c ON c.oid = indexrelid AND relnamespace = 'arena'::regnamespace
JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
ORDER BY 1, 2, 4"""


def tables(judge: Side) -> tuple[Table, ...]:
    """Return the tables of the judge."""
    columns: dict[str, list[Row]] = {}
    for row in asked(judge, COLUMNS):
        columns.setdefault(row[0] or "", []).append(row)
    if not columns:
        return ()
    rules = rules_by_table(asked(judge, RULES))
    return tuple(
        Table(oid, rows[0][1] or "", tuple(map(column, rows)), tuple(rules.get(oid, ())))
        for oid, rows in columns.items()
    )


def asked(judge: Side, text: str) -> tuple[Row, ...]:
    """Return the rows of a query of the catalog, which never fails."""
    answer = judge.execute(Statement(text))
    assert isinstance(answer, Told), answer
    return answer.rows


def column(row: Row) -> Column:
    """Return a column as the catalog has it."""
    _, _, name, type_, not_null, default, counted = row
    assert name is not None
    assert type_ is not None
    yes = "t"
    return Column(
        name, kind_of(type_), "(" in type_, not_null == yes, default == yes, counted == yes
    )


def rules_by_table(rows: Iterable[Row]) -> dict[str, list[Rule]]:
    """Return the rules of each table."""
    columns: dict[tuple[str, str, str], set[str]] = {}
    for oid, name, kind, named in rows:
        columns.setdefault((oid or "", name or "", kind or ""), set()).update({named or ""} - {""})
    rules: dict[str, list[Rule]] = {}
    for (oid, name, kind), names in columns.items():
        rules.setdefault(oid, []).append(Rule(name, kind, frozenset(names)))
    return rules
