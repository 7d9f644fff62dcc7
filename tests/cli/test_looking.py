"""Commands that look at files change none, and cost nothing to those that do not ask for them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.backup import files
from helios_ref.cli.entry import UNHEARD, ended
from tests.backup.disks import READS, Recorder
from tests.backup.examine import tree
from tests.cli.files import BLOCKS, DAMAGE, TUTORIAL, VECTORS

if TYPE_CHECKING:
    from pathlib import Path

INC: Final = str(TUTORIAL / "inc_001.hldb")
DAMAGED: Final = str(VECTORS / "invalid" / "value-bit-flipped" / "full.hldb")
CUT: Final = str(VECTORS / "invalid" / "cut-in-half" / "full.hldb")

LOOKS: Final = [
    (["inspect", INC], 0),
    (["inspect", "--hex", CUT], DAMAGE),
    (["inspect", "--at", "100", INC], 0),
    (["inspect", "--rows", "products", INC], 0),
    (["diff", str(TUTORIAL / "full_001.hldb"), INC], 1),
    (["verify", INC, DAMAGED], 1),
    (["verify", "--level", "2", "bk_1711403600", "--backups", str(TUTORIAL)], 0),
    (["list", str(TUTORIAL)], 0),
    (["check", "--level", "3", str(TUTORIAL)], 0),
    (["drill", str(TUTORIAL)], 0),
]


@pytest.mark.calls
@pytest.mark.parametrize(("arguments", "code"), LOOKS, ids=[arguments[0] for arguments, _ in LOOKS])
def test_files_are_only_read(
    arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-055. Every open is for reading, and every other call changes nothing."""
    recorder = Recorder()
    monkeypatch.setattr(files, "DISK", recorder.disk())
    before = tree(TUTORIAL)
    assert ended(arguments) == code
    assert tree(TUTORIAL) == before
    assert recorder.calls
    assert not recorder.handles
    for call in recorder.calls:
        assert call.name in READS | {"open", "close"}
        if call.name == "open":
            flags = int(call.detail[0])
            assert flags & (os.O_ACCMODE | os.O_CREAT | os.O_TRUNC) == os.O_RDONLY


@pytest.mark.parametrize(
    "arguments",
    [
        ["inspect", "--hex"],
        ["inspect", "--rows", "readings"],
        ["diff", str(BLOCKS / "full.hldb")],
    ],
    ids=lambda arguments: arguments[0],
)
def test_nobody_is_bothered_when_the_reader_goes_away(arguments: list[str]) -> None:
    """OPS-024. It is no failure to read the file."""
    command = [sys.executable, "-c", "from helios_ref.cli import main; main()"]
    with subprocess.Popen(  # noqa: S603  # our own command
        [*command, *arguments, str(BLOCKS / "inc.hldb")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == UNHEARD


def test_a_name_can_be_any_bytes(tmp_path: Path) -> None:
    """OPS-024. A name that is no text is shown with escapes, and a terminal's cursor stays."""
    path = os.fsencode(tmp_path) + b"/\xff\n\x1b[2J.hldb"
    with open(path, "wb") as file, open(INC, "rb") as source:  # noqa: PTH123  # paths are text
        file.write(source.read())
    command = [sys.executable, "-c", "from helios_ref.cli import main; main()"]
    for arguments in (["inspect"], ["inspect", "--json"], ["verify"], ["verify", "--json"]):
        done = subprocess.run(  # noqa: S603  # our own command
            [*command, *arguments, path], capture_output=True, check=False
        )
        assert b"Traceback" not in done.stderr
        assert b"fault" not in done.stderr
        assert b"\xff" not in done.stdout
        assert b"\x1b" not in done.stdout + done.stderr
        assert b"\\udcff" in done.stdout
