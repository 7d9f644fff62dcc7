"""How much memory commands need for a row, measured of whole processes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

import helios_ref

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST: Final = 300
"""How many bytes a row may take (OPS-146)."""

SIZES: Final = (20_000, 50_000)
"""Rows of two chains: what a process needs anyway is what they have in common."""

PEAK: Final = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "helios_ref", *sys.argv[1:]], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Between us and the command stands a small process: a child is charged for what bore it."""

UNIT: Final = 1 if sys.platform == "darwin" else 1024
"""Bytes in which a system counts memory."""

COMMANDS: Final[Mapping[str, list[str]]] = {
    "verify a full": ["verify", "{at}/full.hldb"],
    "verify a chain": ["verify", "{at}/inc.hldb"],
    "verify a directory": ["verify", "{at}"],
    "check": ["check", "--level", "3", "{at}"],
    "drill": ["drill", "{at}"],
    "diff": ["diff", "{at}/full.hldb", "{at}/inc.hldb"],
    "restore a full": ["-c", "RESTORE DATABASE FROM '{at}/full.hldb'"],
    "restore a chain": ["-c", "RESTORE DATABASE FROM '{at}/inc.hldb'"],
    "restore and count": [
        *("-c", "RESTORE DATABASE FROM '{at}/full.hldb'"),
        *("-c", "SELECT count(*) FROM products"),
    ],
}
"""What is done with a directory of a full, and an incremental that changes every row."""


@pytest.fixture(scope="module")
def directories(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return directories of chains of both sizes; names come in another order than rows."""
    made: list[Path] = []
    for size in SIZES:
        made.append(tmp_path_factory.mktemp(f"rows{size}"))
        with helios_ref.connect() as connection:
            connection.execute("CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price INT)")
            connection.execute("CREATE INDEX by_name ON products (name)")
            rows = [(at, f"{at * 7919 % size} widgets", at % 1000) for at in range(1, size + 1)]
            connection.executemany("INSERT INTO products VALUES (?, ?, ?)", rows)
            connection.commit()
            connection.execute(f"BACKUP DATABASE TO '{made[-1]}/full.hldb'")
            connection.execute("UPDATE products SET price = price + 1")
            connection.commit()
            connection.execute(f"BACKUP DATABASE INCREMENTAL TO '{made[-1]}/inc.hldb'")
    return made


def peak(arguments: list[str], directory: Path) -> int:
    """Return how many bytes of memory a command needs at its peak."""
    words = [word.format(at=directory) for word in arguments]
    line = [sys.executable, "-c", PEAK, *words]
    done = subprocess.run(line, check=True, capture_output=True, text=True)  # noqa: S603  # our own words
    assert "Error" not in done.stderr, done.stderr
    return int(done.stdout) * UNIT


@pytest.mark.parametrize("command", COMMANDS)
def test_a_row_takes_no_more_than_300_bytes(command: str, directories: list[Path]) -> None:
    """OPS-146. Peaks of whole processes, of one size and of four times as many rows."""
    few, many = (peak(COMMANDS[command], directory) for directory in directories)
    assert (many - few) / (SIZES[1] - SIZES[0]) <= MOST
