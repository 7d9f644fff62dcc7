"""Files of later versions: which are read, and which are refused as unknown."""

from __future__ import annotations

import pytest

from helios_ref.errors import CorruptBackupError, UnsupportedFormatError
from tests.hldb.samples import read, refusal
from tests.vectors.assemble import Block, Draft

ENTRIES = [(b"a", b"1"), (b"b", b"22")]


@pytest.mark.parametrize("minor", [1, 2, 65_535])
def test_every_minor_version_is_read(minor: int) -> None:
    """HLD-013."""
    file, content = read(Draft(7, [Block(ENTRIES)], header={"minor_version": minor}).file())
    assert content == ENTRIES
    assert file.header.minor == minor


@pytest.mark.parametrize("extension", [b"", b"x", bytes(1000)])
def test_unknown_optional_features_are_read_over(extension: bytes) -> None:
    """HLD-012, HLD-014."""
    header = {"minor_version": 1, "optional_features": 0x8000_0001}
    file, content = read(Draft(7, [Block(ENTRIES)], header=header, extension=extension).file())
    assert content == ENTRIES
    assert (file.header.optional, file.header.extension) == (0x8000_0001, extension)


@pytest.mark.parametrize("bit", range(32))
def test_unknown_critical_features_are_named(bit: int) -> None:
    """HLD-012."""
    error = refusal(Draft(7, [Block(ENTRIES)], header={"critical_features": 1 << bit}).file())
    assert isinstance(error, UnsupportedFormatError)
    assert f"{1 << bit:#010x}" in str(error)


@pytest.mark.parametrize("major", [0, 2, 65_535])
def test_another_major_version_is_named(major: int) -> None:
    """HLD-011. What lies between its header and its trailer may be anything."""
    header = {"major_version": major, "kind": 77, "branch_length": 200}
    error = refusal(Draft(7, header=header, gaps={"index": b"??"}, index_tail=b"!").file())
    assert isinstance(error, UnsupportedFormatError)
    assert f"version {major}" in str(error)


@pytest.mark.parametrize(
    "damage",
    [
        {"root": bytes(32)},
        {"end_magic": bytes(8)},
        {"trailer": {"header_sha256": bytes(32)}},
        {"trailer": {"file_length": 1}},
        {"trailer": {"magic": b"HTRX"}},
        {"trailer": {"index_offset": 1}},
    ],
)
def test_a_damaged_file_is_not_one_from_the_future(damage: dict[str, object]) -> None:
    """HLD-051. Kills: a reader that looks at the version first."""
    draft = Draft(7, header={"major_version": 2})
    for name, value in damage.items():
        setattr(draft, name, value)
    assert isinstance(refusal(draft.file()), CorruptBackupError)
