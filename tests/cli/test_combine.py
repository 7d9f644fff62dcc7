"""`combine`: one file in the place of a chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.cli.entry import ended
from helios_ref.errors import IdConflictError
from tests.backup.examine import tree
from tests.cli.files import json_told, told

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_combine_writes_one_full(
    backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-110, OPS-113. By path or by ID; it verifies alone, and names who needs the original."""
    by_path, by_id = tmp_path / "a" / "one.hldb", tmp_path / "b" / "one.hldb"
    assert ended(["combine", str(backups / "inc.hldb"), "-o", str(by_path)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{by_path}: bk_1711400010, full, key count 8, ")
    assert printed.err == (
        f"notice: bk_1711400020 ({backups}/last.hldb) still needs {backups}/inc.hldb\n"
    )
    arguments = ["combine", "--json", "bk_1711400010", "--backups", str(backups), "-o", str(by_id)]
    (line,) = json_told(capsys, *arguments)
    assert line["need_the_original"] == [str(backups / "last.hldb")]
    assert line["members"] == 2
    assert by_path.read_bytes() == by_id.read_bytes()
    assert "chain of 1, 8 keys come out" in told(capsys, "verify", by_path)


def test_combine_is_refused_beside_the_original(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-111."""
    before = tree(backups)
    arguments = ["combine", str(backups / "inc.hldb"), "-o", str(backups / "one.hldb")]
    assert ended(arguments) == IdConflictError.exit_code
    told = capsys.readouterr().err
    assert "inc.hldb" in told
    assert "hint: write it into another directory: -o DIR/one.hldb\n" in told
    assert tree(backups) == before
