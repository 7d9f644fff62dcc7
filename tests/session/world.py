"""A database with two sessions."""

from __future__ import annotations

from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database


class World:
    """A database with two sessions."""

    def __init__(self) -> None:
        """Make a table of one row."""
        self.database = Database()
        self.one = Session(self.database, Settings())
        self.two = Session(self.database, Settings())
        self.one.execute("CREATE TABLE t (a INT PRIMARY KEY)")
        self.one.execute("INSERT INTO t VALUES (1)")


def values(session: Session, source: str = "t") -> list[object]:
    return [row[0] for row in session.execute(f"SELECT a FROM {source} ORDER BY a").rows]
