"""Lines of code of each room of the engine, as helios_ref/README.md states them (decision 0026)."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from pathlib import Path
from typing import Final

ENGINE: Final = Path(__file__).resolve().parents[1] / "helios_ref"
README: Final = ENGINE / "README.md"

LAYOUT: Final = frozenset(
    {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
)
"""Tokens that are no code."""

TABLE: Final = re.compile(r"(?<=^\| room \| lines of code \|\n)(?:^\|.*\n)+", re.MULTILINE)
"""The rows of the table in the README, with the line below its head."""


def lines_of_code(text: str) -> int:
    """Return how many lines hold code: no blanks, no comments, no docstrings."""
    prose = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    code = {
        line
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in LAYOUT
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(code - prose)


def by_room(engine: Path = ENGINE) -> Counter[str]:
    """Return the lines of each room; modules at the top are a room by themselves."""
    rooms: Counter[str] = Counter()
    for path in sorted(engine.rglob("*.py")):
        room = path.relative_to(engine).parts[0]
        rooms[room] += lines_of_code(path.read_text(encoding="utf-8"))
    return rooms


def table() -> str:
    """Return the rows of the table, largest first, and their sum."""
    rooms = by_room()
    rows = [f"| [{room}]({room}) | {lines:,} |\n" for room, lines in rooms.most_common()]
    return "".join(["|---|---:|\n", *rows, f"| **all** | **{rooms.total():,}** |\n"])


def main() -> None:
    """Write the table into the README."""
    text = README.read_text(encoding="utf-8")
    README.write_text(TABLE.sub(table(), text), encoding="utf-8")


if __name__ == "__main__":
    main()
