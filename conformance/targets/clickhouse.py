"""
ClickHouse's own BACKUP and RESTORE statements, by chdb: the whole server as a library.

A branch is a database of the one server that a process can have. A backup is a tar, which BACKUP
writes under a name that does not change, because incrementals remember it; the file goes where it
was asked for, and a link stays. UPDATE and DELETE are ALTER mutations; for `lightweight`, they are
what they say.
"""

from __future__ import annotations

import atexit
import json
import re
import shutil
import tempfile
from hashlib import sha256
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from conformance.kit import KitDriver, as_text, decimals_as, discarded_on_failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.kit import Table

CHDB = import_module("chdb")
SESSIONS = import_module("chdb.session")

CONFIG: Final = """<clickhouse>
  <backups><allowed_path>/</allowed_path></backups>
  <merge_tree>
    <allow_nullable_key>1</allow_nullable_key>
    <enable_block_number_column>1</enable_block_number_column>
    <enable_block_offset_column>1</enable_block_offset_column>
  </merge_tree>
</clickhouse>
"""
"""Backups anywhere; keys without NOT NULL; what lightweight updates need of a table."""

SETTINGS: Final = (
    "SET data_type_default_nullable = 1",
    "SET default_table_engine = 'MergeTree'",
    "SET mutations_sync = 2",
    "SET output_format_json_quote_decimals = 1",
)
LIGHTWEIGHT: Final = (
    "SET enable_lightweight_update = 1",
    "SET lightweight_delete_mode = 'lightweight_update_force'",
)

UPDATE: Final = re.compile(r"UPDATE\s+(\w+)\s+SET\s(.*)", re.IGNORECASE | re.DOTALL)
DELETE: Final = re.compile(r"DELETE\s+FROM\s+(\w+)\s(.*)", re.IGNORECASE | re.DOTALL)
WHERE: Final = re.compile(r"\bWHERE\b", re.IGNORECASE)

REFUSALS: Final = (RuntimeError, UnicodeDecodeError)
"""An error, and one whose message has bytes of a damaged file in it, which chdb cannot decode."""

FORMAT: Final = "JSONCompactEachRowWithNames"


class Clickhouse:
    """What the kit asks of an engine; a database is its name."""

    version = CHDB.engine_version
    capabilities = ("alter", "truncate")
    supplied = ("dialect",)
    refusals = REFUSALS

    def __init__(self, *, lightweight: bool) -> None:
        self._lightweight = lightweight
        self.name = "ClickHouse with lightweight updates" if lightweight else "ClickHouse"
        self._home = Path(tempfile.mkdtemp(prefix="helios-ch-"))
        atexit.register(shutil.rmtree, self._home, ignore_errors=True)
        config = self._home / "config.xml"
        config.write_text(CONFIG, encoding="utf-8")
        self._session = SESSIONS.Session(f"{self._home}/data?config-file={config}")
        for setting in (*SETTINGS, *(LIGHTWEIGHT if lightweight else ())):
            self._asked(setting)
        self._numbers = count()

    def begin(self, folder: Path) -> str:
        """Create a database."""
        del folder
        name = self._new_name()
        self._asked(f"CREATE DATABASE {name}")
        return name

    def query(self, database: str, session: str, statement: str) -> Table:
        """Run one statement, as ClickHouse spells it."""
        del session
        self._asked(f"USE {database}")
        answer = self._asked(self._spelt(statement))
        if not answer:
            return [], []
        columns, *rows = answer
        return as_text(columns, rows)

    def full(self, database: str, file: Path) -> None:
        """Run BACKUP."""
        self._back_up(database, file, "")

    def incremental(self, database: str, chain: Sequence[Path], file: Path) -> None:
        """Run BACKUP with the parent as base."""
        self._back_up(database, file, f" SETTINGS base_backup = File('{self._tar(chain[-1])}')")

    def restored(self, chain: Sequence[Path], folder: Path) -> str:
        """Run RESTORE; each backup knows its base."""
        del folder
        with discarded_on_failure(self, self._new_name()) as name:
            self._asked(f"RESTORE DATABASE live AS {name} FROM File('{self._tar(chain[-1])}')")
        return name

    def copy(self, database: str, folder: Path) -> str:
        """Copy every table."""
        name = self.begin(folder)
        for (table,) in self._asked(f"SHOW TABLES FROM {database}")[1:]:
            self._asked(f"CREATE TABLE {name}.`{table}` AS {database}.`{table}`")
            rows = f"SELECT * FROM {database}.`{table}`"  # noqa: S608 - names that ClickHouse gave
            self._asked(f"INSERT INTO {name}.`{table}` {rows}")
        return name

    def discard(self, database: str) -> None:
        """Drop a database."""
        self._asked(f"DROP DATABASE IF EXISTS {database} SYNC")

    def _back_up(self, database: str, file: Path, settings: str) -> None:
        tar = self._tar(file)
        self._asked(f"BACKUP DATABASE {database} AS live TO File('{tar}'){settings}")
        shutil.move(tar, file)
        tar.symlink_to(file)

    def _tar(self, file: Path) -> Path:
        """Return the name under which ClickHouse knows a backup."""
        return self._home / f"{sha256(bytes(file)).hexdigest()}.tar"

    def _new_name(self) -> str:
        return f"b{next(self._numbers)}"

    def _spelt(self, statement: str) -> str:
        written = decimals_as("Decimal(18, 2)", statement)
        changes = UPDATE.match(written) or DELETE.match(f"{written} ")
        if changes and not WHERE.search(written):
            written += " WHERE 1"
        if self._lightweight:
            return written
        written = UPDATE.sub(r"ALTER TABLE \1 UPDATE \2", written)
        return DELETE.sub(r"ALTER TABLE \1 DELETE \2", written)

    def _asked(self, statement: str) -> list[list[object]]:
        """Return names and rows of an answer; nothing where there is none."""
        try:
            answer = self._session.query(statement, FORMAT).bytes()
        except REFUSALS:
            self._session.query("SELECT 1", FORMAT)  # else it stands before the next answer
            raise
        lines = answer.decode(errors="backslashreplace").split("\n")
        return [json.loads(line) for line in lines if line]


def driver() -> KitDriver[str]:
    """Return the driver of the target `clickhouse`."""
    return KitDriver(Clickhouse(lightweight=False))


def lightweight() -> KitDriver[str]:
    """Return the driver of the target `clickhouse-lightweight`."""
    return KitDriver(Clickhouse(lightweight=True))
