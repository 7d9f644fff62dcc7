"""What each production of the grammar builds (SQL-003)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from string import ascii_lowercase, ascii_uppercase
from typing import Final, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from helios_ref.errors import FeatureNotSupportedError, InvalidParameterError
from helios_ref.sql import control
from helios_ref.sql import expressions as e
from helios_ref.sql import syntax as s
from helios_ref.sql.scanner import number_of

LONGEST: Final = 9
"""Of a type's modifier, in digits; each has a bound that is smaller (MOD-027)."""

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
    return e.TypeName(name, tuple(modifier(digits) for digits in modifiers if digits is not None))


def modifier(digits: str) -> int:
    """Return a modifier; InvalidParameterError where it is out of every range (SQL-020)."""
    bare = digits.lstrip("0") or "0"
    if len(bare) > LONGEST:
        raise InvalidParameterError("the modifier of a type", bare, f"at most {LONGEST} digits")
    return int(bare)


def parameter(word: str) -> e.Parameter:
    """Return the parameter that `$n` names (SQL-014)."""
    return e.Parameter(number_of(word))


def case(operand: e.Expression | None, *rest: e.When | e.Expression | None) -> e.Case:
    """Return a CASE; its ELSE, or None, comes last."""
    *branches, otherwise = rest
    whens = tuple(branch for branch in branches if isinstance(branch, e.When))
    assert not isinstance(otherwise, e.When)
    return e.Case(operand, whens, otherwise)


def sort(expression: e.Expression, direction: str | None, nulls: str | None) -> s.Sort:
    """Return a key of ORDER BY; NULLs stand last, and first in descending order (SQL-065)."""
    descending = direction == "DESC"
    return s.Sort(expression, descending, nulls == "FIRST" if nulls else descending)


def select(core: s.Select, order: tuple[s.Sort, ...] | None, page: s.Page | None) -> s.Select:
    """Return a SELECT with what follows it."""
    return replace(core, order=order or (), page=page or s.Page())


def refused(feature: str, instead: str) -> Callable[..., object]:
    """Return what refuses a form that the grammar derives for that purpose (SQL-006)."""

    def refuse(*_: object) -> NoReturn:
        raise FeatureNotSupportedError(feature).advised(instead)

    return refuse


def made(record: type[Struct]) -> Callable[..., object]:
    """Return what builds a record; a truth in it is whether the words for it are there."""
    fields = enumerate(record.__struct_fields__)
    truths = [at for at, field in fields if record.__annotations__[field] == "bool"]
    if not truths:
        return record

    def build(*children: object) -> Struct:
        parts = list(children)
        for at in truths:
            parts[at] = parts[at] is not None
        return record(*parts)

    return build


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

RECORDS: Final[Mapping[str, Callable[..., object]]] = {
    re.sub(r"\B(?=[A-Z])", "_", record.__name__).lower(): made(record)
    for module in (e, s, control)
    for record in vars(module).values()
    if getattr(record, "__base__", None) is Struct
}
"""Productions that are called like the record that they build of their children."""

EXPRESSIONS: Final[Mapping[str, Callable[..., object]]] = {
    **{name: partial(e.Binary, operator) for name, operator in OPERATORS.items()},
    "keep": partial(e.Unary, "+"),
    "negate": partial(e.Unary, "-"),
    "or": lambda *parts: e.Or(parts),
    "and": lambda *parts: e.And(parts),
    "is_truth": lambda operand, negated, truth: e.IsTruth(
        operand, negated is not None, getattr(truth, "value", None)
    ),
    "true": partial(e.Truth, value=True),
    "false": partial(e.Truth, value=False),
    "decimal": e.Fraction,
    "text": lambda word: e.Text(string(word)),
    "typed_text": lambda name, word: e.Cast(e.Text(string(word)), e.TypeName(name)),
    "parameter": parameter,
    "column": e.ColumnName,
    "column_of": lambda table, name: e.ColumnName(name, table),
    "call": e.Call,
    "call_star": partial(e.Call, star=True),
    "case": case,
    "current_timestamp": partial(e.Now, date_only=False),
    "current_date": partial(e.Now, date_only=True),
    "type": type_name,
    "double_precision": always(value=e.TypeName("double precision")),
    "varying": partial(type_name, "character varying"),
}

