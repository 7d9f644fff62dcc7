"""What each production of the grammar builds (SQL-003)."""

from __future__ import annotations

from functools import partial
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING, Final, NoReturn

from msgspec.structs import replace

from helios_ref.errors import FeatureNotSupportedError
from helios_ref.sql import control
from helios_ref.sql import expressions as e
from helios_ref.sql import syntax as s

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLD: Final = str.maketrans(ascii_uppercase, ascii_lowercase)


def folded(word: str) -> str:
    """Return an identifier without quotes, its ASCII letters in lower case (BRN-010)."""
    return word.translate(FOLD)


def exact(word: str) -> str:
    """Return the identifier in double quotes (BRN-010)."""
    return word[1:-1].replace('""', '"')


def string(word: str) -> str:
    """Return the text in single quotes (SQL-012)."""
    return word[1:-1].replace("''", "'")


def gathered(*children: object) -> tuple[object, ...]:
    """Return the children as they come."""
    return children


def always(*, value: object) -> Callable[..., object]:
    """Return what answers `value` whatever the children are."""
    return lambda *_: value


def type_name(name: str, *modifiers: str | None) -> e.TypeName:
    """Return a type with its modifiers, if any (SQL-020)."""
    return e.TypeName(name, tuple(int(digits) for digits in modifiers if digits is not None))


def parameter(word: str) -> e.Parameter:
    """Return the parameter that `$n` names (SQL-014)."""
    return e.Parameter(int(word[1:]))


def call(function: str, arguments: tuple[e.Expression, ...] = ()) -> e.Call:
    """Return a function call."""
    return e.Call(function, arguments)


def case(operand: e.Expression | None, *rest: e.When | e.Expression | None) -> e.Case:
    """Return a CASE; its ELSE, or None, comes last."""
    *branches, otherwise = rest
    whens = tuple(branch for branch in branches if isinstance(branch, e.When))
    assert not isinstance(otherwise, e.When)
    return e.Case(operand, whens, otherwise)


def column_definition(name: str, type_: e.TypeName, *rules: s.Constraint) -> s.ColumnDefinition:
    """Return a column with its rules."""
    return s.ColumnDefinition(name, type_, rules)


def sort(expression: e.Expression, direction: str | None, nulls: str | None) -> s.Sort:
    """Return a key of ORDER BY; NULLs stand last, and first in descending order (SQL-065)."""
    descending = direction == "DESC"
    return s.Sort(expression, descending, nulls == "FIRST" if nulls else descending)


def select(core: s.Select, order: tuple[s.Sort, ...] | None, page: s.Page | None) -> s.Select:
    """Return a SELECT with what follows it."""
    return replace(core, order=order or (), page=page or s.Page())


def create_index(
    unique: object, absent: object, name: str | None, table: str, columns: tuple[str, ...]
) -> s.CreateIndex:
    """Return a CREATE INDEX."""
    return s.CreateIndex(unique is not None, absent is not None, name, table, columns)


def insert(
    table: str,
    columns: tuple[str, ...] | None,
    source: s.Rows | s.Select,
    _conflict: None,
    returning: tuple[s.Item | s.Star, ...] | None,
) -> s.Insert:
    """Return an INSERT."""
    return s.Insert(table, columns, source, returning)


def refused(feature: str) -> Callable[..., object]:
    """Return what refuses a form that the grammar derives for that purpose (SQL-006)."""

    def refuse(*_: object) -> NoReturn:
        raise FeatureNotSupportedError(feature)

    return refuse


OPERATORS: Final = {
    "equal": "=",
    "unequal": "<>",
    "less": "<",
    "at_most": "<=",
    "greater": ">",
    "at_least": ">=",
    "concatenate": "||",
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "modulo": "%",
}
"""Productions of two operands, and the sign of each."""

EXPRESSIONS: Final[Mapping[str, Callable[..., object]]] = {
    **{name: partial(e.Binary, operator) for name, operator in OPERATORS.items()},
    "keep": partial(e.Unary, "+"),
    "negate": partial(e.Unary, "-"),
    "or": lambda *parts: e.Or(parts),
    "and": lambda *parts: e.And(parts),
    "not": e.Not,
    "is_not": always(value=True),
    "is_null": lambda operand, negated: e.IsNull(operand, negated is not None),
    "is_truth": lambda operand, negated, truth: e.IsTruth(
        operand, negated is not None, None if isinstance(truth, e.Null) else truth.value
    ),
    "between": lambda operand, negated, low, high: e.Between(
        operand, negated is not None, low, high
    ),
    "among": lambda operand, negated, members: e.Among(operand, negated is not None, members),
    "like": lambda operand, negated, pattern: e.Like(operand, negated is not None, pattern),
    "is_distinct": lambda left, negated, right: e.IsDistinct(left, negated is not None, right),
    "cast": e.Cast,
    "null": e.Null,
    "true": partial(e.Truth, value=True),
    "false": partial(e.Truth, value=False),
    "integer": e.Integer,
    "decimal": e.Fraction,
    "text": lambda word: e.Text(string(word)),
    "typed_text": lambda name, word: e.Cast(e.Text(string(word)), e.TypeName(name)),
    "parameter": parameter,
    "column": e.ColumnName,
    "column_of": lambda table, name: e.ColumnName(name, table),
    "call": call,
    "call_star": lambda function: e.Call(function, (), star=True),
    "case": case,
    "when": e.When,
    "current_timestamp": partial(e.Now, date_only=False),
    "current_date": partial(e.Now, date_only=True),
    "expressions": gathered,
    "type": type_name,
    "double_precision": always(value=e.TypeName("double precision")),
    "varying": partial(type_name, "character varying"),
}

