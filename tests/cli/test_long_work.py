"""Work that takes long is seen, and what is interrupted leaves nothing (07-operations)."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.cli.output import progress
from helios_ref.cli.shell import script_file
from tests.backup.examine import tree
from tests.backup.test_combine import chained
from tests.backup.test_retention import weeks
from tests.cli.files import BLOCKS, PER_BLOCK, long_file

if TYPE_CHECKING:
    from pathlib import Path

ENDLESS: Final = """
import os, signal, sys, time
from dataclasses import replace
from helios_ref.backup import files
from helios_ref.cli.entry import main

def endless(*arguments):
    print("waiting", flush=True)
    for _ in range(600):
        time.sleep(0.1)  # in steps: a signal just before a wait is heard after it

# A shell's job in the background is started deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
files.DISK = replace(files.DISK, {call}=endless)
main()
"""
"""The command, on a disk of which a call takes for ever."""

HEARING: Final = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    f"sys.path[:] = {sys.path}\n"
    "from helios_ref.cli import signals; signals.leave_at_once(); print('hearing', flush=True)\n"
    "from helios_ref.cli import main; main()"
)
"""The command, which says that it hears signals before it loads what it needs."""

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

IMPATIENT: Final = (
    "from helios_ref.cli import main\nfrom helios_ref.cli.output import progress\n"
    "progress.PATIENCE_S = {patience}\nmain()"
)
"""The command, with a bar after so many seconds."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of its own for backups."""
    monkeypatch.setenv("COLUMNS", "300")  # so that no path is cut off
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "{place}"],
        ["prune", "{place}", "--keep-days", "1"],
        ["combine", "{place}/long.hldb", "-o", "{place}/new/long.hldb"],
        ["drill", "{place}"],
        ["-c", "RESTORE DATABASE FROM '{place}/long.hldb'"],
        ["-c", "CREATE TABLE t (n INT)", "-c", "BACKUP DATABASE TO '{place}/new/b.hldb'"],
    ],
    ids=["check", "prune", "combine", "drill", "RESTORE", "BACKUP"],
)
def test_long_work_is_seen(arguments: list[str], place: Path) -> None:
    """OPS-135. On a terminal, once it takes long, and gone when it is over."""
    long_file(place / "long.hldb", 2 * PER_BLOCK, "word")
    told = [argument.format(place=place) for argument in arguments]
    seen = at_a_terminal(told, 0, place / "seen")
    assert re.search(r"\.hldb: block.*\d/\d", seen)
    assert "\x1b[2K" in seen


def test_work_is_long_after_half_a_second(place: Path) -> None:
    """OPS-135, OPS-045. What takes less shows nothing."""
    assert progress.PATIENCE_S == 0.5
    long_file(place / "long.hldb", 2 * PER_BLOCK, "word")
    assert at_a_terminal(["check", "--json", str(place)], 60, place / "seen") == ""


def test_a_script_has_the_longest_length_of_its_clause() -> None:
    """OPS-065. The other tests of it take a shorter one."""
    assert script_file.LONGEST == 268_435_456


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify", str(BLOCKS / "inc.hldb")],
        ["verify", "--level", "1", str(BLOCKS / "full.hldb")],
        ["inspect", str(BLOCKS / "full.hldb")],
        ["inspect", "--rows", "readings", str(BLOCKS / "full.hldb")],
        ["diff", str(BLOCKS / "full.hldb"), str(BLOCKS / "full.hldb")],
    ],
    ids=lambda arguments: " ".join(arguments[:-1]).replace(str(BLOCKS), ""),
)
def test_whoever_waits_at_a_terminal_sees_a_bar(arguments: list[str], tmp_path: Path) -> None:
    """OPS-045. Once it takes long; the standard output is as without."""
    seen = at_a_terminal(arguments, 0, tmp_path / "seen")
    assert re.search(r"\.hldb: block.*\d/[12]", seen)
    assert seen.endswith("\x1b[2K")  # the bar is gone
    assert at_a_terminal(arguments, 100, tmp_path / "unseen") == ""
    assert (tmp_path / "seen").read_bytes() == (tmp_path / "unseen").read_bytes()


def at_a_terminal(arguments: list[str], patience: int, output: Path) -> str:
    """Return what a terminal shows on the standard error; the other output goes to a file."""
    ours, theirs = pty.openpty()
    with (
        output.open("wb") as file,
        subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-c", IMPATIENT.format(patience=patience), *arguments],
            stdout=file,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm"},
        ) as process,
    ):
        os.close(theirs)
        seen = b"".join(iter(lambda: terminal_bytes(ours), b""))
        os.close(ours)
        assert process.wait(60) == 0
    return seen.decode()