STATEMENTS: Final[Mapping[str, Callable[..., object]]] = {
    "start": lambda statement: statement,
    "create_table": lambda absent, table, *elements: s.CreateTable(
        absent is not None, table, elements
    ),
    "column_definition": lambda name, type_, *rules: s.ColumnDefinition(name, type_, rules),
    "column_constraint": s.Constraint,
    "table_constraint": s.Constraint,
    "table_key": lambda key, columns: replace(key, columns=columns),
    "not_null": partial(s.NotNull, negated=False),
    "nullable": partial(s.NotNull, negated=True),
    "default": s.DefaultValue,
    "spelled": lambda text, expression: e.Spelled(expression, text),
    "primary": partial(s.Key, primary=True),
    "unique": partial(s.Key, primary=False),
    "drop_table": lambda if_exists, *tables: s.DropTable(if_exists is not None, tables),
    "truncate": lambda *tables: s.Truncate(tables),
    "set_default": s.AlterDefault,
    "drop_default": partial(s.AlterDefault, value=None),
    "set_not_null": partial(s.AlterNull, not_null=True),
    "drop_not_null": partial(s.AlterNull, not_null=False),
    "insert": lambda table, columns, source, _conflict, items: s.Insert(
        table, columns, source, items
    ),
    "default_values": always(value=((),)),
    "returning": lambda items: items,
    "default_marker": s.Default,
    "select": select,
    "core": RECORDS["select"],
    "from": s.Source,
    "sort": sort,
    "page_from": lambda offset, limit: s.Page(limit, offset),
    "create_branch": lambda branch, parent, _now: control.CreateBranch(branch, parent),
}

LISTS: Final = ("expressions", "rows", "row", "assignments", "items", "order_by", "names")
"""Productions that list their children."""

MARKS: Final = ("if_exists", "if_not_exists", "incremental", "distinct", "unique_index", "is_not")
"""Words of which nothing is asked but whether they are there."""

WORDS: Final[Mapping[str, Callable[..., object]]] = {
    **dict.fromkeys(LISTS, gathered),
    **dict.fromkeys((*MARKS, "now"), always(value=True)),
    "folded": folded,
    "exact": exact,
    "keyword_name": folded,
    "string": string,
    "all": always(value=None),
    "at_branch": lambda branch: branch,
    "ascending": always(value="ASC"),
    "descending": always(value="DESC"),
    "nulls_first": always(value="FIRST"),
    "nulls_last": always(value="LAST"),
}

REFUSED: Final[Mapping[str, Callable[..., object]]] = {
    name: refused(*told)
    for name, told in {
        "references": ("a foreign key", "leave it out: the program compares the keys"),
        "foreign_key": ("a foreign key", "leave it out: the program compares the keys"),
        "conflict": ("ON CONFLICT", "UPDATE first, and INSERT where no row was changed"),
        "grouping": ("GROUP BY", "ask for one group at a time, with WHERE"),
        "having": ("HAVING", "ask for the aggregate alone, and compare what comes"),
        "combined": ("UNION, INTERSECT or EXCEPT", "execute each SELECT by itself"),
        "joined": ("a SELECT from several tables", "SELECT from one table at a time"),
        "from_query": ("a SELECT in FROM", "execute the inner SELECT by itself"),
        "subquery": ("a SELECT in an expression", "execute it first, and give its value"),
        "call_distinct": ("DISTINCT in a function", "SELECT DISTINCT alone, and count the rows"),
        "past": ("a branch of the past", "RESTORE DATABASE FROM a backup of that time TO BRANCH"),
        "savepoint": ("SAVEPOINT", "COMMIT what is to stay, and BEGIN anew"),
    }.items()
}
"""Forms that are derived in order to be refused (SQL-006)."""

ACTIONS: Final = {**RECORDS, **EXPRESSIONS, **STATEMENTS, **WORDS, **REFUSED}
"""By name of an action; the names of some records are those of none."""