STATEMENTS: Final[Mapping[str, Callable[..., object]]] = {
    "start": lambda statement: statement,
    "create_table": lambda absent, table, *elements: s.CreateTable(
        absent is not None, table, elements
    ),
    "column_definition": column_definition,
    "column_constraint": s.Constraint,
    "table_key": lambda key, columns: replace(key, columns=columns),
    "not_null": partial(s.NotNull, negated=False),
    "nullable": partial(s.NotNull, negated=True),
    "default": s.DefaultValue,
    "spelled": lambda text, expression: e.Spelled(expression, text),
    "primary": partial(s.Key, primary=True),
    "unique": partial(s.Key, primary=False),
    "drop_table": lambda if_exists, *tables: s.DropTable(if_exists is not None, tables),
    "truncate": lambda *tables: s.Truncate(tables),
    "check": s.Check,
    "table_constraint": s.Constraint,
    "alter_table": lambda if_exists, table, alteration: s.AlterTable(
        if_exists is not None, table, alteration
    ),
    "add_column": lambda absent, column: s.AddColumn(absent is not None, column),
    "add_constraint": s.AddConstraint,
    "drop_column": lambda if_exists, column: s.DropColumn(if_exists is not None, column),
    "drop_constraint": lambda if_exists, name: s.DropConstraint(if_exists is not None, name),
    "rename_column": s.RenameColumn,
    "rename_table": s.RenameTable,
    "set_default": s.AlterDefault,
    "drop_default": lambda column: s.AlterDefault(column, None),
    "set_not_null": partial(s.AlterNull, not_null=True),
    "drop_not_null": partial(s.AlterNull, not_null=False),
    "create_index": create_index,
    "drop_index": lambda if_exists, index: s.DropIndex(if_exists is not None, index),
    "insert": insert,
    "default_values": always(value=((),)),
    "returning": lambda items: items,
    "rows": gathered,
    "row": gathered,
    "default_marker": s.Default,
    "update": s.Update,
    "assignments": gathered,
    "assignment": s.Assignment,
    "delete": s.Delete,
    "select": select,
    "core": lambda distinct, *rest: s.Select(distinct is not None, *rest),
    "items": gathered,
    "item": s.Item,
    "star": s.Star,
    "from": s.Source,
    "order_by": gathered,
    "sort": sort,
    "page": s.Page,
    "page_from": lambda offset, limit: s.Page(limit, offset),
    "begin": control.Begin,
    "commit": control.Commit,
    "rollback": control.Rollback,
    "create_branch": lambda branch, parent, _now: control.CreateBranch(branch, parent),
    "now": always(value=True),
    "use_branch": control.UseBranch,
    "show_branches": control.ShowBranches,
    "drop_branch": lambda if_exists, branch: control.DropBranch(if_exists is not None, branch),
    "backup": lambda incremental, path: control.Backup(incremental is not None, path),
    "restore": control.Restore,
}

WORDS: Final[Mapping[str, Callable[..., object]]] = {
    "folded": folded,
    "exact": exact,
    "keyword_name": folded,
    "string": string,
    "names": gathered,
    "all": always(value=None),
    "at_branch": lambda branch: branch,
    **{
        word: always(value=True)
        for word in ("if_exists", "if_not_exists", "incremental", "distinct", "unique_index")
    },
    "ascending": always(value="ASC"),
    "descending": always(value="DESC"),
    "nulls_first": always(value="FIRST"),
    "nulls_last": always(value="LAST"),
}

REFUSED: Final[Mapping[str, Callable[..., object]]] = {
    name: refused(feature)
    for name, feature in {
        "references": "a foreign key",
        "foreign_key": "a foreign key",
        "conflict": "ON CONFLICT",
        "grouping": "GROUP BY",
        "having": "HAVING",
        "combined": "UNION, INTERSECT or EXCEPT",
        "joined": "a SELECT from several tables",
        "from_query": "a SELECT in FROM",
        "subquery": "a SELECT in an expression",
        "call_distinct": "DISTINCT in a function",
        "past": "a branch of the past",
        "savepoint": "SAVEPOINT",
    }.items()
}
"""Forms that are derived in order to be refused (SQL-006)."""

ACTIONS: Final = {**EXPRESSIONS, **STATEMENTS, **WORDS, **REFUSED}
"""By name of an action."""
