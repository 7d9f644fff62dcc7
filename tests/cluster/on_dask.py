"""What a scheduler and two workers do is what one process does (CNF-096)."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from helios_ref import __version__
from tests.conformance.test_several import tree as tree  # noqa: PLC0414  # a fixture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DISTRIBUTED = import_module("distributed")
PSUTIL = import_module("psutil")
"""What `distributed` brings; the tests' own extra does without."""

TOY = ("--driver", "tests.conformance.test_several:engine")
SLOW = ("--driver", "tests.conformance.test_several:Slow", "--deadline", "60")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[int]]]:
    """Yield the address of a scheduler, and the processes of its two workers."""
    place = tmp_path_factory.mktemp("dask")
    at = place / "scheduler.json"
    with ExitStack() as running:
        running.enter_context(_dask("scheduler", at, "--host", "127.0.0.1", "--port", "0"))
        _until(at.exists)
        local = ("--nthreads", "1", "--local-directory", str(place))
        workers = [running.enter_context(_dask("worker", at, *local)) for _ in range(2)]
        address = json.loads(at.read_bytes())["address"]
        _until(lambda: len(_nthreads(address)) == len(workers))
        yield address, [worker.pid for worker in workers]


def _dask(role: str, at: Path, *options: str) -> subprocess.Popen[bytes]:
    words = [f"distributed.cli.dask_{role}", "--scheduler-file", str(at), "--no-dashboard"]
    return _Ending([sys.executable, "-m", *words, *options], stderr=subprocess.DEVNULL)


class _Ending(subprocess.Popen[bytes]):
    """A process that ends with the block."""

    def __exit__(self, *error: object) -> None:
        self.terminate()
        self.wait()


def _nthreads(address: str) -> dict[str, int]:
    with DISTRIBUTED.Client(address, set_as_default=False) as client:
        return dict(client.nthreads())


def _until(true: Callable[[], object]) -> None:
    """Wait until something is true."""
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise TimeoutError


