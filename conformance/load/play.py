"""Sessions that transfer, and what is asked for beside them (CNF-107)."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Final, TypeAlias

from conformance.drivers.answers import Refused
from conformance.load.ledger import ACCOUNTS, OPENING, Ledger, Span

if TYPE_CHECKING:
    from collections.abc import Generator

    from conformance.drivers.answers import Answer
    from conformance.drivers.pipeline import Pipeline
    from conformance.load.ledger import Transfer

Session: TypeAlias = "Generator[str, Answer, None]"
"""Yields a statement, and is given its answer."""

ASIDE: Final = "aside"
"""The session of what is asked for beside the transfers."""

MOST: Final = 50
"""What one transfer moves at most."""

MOST_REFUSALS: Final = 2000
"""Refusals without a transfer between them, after which there is no load."""

COMMIT: Final = "COMMIT"

FILLER: Final = "what makes a backup take its time " * 6
BATCH: Final = 250


def made(rows: int) -> list[str]:
    """Return the statements that make accounts, transfers, and so many rows between them."""
    accounts = ", ".join(f"({number}, {OPENING})" for number in range(ACCOUNTS))
    ballast = (
        ", ".join(f"({number}, '{FILLER}')" for number in range(first, min(first + BATCH, rows)))
        for first in range(0, rows, BATCH)
    )
    return [
        "CREATE TABLE accounts (id INT PRIMARY KEY, balance INT)",
        f"INSERT INTO accounts VALUES {accounts}",  # noqa: S608 - our own words
        "CREATE TABLE ballast (id INT PRIMARY KEY, said TEXT)",
        *(f"INSERT INTO ballast VALUES {values}" for values in ballast),  # noqa: S608 - the same
        "CREATE TABLE transfers (id INT PRIMARY KEY, source INT, target INT, amount INT)",
    ]


class NoLoadError(Exception):
    """The target does not get as far as to be under load."""


class Play:
    """The sessions of one process; whoever waits for one hears the others."""

    def __init__(self, pipeline: Pipeline, ledger: Ledger, sessions: int, seed: str) -> None:
        self._pipeline = pipeline
        self._ledger = ledger
        self._ended = False
        self._refused: Refused | None = None
        """The last refusal of a transfer."""
        self._playing: dict[str, Session] = {}
        for number in range(sessions):
            name = f"session{number}"
            self._playing[name] = self._transferring(random.Random(f"{seed} {name}"))  # noqa: S311 - to be seen again
            self._pipeline.send(name, next(self._playing[name]))

    def asked(self, statement: str) -> tuple[Answer, Span]:
        """Return what a statement answers, and from when to when it was asked, beside the rest."""
        sent = self._ledger.tick()
        self._pipeline.send(ASIDE, statement)
        while (answer := self._heard()) is None:
            pass
        return answer, Span(sent, self._ledger.ticks)

    def asked_and_killed(self, statement: str, seconds: float) -> tuple[Answer | None, Span]:
        """Ask for a statement, and kill the process so much later; it may have answered by then."""
        sent = self._ledger.tick()
        self._pipeline.send(ASIDE, statement)
        answer, done = None, None
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            heard = self._heard(left)
            if heard is not None:
                answer, done = heard, self._ledger.ticks
        self._pipeline.restart()
        return answer, Span(sent, done)

    def go_on(self, transfers: int) -> None:
        """Wait until so many more transfers are acknowledged."""
        enough = self._ledger.committed + transfers
        gives_up = self._ledger.refusals + MOST_REFUSALS
        while self._ledger.committed < enough:
            self._heard()
            if self._ledger.refusals > gives_up:
                raise NoLoadError(self._refused)

    def stop(self) -> None:
        """Let every session end its transfer, and begin no other."""
        self._ended = True
        while self._pipeline.waits:
            self._heard()

    def _heard(self, seconds: float | None = None) -> Answer | None:
        """Hear one session, and let it go on; the answer, where it was asked aside."""
        received = self._pipeline.receive(seconds)
        if received is None:
            return None
        session, answer = received
        self._ledger.tick()
        if session == ASIDE:
            return answer
        try:
            self._pipeline.send(session, self._playing[session].send(answer))
        except StopIteration:
            del self._playing[session]
        return None

    def _transferring(self, chosen: random.Random) -> Session:
        """Transfer until it is enough."""
        while not self._ended:
            source, target = chosen.sample(range(ACCOUNTS), 2)
            yield from self._transfer(self._ledger.begin(source, target, chosen.randint(1, MOST)))

    def _transfer(self, one: Transfer) -> Session:
        for statement in statements_of(one):
            if statement == COMMIT:
                one.sent = self._ledger.tick()
            answer = yield statement
            if isinstance(answer, Refused):
                self._ledger.refuse(one)
                self._refused = answer
                yield "ROLLBACK"
                return
        self._ledger.commit(one)


def statements_of(one: Transfer) -> list[str]:
    """Return what a transfer asks for."""
    move = "UPDATE accounts SET balance = balance"
    return [
        "BEGIN",
        f"{move} - {one.amount} WHERE id = {one.source}",
        f"{move} + {one.amount} WHERE id = {one.target}",
        f"INSERT INTO transfers VALUES ({', '.join(one.row)})",  # noqa: S608 - our own words
        COMMIT,
    ]
