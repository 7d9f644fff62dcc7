"""Files, paths and values that somebody means badly, given to everything that takes them."""

from __future__ import annotations

import os
import signal
import tracemalloc
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count
from operator import itemgetter
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final
from uuid import UUID

from helios_ref import dbapi
from helios_ref.cli.entry import FAULT, ended
from helios_ref.errors import HeliosError
from helios_ref.hldb.block_decode import LONGEST
from helios_ref.hldb.layout import INDEX, IndexHead
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database
from helios_ref.tables.schema import CheckConstraint, Column, Schema, encode_schema
from helios_ref.types import canonical
from tests.backup.lies import EDITS, edit, right, written
from tests.fuzz.choices import one_of
from tests.fuzz.histories import FIRST
from tests.hldb.sparse import sealed_file
from tests.vectors.assemble import Draft, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.backup.lies import Edit
    from tests.fuzz.choices import Choices
    from tests.fuzz.figures import Figures
    from tests.hldb.sparse import Piece

CORPUS: Final = Path(__file__).parent.parent / "corpus" / "tutorial"
ROOM: Final = 64 << 20
"""Bytes that anything may take beyond twice its input."""

SECONDS: Final = 60
"""After so long, something hangs."""

UNITS: Final = (
    *("(", "1+", "NOT ", "'", "''", "a.", "- ", "CASE WHEN ", "1::int", "$1", "--", "/*", '"'),
    *("a AND ", "'x'||", "1/0+", "count(*)", "b", "now()", "(SELECT 1)", "0x", "1e9", "é", "\n"),
    *("a LIKE '%a%a%b'", "NULL", "a IN (1)", "CAST(a AS ", "numeric(", "9", ")", "TRUE", ","),
)
TIMES: Final = (1, 1, 2, 30, 300, 5_000, 50_000)

STATEMENTS: Final = (
    *("INSERT INTO t VALUES (1, 'x')", "INSERT INTO t DEFAULT VALUES", "UPDATE t SET a = 2"),
    *("SELECT * FROM t WHERE a = 1", "ALTER TABLE t ADD COLUMN c INT", "DELETE FROM t"),
    *("ALTER TABLE t RENAME COLUMN a TO d", "ALTER TABLE t DROP COLUMN b", "DROP TABLE t"),
)


def texts(choices: Choices, place: Path) -> int:
    """Restore a sealed file whose DEFAULT and CHECK say anything, and use its table."""
    path = place / "texts.hldb"
    path.write_bytes(described(text(choices), text(choices)))
    for arguments in (["verify", str(path)], ["inspect", "--json", str(path)]):
        assert ended(arguments) != FAULT, arguments
    session = Session(Database(), Settings(clock=lambda: FIRST, directory=str(place)))
    for statement in (f"RESTORE DATABASE FROM '{path}'", *STATEMENTS):
        with suppress(HeliosError):
            session.execute(statement)
    return path.stat().st_size


def text(choices: Choices) -> str:
    """Return a text of a few things, each many times."""
    return "".join(
        one_of(choices, UNITS) * one_of(choices, TIMES) for _ in range(1 + choices.below(4))
    )


def described(default: str, check: str) -> bytes:
    """Return a sealed file of one table without rows."""
    columns = (Column("a", canonical("INT"), default=default), Column("b", canonical("TEXT")))
    schema = encode_schema(Schema(columns, (), (CheckConstraint("c", check),)))
    entries = sorted([(b"counter:t", b"\x91\x01"), (b"meta:table:t", schema)], key=itemgetter(0))
    return bytes(Draft(FIRST, cut(entries)).assembled().data)


