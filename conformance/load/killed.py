"""A process that is killed while it takes a backup, and what the next one makes of it (CNF-108)."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.drivers.answers import Fault, Rows
from conformance.drivers.pipeline import Pipeline
from conformance.drivers.target import Target
from conformance.load.ledger import BALANCES, TRANSFERS, Came, Ledger, Span, Transfer
from conformance.load.play import statements_of
from conformance.load.under_load import ASKED_AS, BETWEEN, MAIN, backed_up, came_back, under_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from conformance.drivers.process import ProcessDriver
    from conformance.load.under_load import Load

LISTED: Final = "SELECT backup_id, parent_id FROM helios_backups ORDER BY timestamp, backup_id"
LEAST_S: Final = 0.001

KINDS: Final = ("full", "incremental")
"""The backups that are acknowledged before, and during which a kill falls in turn."""

NEXT: Final = statements_of(Transfer(1_000_000, 0, 1, 1))
"""What happens after it, and has to be in the next backup."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was seen from outside before the kill."""

    spans: Mapping[str, Span]
    """The backups that were acknowledged."""

    unanswered: Span
    """The one that perhaps was not."""

    ledger: Ledger


@dataclass(frozen=True, slots=True)
class KillRow:
    """What came of a kill."""

    kind: str
    """The backup during which it fell."""

    after_s: float
    answered: bool
    """Whether the backup had been acknowledged by then."""

    listed: int
    """How many backups the next process lists."""

    came: Came
    """The worst that came of any."""


def killed(driver: ProcessDriver, load: Load, number: int) -> KillRow:
    """Kill a process during its third backup, start another, and look at what there is."""
    chosen = random.Random(f"{load.seed} {number}")  # noqa: S311 - to be seen again
    kind = KINDS[number % 2]
    with tempfile.TemporaryDirectory(prefix="helios-conformance-") as directory:
        ledger = Ledger()
        play = under_way(Target(driver), Pipeline(driver), directory, load, ledger)
        known = []
        for count, _ in enumerate(KINDS):
            play.go_on(BETWEEN)
            known.append(backed_up(play, directory, count))
        after_s = max(known[number % 2].seconds * chosen.random(), LEAST_S)
        statement = f"{ASKED_AS[kind]} TO '{directory}/killed.hldb'"
        answer, span = play.asked_and_killed(statement, after_s)
        spans = {one.backup_id: one.span for one in known}
        if isinstance(answer, Rows):
            spans[str(answer.rows[0][1])] = span
        listed, came = _found(driver, directory, Known(spans, span, ledger))
    return KillRow(kind, round(after_s, 3), isinstance(answer, Rows), listed, came)


def _found(driver: ProcessDriver, directory: str, known: Known) -> tuple[int, Came]:
    """Return how many backups a new process lists, and the first bad thing that came of them."""
    try:
        target = Target(driver)
        target.reopen([directory])
        parents = _parents(target)
        came = _restored(target, parents, known)
        if came is Came.HOLDS and not _linked(target, directory, [*parents][-1]):
            came = Came.UNLINKED
        target.close()
    except Fault:
        return 0, Came.FAULT
    return len(parents), came


def _restored(target: Target, listed: Iterable[str], known: Known) -> Came:
    if target.has("durable") and not known.spans.keys() <= {*listed}:
        return Came.UNLISTED
    for backup_id in listed:
        span = known.spans.get(backup_id, Span(known.unanswered.sent, None))
        if (came := came_back(target, backup_id, span, known.ledger)) is not Came.HOLDS:
            return came
    return Came.HOLDS


def _linked(target: Target, directory: str, last: str) -> bool:
    """Whether the next incremental is one of the last backup that is listed, and restores."""
    for statement in NEXT:
        target.execute(MAIN, statement)
    before = [target.execute(MAIN, query) for query in (BALANCES, TRANSFERS)]
    taken = target.execute(MAIN, f"{ASKED_AS['incremental']} TO '{directory}/next.hldb'")
    if not isinstance(taken, Rows):
        return False
    backup_id = str(taken.rows[0][1])
    linked = _parents(target).get(backup_id) == last
    target.execute(MAIN, "DELETE FROM transfers")
    target.execute(MAIN, f"RESTORE DATABASE FROM '{backup_id}'")
    return linked and before == [target.execute(MAIN, query) for query in (BALANCES, TRANSFERS)]


def _parents(target: Target) -> dict[str, str | None]:
    """Return the parent of each backup that is listed, the oldest first."""
    answer = target.execute(MAIN, LISTED)
    return {str(one): parent for one, parent in answer.rows} if isinstance(answer, Rows) else {}
