"""The public compliance suite of PEP 249, subclassed as it is meant to be."""

from __future__ import annotations

import dbapi20  # type: ignore[import-untyped]  # it has no types
import pytest

import helios_ref


class TestCompliance(dbapi20.DatabaseAPI20Test):  # type: ignore[misc]  # it has no types
    """Every test of the suite; three are replaced, as the suite asks or allows."""

    driver = helios_ref

    def setUp(self) -> None:
        """Begin with an empty database that the test's connections share."""
        self.database = helios_ref.Database()
        self.connect_kw_args = {"database": self.database}

    def test_nextset(self) -> None:
        """A statement has one reply, so the method, which is optional, is not there."""
        assert not hasattr(helios_ref.Cursor, "nextset")

    def test_setoutputsize(self) -> None:
        """The sizes of large columns may be announced, and mean nothing."""
        with helios_ref.connect(self.database) as connection:
            cursor = connection.cursor()
            cursor.setoutputsize(1000)
            cursor.setoutputsize(2, 0)
            assert cursor.execute("SELECT 'a longer text'").fetchall() == [("a longer text",)]

    def test_non_idempotent_close(self) -> None:
        """
        Closing what is closed does nothing, so that `with` and `close` can stand together.

        The suite says of its own test that reasonable persons differ about it.
        """
        connection = helios_ref.connect(self.database)
        connection.close()
        connection.close()
        with pytest.raises(helios_ref.Error):
            connection.cursor()
