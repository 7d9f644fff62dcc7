"""How often each production, type and SQLSTATE was reached, and which never was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Final

from conformance.spec.chapter08 import read_codes
from conformance.spec.resources import spec_directory
from helios_ref.errors import HeliosError
from helios_ref.sql.actions import ACTIONS, REFUSED
from helios_ref.sql.automaton import Automaton
from helios_ref.sql.expressions import TypeName
from helios_ref.sql.parser_tables import load
from helios_ref.types import canonical
from tests.postgres.answers import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.postgres.answers import Answer, Statement

ELSEWHERE: Final = frozenset(
    (
        *("create_branch", "use_branch", "show_branches", "drop_branch", "at_branch", "now"),
        *("backup", "restore", "incremental", "string"),
    )
)
"""Productions of branches and backups, of which PostgreSQL knows nothing."""

TYPES: Final = (
    *("smallint", "integer", "bigint", "serial", "bigserial", "numeric", "numeric(p,s)", "real"),
    *("double precision", "text", "character varying", "character varying(n)", "boolean", "date"),
    *("timestamp", "bytea", "uuid", "json"),
)
"""The types of MOD-023."""

OTHERS: Final = {
    "42939": "BKP-052: the name of the list of backups is no name of PostgreSQL's",
    "42809": "BKP-052: nor is the list a relation of it",
    "2BP01": "SQL-087: PostgreSQL renames what a CHECK names",
    "22021": "SQL-012: no U+0000 and no half of a surrogate pair crosses the wire",
    "42622": "MOD-040: PostgreSQL cuts long names",
    "25001": "BRN-025: of branches and backups alone",
    "55P03": "BRN-020: of two sessions",
    "40001": "BRN-026: of two sessions",
    "55006": "BRN-008: of branches alone",
    "58P02": "BKP-030: of backups alone",
    "58030": "BKP-043: of backups alone",
    "53100": "BKP-043: of backups alone",
}
"""SQLSTATEs of 06-errors that the two cannot give for the same statement, and why."""


@dataclass(slots=True)
class Tally:
    """What was reached so far."""

    statements: int = 0
    refused: int = 0
    productions: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    sqlstates: Counter[str] = field(default_factory=Counter)
    automaton: Automaton = field(init=False)

    def __post_init__(self) -> None:
        """Make a parser that counts what it builds."""
        actions = {name: self.counted(name, action) for name, action in ACTIONS.items()}
        self.automaton = Automaton(load(), actions)

    def counted(self, name: str, action: Callable[..., object]) -> Callable[..., object]:
        """Return what builds the same, and counts that it did."""

        @wraps(action)
        def build(*children: object) -> object:
            self.productions[name] += 1
            built = action(*children)
            if isinstance(built, TypeName):
                self.count_type(built)
            return built

        return build

    def count_type(self, spelled: TypeName) -> None:
        """Count a type that a statement names."""
        try:
            name = canonical(spelled.name, spelled.modifiers).name
        except (KeyError, HeliosError):
            return
        plain, bracket, _ = name.partition("(")
        self.types[
            {"n": "numeric(p,s)", "c": "character varying(n)"}[plain[0]] if bracket else plain
        ] += 1

    def told(self, statement: Statement, answer: Answer) -> None:
        """Count a statement with what the judge answered."""
        self.statements += 1
        if isinstance(answer, Refused):
            self.refused += 1
            self.sqlstates[answer.sqlstate] += 1
        try:
            self.automaton.run(statement.text, "start")
        except HeliosError:
            return

    def wanted(self) -> Mapping[str, tuple[Counter[str], list[str]]]:
        """Return what is counted, and all that is to be reached."""
        codes = read_codes(spec_directory())
        sqlstates = [code for code in codes if code not in OTHERS and not code.startswith("HB")]
        built = {one.action for one in load().productions if one.action and not one.transparent}
        productions = sorted(built - REFUSED.keys() - ELSEWHERE)
        return {
            "production": (self.productions, productions),
            "type": (self.types, list(TYPES)),
            "SQLSTATE": (self.sqlstates, sqlstates),
        }

    def missing(self) -> list[str]:
        """Return what was never reached."""
        return [
            f"{what} {name}"
            for what, (counter, names) in self.wanted().items()
            for name in names
            if not counter[name]
        ]

    def lines(self) -> Iterable[str]:
        """Yield the counts, a line for each kind of thing."""
        share = self.refused / max(1, self.statements)
        yield f"{self.statements} statements, {self.refused} of them refused ({share:.1%})"
        for what, (counter, names) in self.wanted().items():
            counts = ", ".join(f"{name} {counter[name]}" for name in sorted(names))
            yield f"{what}s ({len(names)}): {counts}"
