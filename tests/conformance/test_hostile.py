"""Whatever a driver does, the suite ends, says what it was, and leaves nothing (CNF-061 to 064)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conformance.drivers import opened
from conformance.drivers.answers import Fault, FaultKind, Refused, Rows
from conformance.drivers.interrupts import Interrupted, listening
from conformance.drivers.plain_text import plain
from conformance.drivers.target import Target
from tests.conformance.test_process import COMMAND
from tests.conformance.toys import FEATURE

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGINE = Path(__file__).parent / "engines" / "hostile.py"
HOSTILE = f"{ENGINE}:Driver"


@pytest.fixture
def target() -> Iterator[Target]:
    """Yield a target in Python that has two seconds for an answer."""
    with opened(HOSTILE, deadline_s=2.0) as driver:
        target = Target(driver)
        target.open("/d")
        yield target


@pytest.mark.parametrize(
    ("statement", "kind", "told"),
    [
        ("sleep", FaultKind.HANG, "no answer within 2 s"),
        ("leave", FaultKind.CRASH, "the process ended with exit code 0"),
        ("die 40", FaultKind.CRASH, "the process ended with signal 40"),
        ("die 11", FaultKind.CRASH, "the process ended with signal SIGSEGV"),
        ("half", FaultKind.MALFORMED, f"expected text or null in a cell, got '\\ud800' ({ENGINE}:"),
        ("half-refused", FaultKind.MALFORMED, "expected code and message as text"),
        ("unspeakable", FaultKind.CRASH, f"RuntimeError:  ({ENGINE}:"),
        ("interrupt", FaultKind.CRASH, f"KeyboardInterrupt ({ENGINE}:"),
        ("chatter", FaultKind.HANG, "no answer within 2 s\nchatter\nchatter"),
    ],
)
def test_a_driver_in_python_that_breaks_down_is_a_fault(
    statement: str, kind: FaultKind, told: str, target: Target
) -> None:
    """CNF-061, CNF-064. The next case has a new process."""
    with pytest.raises(Fault, match="in execute") as caught:
        target.execute("main", statement)
    assert caught.value.kind is kind
    assert told in caught.value.detail
    assert len(caught.value.detail) < 11_000
    assert caught.value.detail.isascii()
    target.close()
    target.open("/d")
    assert target.execute("main", "SELECT 1") == Rows((), ())


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("never ends", "a line of more than 134,217,728 bytes"),
        ("hangs", "no answer within 4 s"),
    ],
)
def test_a_line_ends_or_the_call_does(statement: str, told: str) -> None:
    """CNF-061."""
    with opened(COMMAND, deadline_s=4.0) as driver:
        target = Target(driver)
        with pytest.raises(Fault) as caught:
            target.execute("main", statement)
    assert told in caught.value.detail or "no answer within 4 s" in caught.value.detail


def test_writing_to_a_driver_that_reads_nothing_obeys_the_deadline() -> None:
    """CNF-061."""
    with opened(COMMAND, deadline_s=1.0) as driver:
        target = Target(driver)
        target.open("deafens")
        began = time.monotonic()
        with pytest.raises(Fault) as caught:
            target.execute("main", "x" * 10_000_000)
    assert caught.value.kind is FaultKind.HANG
    assert time.monotonic() - began < 3


def test_what_is_said_has_no_power_over_a_terminal(target: Target) -> None:
    """CNF-064."""
    assert target.hello.name == "hostile\\x1b[2J"
    answer = target.execute("main", "paint")
    assert isinstance(answer, Refused)
    assert str(answer).startswith("refused with REFUSED: \\x1b[31mred\\x9b2Jxxx")
    assert str(answer).endswith("characters more)")
    assert len(str(answer)) < 11_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("\x00\x07\r\x7f", "\\x00\\x07\\x0d\\x7f"),
        ("żółw 🐢", "żółw 🐢"),
        ("\u202eback\ud800", "\\u202eback\\ud800"),
        ("12345678901", "1234567890… (1 characters more)"),
    ],
)
def test_text_is_shown_as_text(text: str, shown: str) -> None:
    """CNF-064."""
    assert plain(text, 10 if text.isdecimal() else 100) == shown


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the limit of CNF-063")
@pytest.mark.parametrize("ends", ["in order", "hanging"])
def test_nothing_that_a_driver_started_outlives_it(
    ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-063. Not a process in a session of its own, and no temporary file."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with opened(HOSTILE, deadline_s=3.0) as driver:
        target = Target(driver)
        target.execute("main", f"children {tmp_path}")
        marked = [path.parent for path in tmp_path.glob("*/left")]
        if ends == "hanging":
            with pytest.raises(Fault):
                target.execute("main", "sleep")
    assert len(marked) == 1
    assert not marked[0].exists()
    assert survivors(tmp_path) == []


def survivors(folder: Path) -> list[str]:
    """Return the processes of a folder that live on, a moment after they were killed."""
    until = time.monotonic() + 5
    while True:
        found = [path.stem for path in folder.glob("*.pid") if _lives(int(path.stem))]
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.01)


def _lives(process: int) -> bool:
    """Whether a process runs; one that nobody has waited for yet does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except FileNotFoundError:
        return False
    return state[0] != "Z"