def terminal_bytes(terminal: int) -> bytes:
    """Return what a terminal is to show next; nothing once nobody writes to it."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how Linux says that
        return b""


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("call", ["write", "fsync", "link"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["-c", "CREATE TABLE t (n INT)", "-c", "BACKUP DATABASE TO '{place}/new/b.hldb'"],
        ["combine", "{place}/inc.hldb", "-o", "{place}/new/one.hldb"],
    ],
    ids=["BACKUP", "combine"],
)
def test_what_is_interrupted_leaves_nothing(
    arguments: list[str], call: str, number: signal.Signals, place: Path
) -> None:
    """OPS-136. The directory is as before."""
    chained(place)
    before = tree(place)
    given = [one.format(place=place) for one in arguments]
    assert interrupted(given, call, number) == 128 + number
    assert tree(place) == before


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("call", ["pread", "unlink", "fsync"])
def test_a_prune_that_is_interrupted_leaves_whole_files(
    call: str, number: signal.Signals, place: Path
) -> None:
    """OPS-136, OPS-122. What is left is as it was."""
    weeks(place)
    before = tree(place)
    arguments = ["prune", str(place), "--keep-days", "7"]
    assert interrupted(arguments, call, number) == 128 + number
    after = tree(place)
    assert after.items() <= before.items()
    assert len(before) - len(after) == (call == "fsync")


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize(
    "arguments",
    [["check"], ["drill"], ["list"], ["verify"], ["inspect"], ["diff", "{place}/full.hldb"]],
    ids=lambda arguments: arguments[0],
)
def test_whatever_reads_ends_in_order(
    arguments: list[str], number: signal.Signals, place: Path
) -> None:
    """OPS-161."""
    chained(place)
    whole = arguments[0] in {"check", "drill", "list"}
    given = [*arguments, "{place}" if whole else "{place}/full.hldb"]
    assert interrupted([one.format(place=place) for one in given], "pread", number) == 128 + number


@pytest.mark.parametrize("arguments", [["run", "-"], ["stdio"], ["shell"]], ids=" ".join)
@pytest.mark.parametrize("number", SIGNALS)
def test_whoever_waits_for_input_ends_in_order(
    arguments: list[str], number: signal.Signals
) -> None:
    """OPS-161. At whatever moment, loading included; nothing but a word is told, and no trace."""
    late = 0
    for delay_s in (0.05, 0.15, 0.6):
        with subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-S", "-c", HEARING, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline() == b"hearing\n"
            time.sleep(delay_s - 0.05)
            code, times = sent(process, number)
            assert code == 128 + number
            assert process.stderr.read() == b"interrupted\n"
            late += times - 1
    assert late <= 1  # there is an instant in which it is heard late, which is not met twice


def test_a_signal_that_falls_into_a_callback_is_raised_again() -> None:
    """OPS-161. Python lets nobody raise from the callback of a weak reference."""
    program = (
        "import os, signal, sys, time, weakref\n"
        "from helios_ref.cli import signals; signals.end_in_order()\n"
        "class Anything: pass\n"
        "def called(_): os.kill(os.getpid(), signal.SIGTERM); [None for _ in range(9)]\n"
        "one = Anything(); kept = weakref.ref(one, called); del one\n"
        "time.sleep(20); sys.exit('lost')"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, timeout=60)  # noqa: S603  # our own program
    assert done.returncode == 143


def test_nobody_hears_what_it_was_made_deaf_to() -> None:
    """OPS-161. As `nohup` does."""
    program = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from helios_ref.cli import entry, signals; signals.leave_at_once()\n"
        "signal.raise_signal(signal.SIGHUP); signals.end_in_order()\n"
        "signal.raise_signal(signal.SIGHUP); entry.main()"
    )
    told = [sys.executable, "-c", program, "-c", "SELECT 1"]
    assert subprocess.run(told, check=False, capture_output=True).returncode == 0  # noqa: S603  # our own command


def sent(process: subprocess.Popen[bytes], number: signal.Signals) -> tuple[int, int]:
    """
    Send a signal, and return the exit code, and how often it had to be sent.

    One that falls between Python's last look and the call that waits is heard after the wait, so
    whoever still waits after five seconds is sent another, as people do.
    """
    for times in range(1, 4):
        process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(5), times
    process.kill()
    return process.wait(), times


def interrupted(arguments: list[str], call: str, number: signal.Signals) -> int:
    """Run the command until it makes a call, send a signal, and return its exit code."""
    with subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-c", ENDLESS.format(call=call), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if line == b"waiting\n":
                break
        process.send_signal(number)
        code = process.wait(60)
        assert process.stderr.read().endswith(b"interrupted\n")
        return code
