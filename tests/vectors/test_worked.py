"""What chapter 03 works out, and two files that two writers made apart: the same of both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from zlib import crc32

import pytest

from conformance import hldb_reader
from helios_ref.hldb.model import Header
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import state_sum
from helios_ref.storage.layer import Layer
from tests.vectors.annotated import CHAPTER
from tests.vectors.by_hand import TABLE
from tests.vectors.states import PRODUCTS, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

DIGITS: Final = b"123456789"
"""What every table of checksums gives the crc32 of."""

STATES: Final[tuple[Mapping[bytes, bytes], ...]] = (
    {},
    {DIGITS: b""},
    {DIGITS: DIGITS},
    dict(sorted(TABLE.items())),
)
"""The states of the worked cases of HLD-040, in their order."""

WIDGET: Final = Table("products", PRODUCTS.columns, {1: (1, "Widget", "9.99")}, PRODUCTS.indexes)


def worked_checksums() -> list[tuple[list[int], int]]:
    """Return the numbers in the terms, and the checksum, of each worked case of HLD-040."""
    section = CHAPTER.read_text(encoding="utf-8").split("### HLD-040")[1].split("\n### ")[0]
    rows = [line.split("|")[2:4] for line in section.splitlines() if line.startswith("|")][2:]
    return [
        (
            [int(found, 16) for found in re.findall(r"[0-9a-f]{8}", terms)],
            int(total.strip(" `"), 16),
        )
        for terms, total in rows
    ]


@pytest.mark.parametrize("at", range(len(STATES)))
def test_the_worked_checksums_come_out(at: int) -> None:
    """HLD-040: the terms of the chapter, and their sum by both implementations."""
    terms, total = worked_checksums()[at]
    assert terms == [crc32(part) for item in STATES[at].items() for part in item]
    assert state_sum(STATES[at]).checksum == total
    assert hldb_reader.checksum(STATES[at]) == total


def test_every_worked_checksum_has_its_state() -> None:
    """HLD-040."""
    assert len(worked_checksums()) == len(STATES)


@pytest.mark.parametrize(
    ("state", "size", "root"),
    [
        ({}, 260, "ac2cbed0469c4a62769f7fbb99948f6f488af608a3d7eb202d78b21dc172fd66"),
        (WIDGET.state(), 549, "0d5ddac9abe142de8559e4dc4340a019e9598c0faf5bf6970f0cb890b18026b6"),
    ],
    ids=["empty", "one row"],
)
def test_two_writers_give_one_file(state: Mapping[bytes, bytes], size: int, root: str) -> None:
    """HLD-001, HLD-002: full 1, second 1750000000, branch main; the root was noted by hand."""
    ours = hldb_reader.Header(hldb_reader.Kind.FULL, 1, 1_750_000_000, "main")
    checksum = hldb_reader.checksum(state)
    data = hldb_reader.write(ours, hldb_reader.full(state), len(state), checksum)
    header = Header(1, 1_750_000_000, "main")
    assert b"".join(Encoder(header, Layer(dict(state)), state_sum(state)).chunks()) == data
    assert (len(data), hldb_reader.read(data).root.hex()) == (size, root)
