"""A fixture for tests of other projects: a database at a chosen state (07-operations)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

import helios_ref

if TYPE_CHECKING:
    from pathlib import Path

    from helios_ref import Connection

MARK: Final = "helios(backup=None, **options): the state of a backup, and options of connect()"
BACKUP_ID: Final = re.compile(r"bk_[0-9]+")


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", MARK)


@pytest.fixture
def helios(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    """
    A connection to a database of the test's own, empty or at the state of a backup (OPS-090).

        @pytest.mark.helios("shop.hldb")
        def test_a_report(helios):
            assert helios.execute("SELECT count(*) FROM products").fetchone() == (3,)

    The path is that of a `.hldb` file, relative to the test's own; parents are found beside it. An
    ID is looked for in `backups`. Further options are those of `helios_ref.connect`; BACKUP without
    TO writes into `tmp_path`. A file that cannot be restored fails the test with its refusal.
    """
    backup, options = _asked(request.node.get_closest_marker("helios"))
    connection = helios_ref.connect(**{"directory": str(tmp_path), **options})
    try:
        if backup is not None:
            source = str(backup)
            if not BACKUP_ID.fullmatch(source):
                source = str(request.path.parent / backup)
            quoted = source.replace("'", "''")
            try:
                connection.execute(f"RESTORE DATABASE FROM '{quoted}'")
            except helios_ref.Error as refusal:
                pytest.fail(f"{refusal.code}: {refusal}\nhint: {refusal.hint}", pytrace=False)
        yield connection
    finally:
        connection.close()


def _asked(mark: pytest.Mark | None) -> tuple[str | Path | None, dict[str, Any]]:
    """Return the backup and the options that a mark gives."""
    options = dict(mark.kwargs) if mark is not None else {}
    given = mark.args if mark is not None else ()
    return (given[0] if given else options.pop("backup", None)), options
