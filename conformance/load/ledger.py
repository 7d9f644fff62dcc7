"""What was transferred, as seen from outside, and what a restored state may say of it (CNF-107)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from conformance.drivers.answers import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conformance.drivers.answers import Answer

ACCOUNTS: Final = 12
OPENING: Final = 1000
"""What each account holds before the first transfer."""

BALANCES: Final = "SELECT id, balance FROM accounts ORDER BY id"
TRANSFERS: Final = "SELECT id, source, target, amount FROM transfers ORDER BY id"


class Came(Enum):
    """What came of a backup that was taken under load."""

    HOLDS = "holds"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    HALF = "half a transfer"
    LOST = "lost"
    FOREIGN = "foreign"
    TORN = "no one moment"
    UNLISTED = "unlisted"
    UNLINKED = "unlinked"
    FAULT = "fault"


@dataclass(slots=True)
class Transfer:
    """An amount that goes from one account to another, in one transaction."""

    number: int
    source: int
    target: int
    amount: int
    sent: int | None = None
    """The tick in which its COMMIT was sent; None where it never was."""

    done: int | None = None
    """The tick in which its COMMIT was answered."""

    refused: bool = False
    """Whether it was refused, so that it may be in no backup."""

    @property
    def row(self) -> tuple[str, ...]:
        """The row that it leaves."""
        return tuple(map(str, (self.number, self.source, self.target, self.amount)))


@dataclass(slots=True)
class Ledger:
    """Every transfer that was begun; a tick is a moment in which something was sent or heard."""

    transfers: list[Transfer] = field(default_factory=list)
    committed: int = 0
    """How many were acknowledged."""

    refusals: int = 0
    ticks: int = 0

    def tick(self) -> int:
        """Return the next moment."""
        self.ticks += 1
        return self.ticks

    def begin(self, source: int, target: int, amount: int) -> Transfer:
        """Note a transfer that is about to begin."""
        transfer = Transfer(len(self.transfers) + 1, source, target, amount)
        self.transfers.append(transfer)
        return transfer

    def commit(self, one: Transfer) -> None:
        """Note that a transfer was acknowledged."""
        one.done = self.ticks
        self.committed += 1

    def refuse(self, one: Transfer) -> None:
        """Note that a transfer was refused."""
        one.refused = True
        self.refusals += 1

    def judged(self, read: Sequence[Answer], taken: Span) -> Came:
        """Return whether a state is one that the database was in while a backup was taken."""
        balances, transfers = read
        if not isinstance(balances, Rows) or not isinstance(transfers, Rows):
            return Came.UNREADABLE
        if balances.rows != _balances(transfers.rows):
            return Came.HALF
        return self._of_one_moment({row[0]: row for row in transfers.rows}, taken)

    def _of_one_moment(self, rows: dict[str | None, tuple[str | None, ...]], taken: Span) -> Came:
        """Tell whether the transfers that came back are those of one moment of the backup."""
        there = [one for one in self.transfers if rows.get(str(one.number)) == one.row]
        if len(there) < len(rows) or any(not _may_be_in(one, taken) for one in there):
            return Came.FOREIGN
        numbers = {one.number for one in there}
        missing = [
            one.done for one in self.transfers if one.done is not None and one.number not in numbers
        ]
        if any(done < taken.sent for done in missing):
            return Came.LOST
        last = max((one.sent for one in there if one.sent is not None), default=0)
        return Came.TORN if any(done < last for done in missing) else Came.HOLDS


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when something was asked for; without an end where no answer came."""

    sent: int
    done: int | None

    def during(self, transfers: Iterable[Transfer]) -> int:
        """Return how many transfers were acknowledged meanwhile."""
        return sum(
            self.sent < one.done < self.done
            for one in transfers
            if one.done is not None and self.done is not None
        )


def _may_be_in(one: Transfer, taken: Span) -> bool:
    """Whether a backup may hold a transfer: it was committed, or may have been, before its end."""
    sent_in_time = one.sent is not None and (taken.done is None or one.sent < taken.done)
    return sent_in_time and not one.refused


def _balances(rows: Sequence[tuple[str | None, ...]]) -> tuple[tuple[str, str], ...]:
    """Return what accounts hold after some transfers, which may be of accounts that are not."""
    accounts = [*map(str, range(ACCOUNTS))]
    held = Counter(dict.fromkeys(accounts, OPENING))
    for _, source, target, amount in rows:
        held[str(source)] -= int(amount or 0)
        held[str(target)] += int(amount or 0)
    return tuple((account, str(held[account])) for account in accounts)
