"""A program: statements in one session, each made with a view to what the judge has by then."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.postgres import alterations, changes, definitions, matrix, queries, wrong
from tests.postgres.answers import Refused, Statement
from tests.postgres.changes import Place
from tests.postgres.definitions import TABLES
from tests.postgres.layout import dressed
from tests.postgres.model import tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.postgres.answers import Answer
    from tests.postgres.dice import Dice
    from tests.postgres.model import Table
    from tests.postgres.run import Side

DEFINING: Final = ("CREATE", "ALTER", "DROP", "ROLLBACK", "COMMIT")
"""First words of statements after which there may be other tables."""

WORD: Final = re.compile(r"[^A-Za-z]")
"""Where the first word ends."""

ENOUGH: Final = 4
"""With so many tables no further one is made."""

SAMPLES: Final = (
    "SELECT now() = CURRENT_TIMESTAMP, CURRENT_DATE = CURRENT_DATE",
    "SELECT CURRENT_DATE - CURRENT_DATE AS d, CURRENT_TIMESTAMP IS NULL",
)
"""What can be said of the clock, which each side has for itself (SQL-062)."""


@dataclass(slots=True)
class Program:
    """The making of a program."""

    dice: Dice
    judge: Side
    known: tuple[Table, ...] = ()
    moved: set[str] = field(default_factory=set)
    """Tables of which PostgreSQL may keep the rows in another order than we do."""

    spent: set[str] = field(default_factory=set)
    """Tables of which a counter may have a gap that MOD-032 does not have."""

    renamed: bool = False
    begun: bool = False
    aborted: bool = False

    def next(self) -> Statement:
        """Return the next statement."""
        for _ in range(100):
            made = self.made()
            if made is not None:
                return dressed(self.dice, made)
        return Statement("SELECT 1", ordered=True)

    def made(self) -> Statement | None:
        """Return a statement, or None where the one that was thought of is none here."""
        dice = self.dice
        if self.begun and dice.chance(0.3 if self.aborted else 0.12):
            return Statement(dice.one(("COMMIT", "COMMIT", "ROLLBACK")))
        if len(self.known) < 1 or (len(self.known) < ENOUGH and dice.chance(0.06)):
            return self.defined()
        return dice.weighted(FORMS)(self)

    def learn(self, statement: Statement, answer: Answer) -> None:
        """Take note of what a statement did."""
        word = WORD.split(statement.text, maxsplit=1)[0].upper()
        refused = isinstance(answer, Refused)
        if refused:
            self.aborted = self.begun
            self.spent.add(statement.touched)
        elif statement.moves:
            self.moved.add(statement.touched)
        self.renamed = self.renamed or "RENAME" in statement.text.upper()
        if word in {"BEGIN", "START"}:
            self.begun = self.begun or not refused
        elif word in {"COMMIT", "ROLLBACK"} and not refused:
            if self.aborted or word == "ROLLBACK":
                self.spent.update(table.oid for table in self.known)
            self.begun = self.aborted = False
        if word in DEFINING and not self.aborted:
            self.known = tables(self.judge)

    def place(self) -> Place:
        """Return a table, and what is known of it."""
        return self.placed(self.dice.one(self.known))

    def placed(self, table: Table) -> Place:
        """Return a table with what is known of it."""
        return Place(table, table.oid in self.moved, table.oid in self.spent, self.renamed)

    def defined(self) -> Statement:
        """Return a CREATE TABLE under a name that is free, or nearly always."""
        taken = {table.name for table in self.known}
        free = [name for name in TABLES if name.lower() not in taken and name not in taken]
        return definitions.create(self.dice, self.dice.one(free or TABLES))

    def rows(self) -> Statement:
        """Return a SELECT from a table."""
        return queries.rows(self.dice, self.place().table)

    def distinct(self) -> Statement:
        """Return a SELECT DISTINCT."""
        return queries.distinct(self.dice, self.place().table)

    def aggregated(self) -> Statement:
        """Return a SELECT of aggregates."""
        return queries.aggregated(self.dice, self.place().table, frozenset(self.moved))

    def constants(self) -> Statement:
        """Return a SELECT without a table."""
        return queries.constants(self.dice)

    def cell(self) -> Statement:
        """Return one operator over two types."""
        return matrix.cell(self.dice)

    def clock(self) -> Statement:
        """Return what is true of any clock."""
        return Statement(self.dice.one(SAMPLES))

    def insert(self) -> Statement:
        """Return an INSERT of values."""
        return changes.insert(self.dice, self.place())

    def from_query(self) -> Statement | None:
        """Return an INSERT of what a query gives."""
        return changes.from_query(self.dice, self.place(), self.place())

    def update(self) -> Statement | None:
        """Return an UPDATE."""
        return changes.update(self.dice, self.place())

    def delete(self) -> Statement:
        """Return a DELETE."""
        return changes.delete(self.dice, self.place())

    def alter(self) -> Statement | None:
        """Return an ALTER TABLE."""
        return alterations.alter(self.dice, self.place())

    def index(self) -> Statement:
        """Return a CREATE INDEX or a DROP INDEX."""
        if self.dice.chance(0.3):
            return definitions.dropped_index(self.dice)
        return definitions.index(self.dice, self.place())

    def removed(self) -> Statement:
        """Return a DROP TABLE or a TRUNCATE."""
        if self.dice.chance(0.5):
            return definitions.drop(self.dice)
        return definitions.truncate(self.dice, self.place())

    def begin(self) -> Statement:
        """Return a BEGIN."""
        return Statement(self.dice.one(("BEGIN", "BEGIN TRANSACTION", "START TRANSACTION")))

    def end(self) -> Statement:
        """Return a COMMIT or a ROLLBACK, which may have nothing to end."""
        return Statement(self.dice.one(("COMMIT", "ROLLBACK")))

    def wrong(self) -> Statement | None:
        """Return something that is refused."""
        return wrong.wrong(self.dice, self.place())


FORMS: Final[list[tuple[int, Callable[[Program], Statement | None]]]] = [
    (16, Program.rows),
    (4, Program.distinct),
    (8, Program.aggregated),
    (8, Program.constants),
    (14, Program.cell),
    (1, Program.clock),
    (22, Program.insert),
    (3, Program.from_query),
    (8, Program.update),
    (3, Program.delete),
    (7, Program.alter),
    (3, Program.index),
    (2, Program.removed),
    (3, Program.begin),
    (1, Program.end),
    (10, Program.wrong),
]
