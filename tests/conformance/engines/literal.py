"""Right engines that read the source to the letter where this spec decided otherwise (CNF-002)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from conformance.run.clock import FIRST_SECOND
from helios_ref.driver import CAPABILITIES, ReferenceDriver
from helios_ref.errors import HeliosError
from helios_ref.tables.catalog_records import records

if TYPE_CHECKING:
    from helios_ref.driver import Answer

MEANINGS = {
    ("BACKUP", "col1"): "backup_id",
    ("BACKUP", "col3"): "key_count",
    ("BACKUP", "col4"): "size_bytes",
    ("RESTORE", "col1"): "backup_id",
    ("RESTORE", "col2"): "key_count",
    ("RESTORE", "col3"): "size_bytes",
}
"""What the columns of BACKUP and RESTORE are called in helios_backups."""


class Literal(ReferenceDriver):
    """The reference behind another reading: what it is asked and what it answers are retold."""

    lacks: ClassVar[frozenset[str]] = frozenset({"hldb"})
    """Capabilities that it does not declare."""

    def hello(self) -> dict[str, object]:
        """Return who this is, and what it can do."""
        declared = [name for name in CAPABILITIES if name not in self.lacks]
        return {**super().hello(), "name": type(self).__name__, "capabilities": declared}

    def execute(self, session: str, statement: str) -> Answer:
        """Answer as the reference does, each cell retold by what it means."""
        columns, rows, notices = super().execute(session, self.asked(statement))
        operation = statement.partition(" ")[0]
        meant = [MEANINGS.get((operation, column), column) for column in columns]
        told = [
            [self.told(name, cell) for name, cell in zip(meant, row, strict=True)] for row in rows
        ]
        return columns, told, notices

    def asked(self, statement: str) -> str:
        """Return what the reference is asked."""
        return statement

    def told(self, meaning: str, cell: str | None) -> str | None:
        """Return a cell as this engine writes it."""
        del meaning
        return cell


class MillisecondIds(Literal):
    """Its IDs and timestamps are milliseconds, as the words of S62 have it."""

    def asked(self, statement: str) -> str:
        """Return the statement with IDs of seconds."""
        return re.sub(r"\bbk_(\d+)\d{3}\b", r"bk_\1", statement)

    def told(self, meaning: str, cell: str | None) -> str | None:
        """Return IDs and timestamps with a millisecond."""
        timed = meaning in {"backup_id", "parent_id", "timestamp"}
        return f"{cell}123" if timed and cell is not None else cell


class IsoTimestamps(Literal):
    """Its catalog says the time of a backup in words, not as a number."""

    def told(self, meaning: str, cell: str | None) -> str | None:
        """Return a timestamp as ISO 8601 writes it."""
        if meaning == "timestamp" and cell is not None:
            return datetime.fromtimestamp(int(cell), UTC).isoformat()
        return cell


class OtherCounts(Literal):
    """It counts other keys than the 8 and 7 that the source prints."""

    lacks = Literal.lacks | {"key-accounting"}

    def told(self, meaning: str, cell: str | None) -> str | None:
        """Return another count."""
        return str(2 * int(cell) + 1) if meaning == "key_count" and cell else cell


class OtherSizes(Literal):
    """Its sizes in bytes are of the data, not of the file around them."""

    def told(self, meaning: str, cell: str | None) -> str | None:
        """Return less than the length of the file."""
        return str(int(cell) // 2) if meaning == "size_bytes" and cell else cell


class Refused(Exception):  # noqa: N818 - what it says, and nothing else
    """A refusal without a reason."""

    code = "NO"


class NoCodes(Literal):
    """Its refusals have neither codes nor reasons."""

    lacks = Literal.lacks | {"codes"}

    def execute(self, session: str, statement: str) -> Answer:
        """Answer, or refuse without saying why."""
        try:
            return super().execute(session, statement)
        except HeliosError as refusal:
            raise Refused from refusal


class DecimalsOfTwo(Literal):
    """Its DECIMAL is DECIMAL(18,2)."""

    scale: ClassVar = 2

    def asked(self, statement: str) -> str:
        """Return the statement with a precision and a scale."""
        return re.sub(r"\bDECIMAL\b(?!\()", f"DECIMAL(18,{self.scale})", statement)


class DecimalsOfFour(DecimalsOfTwo):
    """Its DECIMAL is DECIMAL(18,4), so that 9.99 is told as 9.9900."""

    scale: ClassVar = 4


class OrderedByKeys(Literal):
    """Its PRIMARY KEY orders rows: two rows may have one key, and no key can be changed."""

    lacks = Literal.lacks | {"key-accounting"}

    def asked(self, statement: str) -> str:
        """Return the statement without a key."""
        return statement.replace(" PRIMARY KEY", "")

    def execute(self, session: str, statement: str) -> Answer:
        """Answer, unless a key is to be changed."""
        if re.match(r"UPDATE \w+ SET id\b", statement):
            raise Refused
        return super().execute(session, statement)


class ListedBackwards(Literal):
    """Rows without an order come last first, and a parent that is not there is the empty text."""

    def execute(self, session: str, statement: str) -> Answer:
        """Answer in the other direction."""
        columns, rows, notices = super().execute(session, statement)
        ordered = "ORDER BY" in statement or statement.startswith("SHOW")
        return columns, rows if ordered else rows[::-1], notices

    def told(self, meaning: str, cell: str | None) -> str | None:
        """Return no NULL for a parent."""
        return cell or "" if meaning == "parent_id" else cell


class Mending(Literal):
    """Its files survive one wrong bit: a restore mends it, and is right."""

    def __init__(self) -> None:
        super().__init__()
        self._written: dict[Path, bytes] = {}

    def execute(self, session: str, statement: str) -> Answer:
        """Remember what was written, and mend it before it is read."""
        if statement.startswith("RESTORE"):
            for path, data in self._written.items():
                if path.is_file() and _one_bit_apart(path.read_bytes(), data):
                    path.write_bytes(data)
        columns, rows, notices = super().execute(session, statement)
        if statement.startswith("BACKUP"):
            path = Path(str(rows[0][5]))
            self._written[path] = path.read_bytes()
        return columns, rows, notices


class Overwriting(Literal):
    """Of two backups at one time, the second takes the ID and the record of the first (S62)."""

    lacks = Literal.lacks | {"unique-ids"}

    def execute(self, session: str, statement: str) -> Answer:
        """Forget what was recorded in the second in which a full begins."""
        if statement.startswith("BACKUP DATABASE") and "INCREMENTAL" not in statement:
            catalog = self.database.catalog
            for record in list(records(catalog)):
                if record.number >= self._now():
                    del catalog[record.key]
        return super().execute(session, statement)


class Passing:
    """Time that passes by waiting, in no time."""

    def __init__(self) -> None:
        self._second = float(FIRST_SECOND)

    def now(self) -> float:
        """Return the time."""
        return self._second

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self._second += seconds


TIME = Passing()
"""The time of engines without a clock of their own, and of who waits for them."""


class NoClock(Literal):
    """Its time is the world's."""

    lacks = Literal.lacks | {"clock"}

    def _now(self) -> int:
        return int(TIME.now())


class Bare(NoClock, NoCodes):
    """It has nothing that a capability speaks of, but for BACKUP and RESTORE."""

    lacks = frozenset(CAPABILITIES)


def _one_bit_apart(one: bytes, other: bytes) -> bool:
    """Whether two texts of one length differ in one bit."""
    wrong = [left ^ right for left, right in zip(one, other, strict=False) if left != right]
    return len(one) == len(other) and len(wrong) == 1 and wrong[0].bit_count() == 1
