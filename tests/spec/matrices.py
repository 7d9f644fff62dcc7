"""Every pair of types under every operator, as the reference has it, for the tables of 02."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from helios_ref.errors import HeliosError
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database

TYPES: Final = {
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "dec": "numeric",
    "f4": "real",
    "f8": "double precision",
    "text": "text",
    "vchar": "character varying",
    "bool": "boolean",
    "date": "date",
    "ts": "timestamp",
    "bytea": "bytea",
    "uuid": "uuid",
    "json": "json",
    "lit": "unknown",
}
"""What the tables call a type, and a literal in quotes or NULL; and what the engine calls it."""

SHORT: Final = {engine: short for short, engine in TYPES.items()}

REFUSED: Final = {
    "UNDEFINED_FUNCTION": "\N{EN DASH}",
    "DATATYPE_MISMATCH": "m",
    "CANNOT_COERCE": "c",
}
"""What a cell says instead of a type."""

Matrix = list[list[str]]
"""The rows of a table, each with its first cell; the header is the first of them."""

_SESSION: Final = Session(Database(), Settings())


def operand(short: str) -> str:
    """Return an expression of a type that has no value."""
    return "NULL" if short == "lit" else f"CAST(NULL AS {TYPES[short]})"


def result(expression: str) -> str:
    """Return what the type of an expression is called, or why there is none."""
    try:
        return SHORT[_SESSION.execute(f"SELECT {expression}").types[0]]
    except HeliosError as refusal:
        return REFUSED[refusal.code]


def binary(form: str) -> Matrix:
    """Return the type of a form such as `{} + {}` for every two operands."""
    header = [f"`{form.format('a', 'b')}`", *TYPES]
    return [
        header,
        *(
            [left, *(result(form.format(operand(left), operand(right))) for right in TYPES)]
            for left in TYPES
        ),
    ]


def compared() -> Matrix:
    """Return whether two operands can be compared."""
    matrix = binary("{} = {}")
    return [
        [cell.replace("bool", "yes") if at else cell for at, cell in enumerate(row)]
        if number
        else row
        for number, row in enumerate(matrix)
    ]


def unary(forms: Sequence[str]) -> Matrix:
    """Return the type of each of some forms of one operand."""
    header = ["operand", *(f"`{form.format('x')}`" for form in forms)]
    return [
        header,
        *([one, *(result(form.format(operand(one))) for form in forms)] for one in TYPES),
    ]


def conversions() -> Matrix:
    """Return what leads from each type to each: any place, CAST alone, or nothing."""
    targets = [short for short in TYPES if short != "lit"]
    return [
        ["from ↓ to →", *targets],
        *([source, *(conversion(source, target) for target in targets)] for source in TYPES),
    ]


def conversion(source: str, target: str) -> str:
    """Return how a value of one type becomes one of another."""
    session = Session(Database(), Settings())
    session.execute(f"CREATE TABLE t (a {TYPES[target]}, b INT)")
    if answers(session, f"UPDATE t SET a = {operand(source)}"):
        return "yes"
    return (
        "CAST"
        if answers(session, f"SELECT CAST({operand(source)} AS {TYPES[target]})")
        else "\N{EN DASH}"
    )


def answers(session: Session, statement: str) -> bool:
    """Whether a statement is not refused."""
    try:
        session.execute(statement)
    except HeliosError:
        return False
    return True


ONE: Final = (
    "+ {}",
    "- {}",
    "abs({})",
    "length({})",
    "lower({})",
    "{} LIKE 'a'",
    "NOT {}",
    "{} IS TRUE",
    "{} IS NULL",
    "count({})",
    "sum({})",
    "avg({})",
    "min({})",
)

MATRICES: Final[dict[str, Callable[[], Matrix]]] = {
    "+": lambda: binary("{} + {}"),
    "-": lambda: binary("{} - {}"),
    "*": lambda: binary("{} * {}"),
    "/": lambda: binary("{} / {}"),
    "%": lambda: binary("{} % {}"),
    "||": lambda: binary("{} || {}"),
    "=": compared,
    "coalesce": lambda: binary("coalesce({}, {})"),
    "nullif": lambda: binary("nullif({}, {})"),
    "one": lambda: unary(ONE),
    "cast": conversions,
}


def drawn(matrix: Matrix) -> str:
    """Return a matrix as a table of Markdown."""
    rows = [[cell.replace("|", "\\|") for cell in row] for row in matrix]
    rule = "|" + "---|" * len(rows[0])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], rule, *lines[1:]])
