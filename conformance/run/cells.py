"""Cells of a feature's table, and what they match (08-conformance)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, assert_never

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.drivers.protocol import Cell
    from conformance.run.names import Names

_SIZE_OF = re.compile(r"<size of (?P<names>\$\w+(?: and \$\w+)*)>")
_NUMBER = re.compile(r"0|[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Exactly:
    """One text, or NULL, and nothing else."""

    cell: Cell


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


Expected: TypeAlias = Exactly | Nothing | SizeOfPath | SizeOfFiles | Number


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
            return Exactly(names.filled(written[1:-1] if is_quoted(written) else written))


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
        case Number(least):
            return _is_number(actual, least)
        case SizeOfFiles(paths):
            return _is_length(actual, paths)
        case SizeOfPath():
            path = _path_in(row)
            return _is_number(actual, 1) if path is None else _is_length(actual, (path,))
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


def _is_number(actual: Cell, least: int) -> bool:
    return actual is not None and _NUMBER.fullmatch(actual) is not None and int(actual) >= least


def _is_length(actual: Cell, paths: Sequence[str]) -> bool:
    """Whether a cell is the sum of the lengths of files, all of which exist."""
    files = [Path(path) for path in paths]
    return all(file.is_file() for file in files) and actual == str(
        sum(file.stat().st_size for file in files)
    )
