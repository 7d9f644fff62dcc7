"""Text to tokens (SQL-001)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from helios_ref.errors import ProgramLimitError, SqlSyntaxError
from helios_ref.sql.parser_tables import ParserTables
from helios_ref.sql.statement_split import BLANKS, blanked

END: Final = "$END"
"""The token after the last."""

STRAY: Final = "STRAY"
"""What no terminal begins with."""

MOST_TOKENS: Final = 1 << 18
"""How many a statement may have (SQL-094)."""

MOST_PARAMETERS: Final = 65_535
"""The highest number of a parameter (SQL-094)."""

NEAR: Final = 40
"""At most so many characters of a token are shown in a refusal."""

Token = tuple[str, str, int, int]
"""Terminal, text, start and end."""


class Scanner:
    """What cuts text into the terminals of the grammar."""

    __slots__ = ("_keywords", "_master")

    def __init__(self, tables: ParserTables) -> None:
        """Make one pattern of all terminals."""
        patterns = dict(tables.patterns)
        layout = patterns.pop("LAYOUT")
        patterns["SLASH"] += r"(?!\*)"  # comments are blanks by now, but for one without an end
        tokens = "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())
        self._master = re.compile(f"(?:{layout})?(?:{tokens}|(?P<{STRAY}>.))", re.DOTALL)
        self._keywords = tables.keywords

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield every token, END last; each `?` counts on from the one before it (SQL-014)."""
        keywords = self._keywords
        placeholders = end = 0
        bare = blanked(text).rstrip(BLANKS)
        if len(bare) > MOST_TOKENS:  # before a record is made of any
            number = sum(1 for _ in islice(self._master.finditer(bare), MOST_TOKENS + 1))
            if number > MOST_TOKENS:
                raise ProgramLimitError("the tokens of a statement", number, MOST_TOKENS)
        for match in self._master.finditer(bare):
            kind, word, end = match.lastgroup or STRAY, match[match.lastindex or 0], match.end()
            if kind == "NAME" and word.isascii():
                kind = keywords.get(word.upper(), kind)  # SQL-004
            elif word == "?":
                placeholders += 1
                yield kind, f"${placeholders}", end - 1, end
                continue
            yield kind, word, end - len(word), end
        yield END, "", end, end


def number_of(parameter: str) -> int:
    """Return the number of a parameter, which is within its limit (SQL-094)."""
    number = int(parameter[1:][: len(str(MOST_PARAMETERS)) + 1])
    if number > MOST_PARAMETERS:
        raise ProgramLimitError("the number of a parameter", number, MOST_PARAMETERS)
    return number


def refusal(wrong: Token, text: str, advice: str) -> SqlSyntaxError:
    """Return the refusal of `text` at its first wrong token, with what to do about it (SQL-005)."""
    _, _, start, end = wrong
    word = text[start:end]
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    shown = word if len(word) <= NEAR else word[:NEAR] + "…"
    near = f'"{shown}"' if word else "the end of the text"
    return SqlSyntaxError(line, column, near).advised(advice)
