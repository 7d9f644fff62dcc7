"""`check` remembers what was intact, and `list` shows it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from helios_ref.cli.chains.intact import memory_path
from helios_ref.cli.entry import FAULT, ended
from tests.backup.examine import tree
from tests.backup.world import World
from tests.cli.files import FOUND, flipped, json_told, told

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_intact_is_remembered_and_nothing_beside_it(
    backups: Path, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-103, OPS-055. By path and root; a file that is another is not taken for it."""
    before = tree(backups)
    told(capsys, "check", "--level", "1", backups)
    assert tree(backups) == before
    levels = [line["intact_level"] for line in json_told(capsys, "list", "--json", backups)]
    assert levels == [1, 1, 1]
    assert "level 1, 20" in told(capsys, "list", backups)
    assert (state / "helios-ref" / "intact.json").stat().st_mode & 0o777 == 0o600
    (backups / "last.hldb").unlink()
    World(backups, second=1711400030).backup("last.hldb")
    levels = [line["intact_level"] for line in json_told(capsys, "list", "--json", backups)]
    assert levels == [1, 1, None]
    flipped(backups / "full.hldb", 90, backups / "full.hldb")
    assert ended(["check", "--level", "2", str(backups)]) == FOUND
    capsys.readouterr()
    lines = json_told(capsys, "list", "--json", backups)
    assert [line["intact_level"] for line in lines] == [None, 1, 2]


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"/x": 7}', b"\xff"])
def test_a_memory_that_is_none_is_done_without(
    content: bytes, backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-103. Whatever stands there, or cannot stand there."""
    memory_path().parent.mkdir(parents=True)
    memory_path().write_bytes(content)
    told(capsys, "check", backups)
    assert {one["intact_level"] for one in json_told(capsys, "list", "--json", backups)} == {2}


def test_a_memory_that_cannot_be_written_is_done_without(
    backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-103."""
    (tmp_path / "state").write_bytes(b"a file where a directory should be")
    told(capsys, "check", backups)
    assert {one["intact_level"] for one in json_told(capsys, "list", "--json", backups)} == {None}


@pytest.mark.parametrize("name", [b"back\xffup.hldb", b"d\xff"], ids=["file", "directory"])
@pytest.mark.parametrize("command", ["check", "drill", "list"])
def test_a_name_that_is_no_text_hides_nothing(
    command: str, name: bytes, backups: Path, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-103, OPS-024. What is intact is remembered, and nothing is left beside the memory."""
    named = backups / os.fsdecode(name)
    if named.suffix:
        (backups / "full.hldb").rename(named)
    else:
        backups = backups.rename(backups.with_name(os.fsdecode(name)))
    code = ended([command, str(backups)])  # the catalog of a drill keeps text (MOD-060)
    assert code != FAULT if command == "drill" else code == 0
    capsys.readouterr()
    assert ended(["check", "--level", "1", str(backups)]) == 0
    capsys.readouterr()
    assert [one.name for one in (state / "helios-ref").iterdir()] == ["intact.json"]
    levels = [line["intact_level"] for line in json_told(capsys, "list", "--json", backups)]
    assert levels == [1, 1, 1]