def sparse(choices: Choices, place: Path) -> int:
    """Look at a sealed file that is nearly all holes, or that grew or shrank meanwhile."""
    path = place / "sparse.hldb"
    zeros = one_of(choices, (0, 1, 4096, 1 << 20, 1 << 24, LONGEST, 1 << 27))
    blocks: list[Sequence[Piece]] = [
        *([[zeros + 1]] * choices.below(3)),
        *([[b"x" * 30]] * choices.below(3)),
    ]
    head = INDEX.build(IndexHead(blocks=choices.below(3)))
    index: tuple[Sequence[Piece] | None, ...] = (
        None,
        [zeros],
        [head, zeros],
        [head + b"\1" * 60, zeros],
    )
    file = sealed_file(blocks, one_of(choices, index))
    file.write(path)
    if choices.below(3) == 0:
        os.truncate(path, max(file.size + one_of(choices, (-1, -168, 1, 1 << 24)), 0))
    looked(path, str(choices.below(file.size)))
    return 0


def looked(path: Path, offset: str) -> None:
    """Give a path to every command that reads."""
    place, around, full = str(path), str(path.parent), str(CORPUS / "full_001.hldb")
    for arguments in (
        *(["verify", "--level", level, place] for level in "0123"),
        *(["inspect", place], ["inspect", "--json", place], ["inspect", "--at", offset, place]),
        *(["inspect", "--rows", "t", place], ["diff", place, place], ["list", place]),
        *(["check", place], ["--backups", place, "-c", "SELECT 1"]),
        ["--backups", str(path.parent), "-c", "SELECT * FROM helios_backups"],
        ["--directory", place, "-c", "BACKUP DATABASE"],
        ["-c", f"BACKUP DATABASE TO '{place}'"],
        ["-c", f"BACKUP DATABASE TO '{place}/below.hldb'"],
        ["-c", f"RESTORE DATABASE FROM '{place}'"],
        *(["verify", "--level", "3", around], ["check", "--level", "3", around], ["list", around]),
        *(["drill", around], ["drill", place]),
        *(["combine", place, "-o", f"{around}/aside/one.hldb"], ["combine", full, "-o", place]),
        *(["prune", "--dry-run", place], ["prune", "--keep-days", "0", around]),
    ):
        assert ended(arguments) != FAULT, arguments


def lies(choices: Choices, place: Path) -> int:
    """Look at a chain of sealed files whose entries, or what they claim, are somebody else's."""
    members = [dict(cells) for cells in right()]
    for _ in range(choices.below(3)):
        edit(members, lie(choices))
    told = choices.below(3 * len(members))
    path = Path(written(place, [cells for cells in members if cells], told)[-1].path)
    looked(path, "100")
    assert ended(["drill", "--sql", str(path), str(place)]) != FAULT
    return sum(file.stat().st_size for file in place.glob("*.hldb"))


def lie(choices: Choices) -> Edit:
    """Return what is done to the entries of one file."""
    return choices.below(4), one_of(choices, EDITS), choices.below(100), choices.below(100)


def nodes(choices: Choices, place: Path) -> int:
    """Put what is no file in every place where a path can stand."""
    path = place / "node.hldb"
    makers: tuple[Callable[[Path], object], ...] = (
        *(os.mkfifo, Path.mkdir, loop, socket, forbidden),
        *map(linked, DEVICES),
    )
    one_of(choices, makers)(path)
    looked(path, "0")
    return 0


DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "/proc/self/mem", "/nowhere")


def linked(target: str) -> Callable[[Path], object]:
    """Return what makes a link to a target."""
    return lambda path: path.symlink_to(target)


def loop(path: Path) -> None:
    """Make a link to itself."""
    path.symlink_to(path)


def socket(path: Path) -> None:
    """Make a socket of the file system."""
    os.mknod(path, 0o140600)


def forbidden(path: Path) -> None:
    """Make a file that nobody may read."""
    path.write_bytes(b"x" * 300)
    path.chmod(0)


class Raising:
    """A value that refuses to be shown."""

    def __str__(self) -> str:
        """Refuse."""
        raise RuntimeError

    __repr__ = __str__


