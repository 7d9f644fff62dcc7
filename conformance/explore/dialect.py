"""What programs do without, so that engines with less SQL can be explored (CNF-052)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conformance.explore import operations as op
from conformance.explore.turn import Statement

if TYPE_CHECKING:
    from conformance.explore.operations import Create, NewColumn
    from conformance.explore.turn import Turn

UNICODE = "unicode"
"""Stands for every character beyond ASCII."""

SQL = frozenset(
    {
        *("serial", "smallint", "bigint", "numeric", "real", "double", "varchar", "boolean"),
        *("date", "timestamp", "bytea", "uuid", "json"),
        *("primary", "unique", "check", "default", "not", "truncate", "alter", "drop", "index"),
        *("begin", "length", "sum", "count", UNICODE, "select", "large", "now"),
    }
)
"""Words of statements that programs can do without."""

DECLARED = frozenset({"serial", "truncate", "alter"})
"""Words that an engine declares (CNF-010)."""

CAPABILITIES = frozenset(
    {"sessions", "branches", "branch-query", "files", "clock", "reopen", "chdir"}
)
"""Capabilities of which a search may be told to make no use."""

PLAIN = SQL - {"primary", "drop", "begin", "count", "sum", "select", "length", "varchar", "not"}
DIALECTS = {"reference": frozenset[str](), "plain": PLAIN}
"""Names for what programs do without: nothing, or all but plain tables."""

RULES = {"key": "primary", "computed": "default", "not null": "not"}
"""The word that a rule of a column is written with, where it has another name."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words that no statement of a program has."""

    without: frozenset[str] = frozenset()

    def among(self, capabilities: frozenset[str]) -> Dialect:
        """Return what is left of it for an engine with these capabilities (CNF-003)."""
        lacking = frozenset() if "sql" in capabilities else DECLARED - capabilities
        return Dialect(self.without | lacking)

    def knows(self, name: str) -> bool:
        """Whether programs may have operations of this name."""
        return name not in self.without

    def takes(self, turn: Turn) -> bool:
        """Whether a turn does without these words."""
        if not isinstance(turn.act, Statement) or not self.without:
            return True
        text = turn.act.text
        if UNICODE in self.without and not text.isascii():
            return False
        words = set(re.findall(r"[a-z]+", re.sub(r"'(?:[^']|'')*'", "", text).lower()))
        return not words & self.without

    def create(self, asked: Create) -> Create:
        """Return a CREATE TABLE without the types and rules that are left out."""
        columns = tuple(self._column(one) for one in asked.columns)
        kept = tuple(one for one in columns if self._knows_kind(one.kind))
        together = asked.together and self.knows("unique")
        return op.Create(asked.table, kept or (op.NewColumn("integer"),), together)

    def _column(self, column: NewColumn) -> NewColumn:
        known = self.knows(RULES.get(column.rule, column.rule))
        return column if known else replace(column, rule="")

    def _knows_kind(self, kind: str) -> bool:
        return not set(re.findall(r"[a-z]+", kind)) & self.without
