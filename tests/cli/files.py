"""Files to look at, of the corpus, the vectors, and a long one; and what is told of them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from helios_ref.cli.entry import ended
from helios_ref.hldb.model import Header
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import state_sum
from helios_ref.storage.layer import Layer
from helios_ref.tables.rows import codec, encode_counters
from helios_ref.tables.schema import Column, Schema, encode_schema
from helios_ref.tables.table import Table
from helios_ref.types import canonical
from tests.tables.samples import row_key

if TYPE_CHECKING:
    import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
CORPUS: Final = ROOT / "tests" / "corpus"
VECTORS: Final = ROOT / "spec" / "vectors"
TUTORIAL: Final = CORPUS / "tutorial"
FULL: Final = TUTORIAL / "full_001.hldb"
INC: Final = TUTORIAL / "inc_001.hldb"
BLOCKS: Final = CORPUS / "blocks"

SOUND: Final = sorted([*CORPUS.glob("*/*.hldb"), *VECTORS.glob("valid/*/*.hldb")])
"""Files with which nothing is wrong, each by itself."""

RESTORABLE: Final = [
    *sorted(CORPUS.glob("*/*.hldb")),
    *(
        toml.parent / tomllib.loads(toml.read_text(encoding="utf-8"))["files"][-1]["name"]
        for toml in sorted(VECTORS.glob("valid/*/vector.toml"))
    ),
]
"""Files with which nothing is wrong behind their parents, too."""

PER_BLOCK: Final = 4096
"""How many short rows are a block."""

LONG: Final = "x" * 60_000
"""Four such rows are a block."""

DAMAGE: Final = 62
"""The exit code of CORRUPT_BACKUP."""

FOUND: Final = 1
"""The exit code of a verification that finds something (OPS-043)."""


def identity(path: Path) -> str:
    """Return what a test calls a file."""
    return path.relative_to(ROOT).as_posix()


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Return what a command that succeeds prints."""
    assert ended([str(one) for one in arguments]) == 0
    return capsys.readouterr().out


def json_told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[Any]:
    """Return the lines of JSON that a command that succeeds prints."""
    return [json.loads(line) for line in told(capsys, *arguments).splitlines()]


def found(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[Any]:
    """Return the lines of JSON of a verification that finds something."""
    assert ended(["verify", "--json", *map(str, arguments)]) == FOUND
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def wrong(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Return the one line of a verification that finds something."""
    assert ended(["verify", *map(str, arguments)]) == FOUND
    told = capsys.readouterr()
    assert told.err == ""
    (line,) = told.out.splitlines()
    return line


def rebuilt(text: str) -> bytes:
    """Return the bytes that stand in the lines of `--hex`, whose offsets must follow each other."""
    data = bytearray()
    for line in text.splitlines():
        if line.startswith("-- "):
            continue
        found = re.match(r"([0-9a-f]+)  ((?:[0-9a-f]{2} ){0,15}[0-9a-f]{2})(?:  |$)", line)
        assert found, line
        assert int(found[1], 16) == len(data)
        data += bytes.fromhex(found[2])
    return bytes(data)


def flipped(path: Path, offset: int, to: Path) -> Path:
    """Write a file with the lowest bit of one byte changed."""
    data = bytearray(path.read_bytes())
    data[offset] ^= 1
    to.write_bytes(data)
    return to


def long_file(path: Path, rows: int, words: str) -> None:
    """Write a full of one table with many equal rows."""
    table = Table("t", Schema((Column("words", canonical("TEXT")),)))
    cells = {
        row_key("t", at): codec(table.schema.columns).encode((words,)) for at in range(1, rows + 1)
    }
    cells[table.plan.schema_key] = encode_schema(table.schema)
    cells[table.plan.counter_key] = encode_counters(rows + 1, ())
    header = Header(1, 1, "main")
    path.write_bytes(b"".join(Encoder(header, Layer(dict(cells)), state_sum(cells)).chunks()))