class Number(int):
    """An integer that says something else of itself."""

    def __str__(self) -> str:
        """Lie."""
        return "x'; DROP TABLE t"

    def __index__(self) -> int:
        """Lie."""
        return 7


VALUES: Final[tuple[object, ...]] = (
    *(None, True, 0, -1, 2**63, -(2**63), 10**5_000, Number(5), 0.0, -0.0, 1e308, 5e-324),
    *(float("nan"), float("inf"), Decimal("sNaN123"), Decimal("-NaN"), Decimal("-0.00")),
    *(Decimal("1e131071"), Decimal("1e-16384"), Decimal("1e999999"), Decimal("Infinity")),
    *("", "a\0b", "\ud800", "é😀", "x" * 300_000, b"", b"\0\xff", bytearray(b"x")),
    *(memoryview(b"y"), date.min, date.max, datetime(1, 1, 1), datetime(9999, 12, 31)),  # noqa: DTZ001
    *(datetime.now(UTC), time(1), timedelta(1), UUID(int=0), UUID(int=2**128 - 1)),
    *(Fraction(1, 3), 1j, object(), Raising(), int, len, ..., [], (), {}, set(), range(3)),
    *([1], {"a": 1}, iter(()), count(), Exception("x")),
)
"""Of every type that Python comes with."""

TYPES: Final = (
    *("SMALLINT", "INT", "BIGINT", "NUMERIC", "NUMERIC(5, 2)", "REAL", "FLOAT8", "TEXT"),
    *("VARCHAR(3)", "BOOLEAN", "BYTEA", "DATE", "TIMESTAMP", "UUID", "JSON"),
)


def parameters(choices: Choices, place: Path) -> int:
    """Give values of any type to columns of any type; what was taken comes back of a backup."""
    connection = dbapi.connect(autocommit=True, directory=str(place))
    type_ = one_of(choices, TYPES)
    connection.execute(f"CREATE TABLE t (a {type_})")
    if type_ != "JSON" and choices.below(2):
        connection.execute("CREATE INDEX i ON t (a)")
    for _ in range(8):
        with suppress(dbapi.Error):
            connection.execute("INSERT INTO t VALUES (?)", (one_of(choices, VALUES),))
        with suppress(dbapi.Error):
            connection.execute("SELECT a FROM t WHERE a = ?", [one_of(choices, VALUES)])
        with suppress(dbapi.Error):
            rows = [(one_of(choices, VALUES),) for _ in range(choices.below(3))]
            connection.executemany("INSERT INTO t VALUES (?)", rows)
    kept = connection.execute("SELECT a FROM t").fetchall()
    path = place / "full.hldb"
    connection.execute(f"BACKUP DATABASE TO '{path}'")
    other = dbapi.connect(autocommit=True)
    other.execute(f"RESTORE DATABASE FROM '{path}'")
    assert repr(other.execute("SELECT a FROM t").fetchall()) == repr(kept), type_
    return sum(len(repr(row)) for row in kept)


TARGETS: Final[dict[str, Callable[[Choices, Path], int]]] = {
    "texts": texts,
    "sparse": sparse,
    "lies": lies,
    "nodes": nodes,
    "parameters": parameters,
}
"""Each does one thing in an empty directory, and returns how many bytes were meant by it."""


def attack(figures: Figures, name: str, choices: Choices, place: Path) -> None:
    """Do one thing, within its time and memory; anything but a refusal passes through."""
    began = monotonic()
    tracemalloc.start()
    try:
        with in_time():
            size = TARGETS[name](choices, place)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 2 * size + ROOM, f"{name}: {peak:,} bytes for {size:,}"
    figures.attacked(name, peak, monotonic() - began)


@contextmanager
def in_time() -> Iterator[None]:
    """Give the body its time."""
    before = signal.signal(signal.SIGALRM, _hangs)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class HangError(BaseException):
    """Something does not end; no handler of failures may take it for one."""


def _hangs(*_: object) -> None:
    raise HangError
