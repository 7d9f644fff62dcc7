"""Damaged bytes are refused, always with the same code, and nothing else comes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.errors import CorruptBackupError
from tests.hldb.samples import SMALL_FILES, refusal

small_files = st.sampled_from(list(SMALL_FILES.values()))


@pytest.mark.parametrize("name", SMALL_FILES)
def test_every_flipped_bit_is_refused(name: str) -> None:
    """HLD-033, HLD-051. Kills: a version that is believed before the hash was compared."""
    data = SMALL_FILES[name]
    for at in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[at] ^= 1 << bit
            assert isinstance(refusal(bytes(flipped)), CorruptBackupError), (at, bit)


@pytest.mark.parametrize("name", SMALL_FILES)
def test_every_truncation_is_refused(name: str) -> None:
    """HLD-003, HLD-032."""
    data = SMALL_FILES[name]
    for length in range(len(data)):
        assert isinstance(refusal(data[:length]), CorruptBackupError), length


@pytest.mark.parametrize("name", SMALL_FILES)
@pytest.mark.parametrize("more", [b"\0", b"\n", bytes(168), b"\x1a\n\rBDLH\x89"])
def test_bytes_after_the_trailer_are_refused(name: str, more: bytes) -> None:
    """HLD-003, HLD-032."""
    assert isinstance(refusal(SMALL_FILES[name] + more), CorruptBackupError)


@given(st.binary(max_size=600))
def test_no_bytes_at_all_are_a_file_by_chance(data: bytes) -> None:
    """HLD-010."""
    assert isinstance(refusal(data), CorruptBackupError)


@given(small_files, st.integers(0, 600), st.integers(0, 600), st.binary(max_size=8))
def test_a_part_replaced_is_refused(data: bytes, start: int, stop: int, part: bytes) -> None:
    """HLD-033. Kills: a reader that lets a parser's exception out."""
    changed = data[:start] + part + data[stop:]
    assert changed == data or isinstance(refusal(changed), CorruptBackupError)


@given(small_files, small_files, st.integers(0, 600))
def test_two_halves_are_not_a_file(front: bytes, back: bytes, at: int) -> None:
    """HLD-033. Kills: a root that does not cover the header."""
    joined = front[:at] + back[at:]
    assert joined in (front, back) or isinstance(refusal(joined), CorruptBackupError)


@pytest.mark.parametrize("data", [b"not a backup", b"#!/bin/sh\n" * 99])
def test_a_file_of_another_kind_is_called_one(data: bytes) -> None:
    """HLD-010. Its next step fits whatever was asked of it."""
    told = refusal(data)
    assert isinstance(told, CorruptBackupError)
    assert "this is not a .hldb file" in str(told)
    assert told.advice.startswith("use another copy of this file")


def test_a_file_that_only_ends_too_soon_is_not_called_another() -> None:
    """HLD-003."""
    data = next(iter(SMALL_FILES.values()))
    for length in (0, 5, 200, len(data) - 1):
        assert "not a .hldb file" not in str(refusal(data[:length])), length
