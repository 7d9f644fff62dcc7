"""Transfers in threads while backups are taken: the sum holds in each of them (01-model, 04)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from threading import Event
from typing import TYPE_CHECKING, Final

from helios_ref.backup import files
from helios_ref.collaborators import COLLABORATORS
from helios_ref.errors import BusyError, SerializationFailureError
from helios_ref.session import Session
from helios_ref.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WRITERS: Final = 8
BACKUPS: Final = 200
ACCOUNTS: Final = 20
EACH: Final = 1_000_000


@dataclass
class Bank:
    """One database, and a session for whoever comes."""

    directory: Path
    closed: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        """Open accounts."""
        self.database = COLLABORATORS.database()
        teller = self.session()
        teller.execute("CREATE TABLE accounts (id INT PRIMARY KEY, amount INT CHECK (amount >= 0))")
        rows = ", ".join(f"({at}, {EACH})" for at in range(ACCOUNTS))
        teller.execute(f"INSERT INTO accounts VALUES {rows}")

    def session(self) -> Session:
        """Return a new session, which waits a while for its turn."""
        return Session(self.database, Settings(directory=str(self.directory), timeout_ms=50))

    def transfer(self, seed: int) -> int:
        """Move money until the bank closes, again where another was faster; return how often."""
        session, dice, done = self.session(), Random(seed), 0  # noqa: S311  # dice of a test
        while not self.closed.is_set():
            giver, taker = dice.sample(range(ACCOUNTS), 2)
            try:
                session.execute("BEGIN")
                session.execute("UPDATE accounts SET amount = amount - 1 WHERE id = $1", (giver,))
                session.execute("UPDATE accounts SET amount = amount + 1 WHERE id = $1", (taker,))
                session.execute("COMMIT")
                done += 1
            except (BusyError, SerializationFailureError):
                session.execute("ROLLBACK")
            except Exception:
                session.execute("ROLLBACK")
                raise
        session.close()
        return done

    def backups(self) -> list[str]:
        """Take backups while the bank is open, and return their IDs."""
        session, taken = self.session(), []
        for number in range(BACKUPS):
            kind = "INCREMENTAL" if number % 10 else ""
            reply = session.execute(f"BACKUP DATABASE {kind}")
            taken.append(str(reply.rows[0][1]))
        session.close()
        return taken


def test_the_sum_holds_in_every_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """BKP-020, BKP-021, BRN-020. Eight writers, 200 backups; each holds whole transfers only."""
    monkeypatch.setattr(files, "DISK", files.Disk(fsync=lambda _: None))
    bank = Bank(tmp_path)
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        writers = [pool.submit(bank.transfer, seed) for seed in range(WRITERS)]
        try:
            taken = pool.submit(bank.backups).result()
        finally:
            bank.closed.set()
    done = [writer.result() for writer in writers]
    assert len([one for one in done if one]) > 1, "who gets the lock is promised to nobody"
    assert len(set(taken)) == BACKUPS
    teller = bank.session()
    states = set()
    for backup in taken:
        teller.execute(f"RESTORE DATABASE FROM '{backup}'")
        reply = teller.execute("SELECT sum(amount), count(*), min(amount) >= 0 FROM accounts")
        assert reply.rows == ((ACCOUNTS * EACH, ACCOUNTS, True),)
        states.add(str(teller.execute("SELECT * FROM accounts ORDER BY id").rows))
    assert len(states) > 1, "the writers wrote meanwhile"
