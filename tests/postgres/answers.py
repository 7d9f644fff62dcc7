"""What a statement is, what either side answers, and when two answers differ."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Sequence

Parameter: TypeAlias = bool | int | float | str | bytes | Decimal | date | UUID | None
Row: TypeAlias = tuple[str | None, ...]

PARAMETER = re.compile(r"\$([0-9]+)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with the values of its parameters."""

    text: str
    parameters: tuple[Parameter, ...] = ()
    ordered: bool = False
    """Whether ORDER BY says where each row of the answer stands."""

    either: frozenset[str] = frozenset()
    """SQLSTATEs of which any may be given, because several refusals may apply (ERR-003)."""

    touched: str = ""
    """The oid of the table that it changes rows of."""

    moves: bool = False
    """Whether rows may lie in another order afterwards than that of their row ids."""

    def __str__(self) -> str:
        """Return one line, to be read and to be run again."""
        given = f"  -- given {self.parameters!r}" if self.parameters else ""
        return f"{self.text};{given}"


def numbered(text: str, values: Sequence[Parameter] | None) -> tuple[str, tuple[Parameter, ...]]:
    """Return a text with the parameters in it counted from 1, and their values."""
    used: dict[str, str] = {}
    for number in PARAMETER.findall(text):
        used.setdefault(number, f"${len(used) + 1}")
    renamed = PARAMETER.sub(lambda match: used[match[1]], text)
    return renamed, tuple([(values or ())[int(number) - 1] for number in used])


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that succeeded."""

    columns: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    """Names of types as schemas spell them, without what stands in brackets."""

    rows: tuple[Row, ...] = ()
    changed: int | None = None

    def __str__(self) -> str:
        """Return everything, rows by their text."""
        heads = ", ".join(f"{n} {t}" for n, t in zip(self.columns, self.types, strict=True))
        return f"({heads}) {list(self.rows)} changed {self.changed}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A statement that was refused; the message is for people, and never compared."""

    sqlstate: str
    message: str = field(compare=False)

    def __str__(self) -> str:
        """Return both."""
        return f"{self.sqlstate} {self.message}"


Answer: TypeAlias = Told | Refused


def agree(statement: Statement, ours: Answer, theirs: Answer) -> bool:
    """Whether two answers are the same: rows in their order, or as multisets where it is open."""
    if isinstance(ours, Refused) and isinstance(theirs, Refused):
        return ours == theirs or {ours.sqlstate, theirs.sqlstate} <= statement.either
    if isinstance(ours, Refused) or isinstance(theirs, Refused):
        return False
    if (ours.columns, ours.types, ours.changed) != (theirs.columns, theirs.types, theirs.changed):
        return False
    return same_rows(ours.rows, theirs.rows, ordered=statement.ordered)


def same_rows(ours: Sequence[Row], theirs: Sequence[Row], *, ordered: bool) -> bool:
    """Whether the rows are the same."""
    return list(ours) == list(theirs) if ordered else Counter(ours) == Counter(theirs)
