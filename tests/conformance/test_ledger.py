"""What a ledger of transfers says of a state that is read (CNF-107)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conformance.drivers.answers import Refused, Rows
from conformance.load.ledger import ACCOUNTS, OPENING, Came, Ledger, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture
def ledger() -> Ledger:
    """Return a ledger of three transfers, one after the other, and of one that was refused."""
    ledger = Ledger()
    for _ in range(3):
        one = ledger.begin(0, 1, 5)
        one.sent = ledger.tick()
        ledger.tick()
        ledger.commit(one)
    refused = ledger.begin(1, 2, 7)
    refused.sent = ledger.tick()
    ledger.refuse(refused)
    return ledger


ALL = Span(sent=0, done=99)


def state(*numbers: int, moved: int = 5, target: str = "1") -> list[Rows]:
    """Return what a database reads that has these transfers."""
    held = {str(number): OPENING for number in range(ACCOUNTS)}
    held["0"] -= moved * len(numbers)
    held["1"] += moved * len(numbers)
    balances = tuple((account, str(balance)) for account, balance in held.items())
    transfers = tuple((str(one), "0", target, "5") for one in numbers)
    return [
        Rows(("id", "balance"), balances),
        Rows(("id", "source", "target", "amount"), transfers),
    ]


@pytest.mark.parametrize(
    ("read", "taken", "came"),
    [
        (state(), ALL, Came.HOLDS),
        (state(1, 2), ALL, Came.HOLDS),
        (state(1, 2, 3), ALL, Came.HOLDS),
        (state(1, 2, moved=4), ALL, Came.HALF),
        (state(1, target="2"), ALL, Came.HALF),
        (state(1), Span(sent=5, done=99), Came.LOST),
        (state(2), Span(sent=0, done=99), Came.TORN),
        (state(1, 2, 3), Span(sent=0, done=4), Came.FOREIGN),
        (state(4), ALL, Came.FOREIGN),
        (state(7), ALL, Came.FOREIGN),
        ([Refused("REFUSED", ""), state()[1]], ALL, Came.UNREADABLE),
    ],
)
def test_a_state_is_of_one_moment_or_something_is_said_of_it(
    ledger: Ledger, read: Sequence[Rows | Refused], taken: Span, came: Came
) -> None:
    """CNF-107. The ticks of the transfers are 1 and 2, 3 and 4, 5 and 6."""
    assert ledger.judged(read, taken) is came


def test_what_is_acknowledged_during_a_backup_is_counted(ledger: Ledger) -> None:
    """CNF-107. Of one that was not answered, nobody knows."""
    assert Span(2, 5).during(ledger.transfers) == 1
    assert Span(0, None).during(ledger.transfers) == 0
