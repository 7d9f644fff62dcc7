"""Cells of a feature's table, and what they match (08-conformance)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, assert_never

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.drivers.protocol import Cell
    from conformance.run.names import Names

_SIZE_OF = re.compile(r"<size of (?P<names>\$\w+(?: and \$\w+)*)>")
_NUMBER = re.compile(r"0|[1-9][0-9]*")
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ANY = "<any>"


@dataclass(frozen=True, slots=True)
class Exactly:
    """One text, or NULL, and nothing else."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class Amount:
    """A decimal of any scale (CNF-003)."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Shape:
    """A text with parts of which only that they are there is said."""

    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Nothing:
    """NULL and the empty text alike: the source prints nothing for a parent that is not there."""


@dataclass(frozen=True, slots=True)
class SizeOfPath:
    """The length of the file that the row names; a positive number in a row that names none."""


@dataclass(frozen=True, slots=True)
class SizeOfFiles:
    """The sum of the lengths of these files."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """Any whole number that is not below the least."""

    least: int


Expected: TypeAlias = Exactly | Amount | Shape | Nothing | SizeOfPath | SizeOfFiles | Number


def expected_cell(written: str, names: Names) -> Expected:
    """Return what a written cell asks for."""
    match written:
        case "":
            return Nothing()
        case "<ms>" | "<count>":
            return Number(0)
        case "<size>":
            return SizeOfPath() if names.visible else Number(1)
        case "null":
            return Exactly(None)
        case _ if found := _SIZE_OF.fullmatch(written):
            backups = found["names"].replace("$", "").split(" and ")
            paths = tuple(names.backup(name).path for name in backups)
            return SizeOfFiles(paths) if names.visible else Number(1)
        case _:
            return _text(written, names)


def is_quoted(written: str) -> bool:
    """Whether a cell stands in single quotes."""
    return len(written) > 1 and written[0] == written[-1] == "'"


def matches(expected: Expected, actual: Cell, row: Sequence[Cell]) -> bool:
    """Whether a cell of the answer, in its row, is what was asked for."""
    match expected:
        case Exactly(cell):
            return actual == cell
        case Nothing():
            return not actual
        case Number() | Amount() | Shape():
            return actual is not None and _takes(expected, actual)
        case SizeOfFiles(paths):
            return _is_length(actual, paths)
        case SizeOfPath():
            path = _path_in(row)
            if path is not None:
                return _is_length(actual, (path,))
            return actual is not None and _takes(Number(1), actual)
        case _:
            assert_never(expected)


def shown(cell: Cell) -> str:
    """Return a cell as a feature would write it."""
    match cell:
        case None:
            return "null"
        case "" | "null":
            return f"'{cell}'"
        case _ if cell != cell.strip() or is_quoted(cell):
            return f"'{cell}'"
        case _:
            return cell


def _path_in(row: Sequence[Cell]) -> str | None:
    """Return the file that a row names: its first cell that is an absolute path."""
    return next((cell for cell in row if cell is not None and cell.startswith("/")), None)


def _text(written: str, names: Names) -> Exactly | Amount | Shape:
    """Return what a cell asks for that is the text itself, as far as it says."""
    if _ANY in written:
        parts = (re.escape(names.filled(part)) for part in written.split(_ANY))
        return Shape(re.compile(".+".join(parts), re.DOTALL))
    if not names.scales and "." in written and _DECIMAL.fullmatch(written):
        return Amount(Decimal(written))
    return Exactly(names.filled(written[1:-1] if is_quoted(written) else written))


def _takes(expected: Number | Amount | Shape, text: str) -> bool:
    match expected:
        case Number(least):
            return _NUMBER.fullmatch(text) is not None and int(text) >= least
        case Amount(value):
            return _DECIMAL.fullmatch(text) is not None and Decimal(text) == value
        case Shape(pattern):
            return pattern.fullmatch(text) is not None
        case _:
            assert_never(expected)


def _is_length(actual: Cell, paths: Sequence[str]) -> bool:
    """Whether a cell is the sum of the lengths of files, all of which exist."""
    files = [Path(path) for path in paths]
    return all(file.is_file() for file in files) and actual == str(
        sum(file.stat().st_size for file in files)
    )
