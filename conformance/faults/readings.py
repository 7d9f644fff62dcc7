"""Engines that read more out of a text than the chapters of SQL do (02a-grammar, 02c-operators)."""

from __future__ import annotations

import re
from typing import ClassVar

from conformance.faults.wrong_engine import WrongEngines
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.errors import (
    EscapeError,
    HeliosError,
    SqlSyntaxError,
    UndefinedColumnError,
    UndefinedTableError,
)

ENGINES = WrongEngines()


class Replaced(ReferenceDriver):
    """Reads one thing as another before it reads the statement."""

    pattern: ClassVar[str]
    other: ClassVar[str]

    def execute(self, session: str, statement: str) -> Answer:
        """Read the other."""
        read = re.sub(self.pattern, self.other, statement, flags=re.IGNORECASE)
        return super().execute(session, read)


class Retried(ReferenceDriver):
    """Reads one thing as another where it would be refused."""

    refusal: ClassVar[type[HeliosError]]
    pattern: ClassVar[str]
    other: ClassVar[str] = ""

    def execute(self, session: str, statement: str) -> Answer:
        """Try again with the other, if there is anything to replace."""
        try:
            return super().execute(session, statement)
        except self.refusal:
            read = re.sub(self.pattern, self.other, statement, flags=re.IGNORECASE)
            if read == statement:
                raise
            return super().execute(session, read)


@ENGINES.door("SQL-003")
class ReadsArrays(Replaced):
    """Read an array, as PostgreSQL does."""

    pattern, other = r"\bARRAY\[([^]]*)\]", r"'{\1}'"


@ENGINES.door("SQL-005")
class PassesOverTheLastWord(Retried):
    """Pass over a word too many at the end of a statement."""

    refusal, pattern = SqlSyntaxError, r"(?<=\)) \w+$"


@ENGINES.door("SQL-020")
class KnowsIntervals(Replaced):
    """Know a type that there is not."""

    pattern, other = r"::INTERVAL\b", "::TEXT"


@ENGINES.door("SQL-036")
class AnyTableHasTheColumn(Retried):
    """Find a column of the table, whatever table it is named with."""

    refusal, pattern = UndefinedColumnError, r"\b[a-z]\w*\.(?=[a-z])"


@ENGINES.door("SQL-038")
class ReadsTheCurrentBranchInstead(Retried):
    """Read a table of the current branch where the branch that is named has none."""

    refusal, pattern = UndefinedTableError, r"\sAT\s+BRANCH\s+\w+"


@ENGINES.door("SQL-048")
class CountsWithTexts(Replaced):
    """Take two literals in quotes for numbers where an operator is between them."""

    pattern, other = r"'(\d+)' ([-+*/]) '(\d+)'", r"\1 \2 \3"


@ENGINES.door("SQL-048")
class MatchesBytes(Replaced):
    """Match a BYTEA by a pattern."""

    pattern, other = r"\bBYTEA ('[^']*') LIKE BYTEA ('[^']*')", r"\1 LIKE \2"


@ENGINES.door("SQL-054")
class EscapesNothingAtTheEnd(Retried):
    r"""Take a \ at the end of a pattern for itself."""

    refusal, pattern, other = EscapeError, r"\\'", r"\\\\'"


@ENGINES.door("SQL-067")
class LimitsBeforeItPassesOver(ReferenceDriver):
    """Cut with LIMIT first, and pass over rows with OFFSET of what is left."""

    def execute(self, session: str, statement: str) -> Answer:
        """Pass over as many rows, and show so many less."""

        def page(match: re.Match[str]) -> str:
            return f"LIMIT {max(int(match[1]) - int(match[2]), 0)} OFFSET {match[2]}"

        return super().execute(session, re.sub(r"\bLIMIT (\d+) OFFSET (\d+)", page, statement))


@ENGINES.door("SQL-081")
class StarOfNothing(Replaced):
    """Show one column without a value where * has no table."""

    pattern, other = r"^SELECT \*$", "SELECT NULL"