def started(folder: Path, *statements: str, options: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """Start a run of a case for each statement, in an empty folder, with a TMPDIR of its own."""
    cases = "".join(
        f"  @BKP-001\n  Scenario: [{number}] {statement.split()[0]} {number}\n"
        f"    When executing: {statement}\n    Then it succeeds\n\n"
        for number, statement in enumerate(statements, 1)
    )
    for name in ("features", "temporary", "home"):
        (folder / name).mkdir()
    (folder / "features" / "Toy1.feature").write_text(FEATURE + cases, encoding="utf-8")
    words = ["run", "--driver", HOSTILE, "--features", str(folder / "features"), *options]
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "conformance", *words],
        cwd=folder / "home",
        env=os.environ | {"TMPDIR": str(folder / "temporary")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_hang_in_c_is_named_and_the_run_goes_on(tmp_path: Path) -> None:
    """CNF-061."""
    done = started(tmp_path, "one", "sleep", "three", options=("--deadline", "2"))
    told, _ = done.communicate(timeout=60)
    assert done.returncode == 3, told
    assert "fault: hang in execute: no answer within 2 s" in told
    assert "hang in execute: no answer within 2 s" in told
    assert "2 pass" in told
    assert "Traceback" not in told
    assert [*(tmp_path / "temporary").iterdir()] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_in_order(number: signal.Signals, tmp_path: Path) -> None:
    """CNF-048. With what was judged, without orphans, within two seconds."""
    pids = tmp_path / "pids"
    pids.mkdir()
    done = started(tmp_path, "one", f"children {pids}", "sleep", options=("--deadline", "600"))
    while len([*pids.glob("*.pid")]) < 2:
        time.sleep(0.05)
    time.sleep(0.5)
    done.send_signal(number)
    began = time.monotonic()
    told, _ = done.communicate(timeout=60)
    assert time.monotonic() - began < 2, told
    assert done.returncode == 128 + number
    assert f"interrupted by {number.name}: 2 of 3 cases were judged" in told
    assert "2 pass" in told
    assert "fault" not in told
    assert "Traceback" not in told
    assert [*(tmp_path / "temporary").iterdir()] == []
    assert survivors(pids) == []


def test_what_appears_in_the_working_directory_is_told(tmp_path: Path) -> None:
    """CNF-033."""
    done = started(tmp_path, "one", "litter here.hldb", "three")
    told, _ = done.communicate(timeout=60)
    assert done.returncode == 0, told
    assert f"note: Toy1[2] left here.hldb in {tmp_path / 'home'}" in told


@pytest.mark.parametrize(
    ("factory", "code", "told"),
    [
        ("raises", 2, f"RuntimeError: no ({ENGINE}:"),
        ("nothing", 2, "defines no nothing that can be called"),
        (
            "Armless",
            3,
            "Armless has no open(directory); has no execute(session, statement); has no close()",
        ),
    ],
)
def test_what_is_no_driver_is_told_with_its_place(factory: str, code: int, told: str) -> None:
    """CNF-020, CNF-041."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "conformance", "smoke", "--driver", f"{ENGINE}:{factory}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_other_commands_as_well(
    workers: str, number: signal.Signals, tmp_path: Path
) -> None:
    """CNF-048. Also those that work in several processes."""
    words = ["explore", "--driver", "reference", "--minutes", "5", "--workers", workers]
    exploring = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "conformance", *words],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while len([*tmp_path.glob("helios-conformance-driver-*")]) < int(workers):
        time.sleep(0.05)
    time.sleep(1.0)
    exploring.send_signal(number)
    began = time.monotonic()
    told, _ = exploring.communicate(timeout=60)
    assert time.monotonic() - began < 3, told
    assert exploring.returncode == 128 + number, told
    assert "Traceback" not in told
    assert [*tmp_path.glob("helios-*")] == []


def test_a_signal_that_falls_in_a_finalizer_is_not_lost() -> None:
    """CNF-048. What is raised there is told to nobody."""

    class Final:
        """Something that is interrupted when it goes."""

        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGTERM)

    def interrupted() -> None:
        with listening():
            Final()
            time.sleep(5)

    with pytest.raises(Interrupted, match="SIGTERM"):
        interrupted()