def command(*words: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Run a command of the suite."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "conformance", *words],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def document(path: Path, *timing: str) -> dict[str, object]:
    """Return a report without its timing."""
    told: dict[str, object] = json.loads(path.read_bytes())
    for name in timing:
        del told[name]
    return told


def begun(*words: str) -> subprocess.Popen[str]:
    """Begin a command of the suite."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "conformance", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def tasks(workers: list[int]) -> list[Any]:
    """Return the processes that the workers have started for shares."""
    below = [one for pid in workers for one in PSUTIL.Process(pid).children(recursive=True)]
    return [one for one in below if "conformance.run.task" in _words(one)]


def _words(process: Any) -> list[str]:  # noqa: ANN401  # one of psutil
    try:
        words: list[str] = process.cmdline()
    except PSUTIL.Error:
        return []  # it has ended meanwhile
    return words


def test_a_run_gives_the_same_report(
    scheduler: tuple[str, list[int]], tree: str, tmp_path: Path
) -> None:
    """CNF-096, CNF-071. Passes, failures and faults alike, in the order of the cases."""
    path = tmp_path / "report.json"
    words = ("run", *TOY, "--features", tree, "--json", str(path))
    alone = command(*words)
    told = document(path, "timing")
    over = command(*words, "--cluster", scheduler[0])
    assert (over.returncode, document(path, "timing")) == (alone.returncode, told) == (3, told)
    assert over.stdout == alone.stdout


def test_a_claim_follows(scheduler: tuple[str, list[int]]) -> None:
    """CNF-042, CNF-096. From all shares together."""
    words = ("run", "--driver", "reference", "--profile", "documented")
    ended = command(*words, "--cluster", scheduler[0])
    assert ended.returncode == 0
    claim = f"helios-ref {__version__}: conformant with documented 1.0, suite 1.0\n"
    assert claim in ended.stdout


def test_the_first_failure_ends_all(scheduler: tuple[str, list[int]], tree: str) -> None:
    """CNF-070, CNF-096. One that hangs is not waited for, nor does it stay."""
    words = ("run", *SLOW, "--features", tree, "-x", "--cluster", scheduler[0])
    assert command(*words, timeout=55).returncode == 1
    _until(lambda: not tasks(scheduler[1]))


def test_a_signal_ends_all(scheduler: tuple[str, list[int]], tree: str) -> None:
    """CNF-048, CNF-096. What hangs on a worker ends with the command."""
    words = ("run", *SLOW, "--features", tree, "--case", "Toy1[5]", "--cluster", scheduler[0])
    process = begun(*words)
    _until(lambda: tasks(scheduler[1]))
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=10)
    assert process.returncode == 143
    assert "interrupted by SIGTERM: 0 of 1 cases were judged" in told
    _until(lambda: not tasks(scheduler[1]))


def test_a_client_that_is_gone_leaves_nothing(scheduler: tuple[str, list[int]], tree: str) -> None:
    """CNF-096. Nobody asks for its shares any more."""
    words = ("run", *SLOW, "--features", tree, "--case", "Toy1[5]", "--cluster", scheduler[0])
    process = begun(*words)
    _until(lambda: tasks(scheduler[1]))
    process.kill()
    process.communicate()
    _until(lambda: not tasks(scheduler[1]))


def test_wrong_engines_are_hunted(scheduler: tuple[str, list[int]]) -> None:
    """CNF-096. What is found is the same."""
    words = ("faults", "--named", "empty-is-null", "null-is-empty")
    alone, over = command(*words), command(*words, "--cluster", scheduler[0])
    assert (over.returncode, over.stdout) == (alone.returncode, alone.stdout) == (0, over.stdout)


def test_bits_are_turned(scheduler: tuple[str, list[int]], tmp_path: Path) -> None:
    """CNF-096, CNF-058. The same of each."""
    path = tmp_path / "rot.json"
    words = ("rot", "--driver", "reference", "--flips", "12", "--json", str(path))
    assert command(*words).returncode == 0
    alone = document(path, "duration_s")
    assert command(*words, "--workers", "3", "--cluster", scheduler[0]).returncode == 0
    assert document(path, "duration_s") == alone


def test_programs_are_played(scheduler: tuple[str, list[int]], tmp_path: Path) -> None:
    """CNF-096, CNF-052. What a worker's search says is said here."""
    words = ("explore", "--driver", "reference", "--runs", "4", "--workers", "2")
    ended = command(*words, "--into", str(tmp_path / "into"), "--cluster", scheduler[0])
    assert (ended.returncode, "nothing found" in ended.stdout) == (0, True)
    assert f"helios-ref {__version__}: 4 programs in " in ended.stdout


def test_a_worker_that_dies_is_replaced(scheduler: tuple[str, list[int]], tree: str) -> None:
    """CNF-096. What it had is done by another."""
    words = ("run", *TOY, "--features", tree, "--cluster", scheduler[0])
    process = begun(*words)
    _until(lambda: tasks(scheduler[1]))
    tasks(scheduler[1])[0].parent().kill()  # the worker
    told, _ = process.communicate(timeout=120)
    assert (process.returncode, "5 cases" in told or "Toy1" in told) == (3, True)


def test_nobody_at_the_address() -> None:
    """CNF-096, CNF-041. Wrong usage, before a case runs."""
    words = ("run", "--driver", "reference", "--cluster", "tcp://127.0.0.1:9")
    ended = command(*words)
    assert (ended.returncode, "no scheduler answers at tcp://127.0.0.1:9" in ended.stderr) == (
        2,
        True,
    )


def test_a_scheduler_without_workers(tmp_path: Path) -> None:
    """CNF-096, CNF-041. Nobody would ever begin."""
    at = tmp_path / "scheduler.json"
    with _dask("scheduler", at, "--host", "127.0.0.1", "--port", "0"):
        _until(at.exists)
        address = json.loads(at.read_bytes())["address"]
        ended = command("run", "--driver", "reference", "--cluster", address)
    assert (ended.returncode, "has no workers" in ended.stderr) == (2, True)
