"""Which cases and tests run which lines of the engine, measured once for each state of it."""

from __future__ import annotations

import functools
import gc
import os
import sys
import tempfile
import threading
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from conformance.book.suite import read_suite
from tests.mutants import child
from tests.mutants.mutant import ROOT
from tests.mutants.witnesses import run_cases, run_tests

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType, FrameType
    from typing import Any

    from tests.mutants.child import Teller
    from tests.mutants.mutant import Mutant

ROOMS: Final = ("backup", "hldb", "storage", "tables", "types")
"""The rooms that are mutated."""

TESTS: Final = (
    "tests/backup",
    "tests/chains",
    "tests/cli/test_check.py",
    "tests/cli/test_combine.py",
    "tests/cli/test_list.py",
    "tests/cli/test_verify_many.py",
    "tests/engine",
    "tests/hldb",
    "tests/laws",
    "tests/session",
    "tests/tables",
    "tests/types",
    "tests/test_corpus.py",
)
"""The tests that are about what these rooms do, and take no processes of their own."""

SLOW_S: Final = 20.0
"""A test that takes longer while it is traced looks at no mutant."""

PATIENCE_S: Final = 600.0

READ: Final = ("helios_ref", "conformance", "features", "tests", "spec")
"""Folders of which the measure depends on every file."""


class Seen(msgspec.Struct, frozen=True):
    """What one witness ran."""

    name: str
    seconds: float
    lines: dict[str, list[int]]
    """By modules."""

    @property
    def breadth(self) -> int:
        """How many lines it ran: the fewer, the more it is about them."""
        return sum(map(len, self.lines.values()))


def reaching(mutant: Mutant, witnesses: Sequence[Seen]) -> list[str]:
    """
    Return who may notice a mutant, the narrowest first.

    Of what runs at import everything may depend; those that use the module come first.
    """
    span = range(mutant.line, mutant.end + 1)
    found: list[tuple[bool, int, str]] = []
    for seen in witnesses:
        lines = seen.lines.get(mutant.module, [])
        if mutant.at_import or any(line in span for line in lines):
            found.append((not lines, seen.breadth, seen.name))
    return [name for _, _, name in sorted(found)]


def cases() -> list[Seen]:
    """Return which lines each case runs."""
    return _kept("cases", _cases)


def tests() -> list[Seen]:
    """Return which lines each test runs: all lines of a function that it calls, to be quick."""
    return _kept("tests", _tests)


def _kept(name: str, work: Callable[[Teller], None]) -> list[Seen]:
    """Return a measure of this state of the project, from a file where there is one."""
    kept = Path(tempfile.gettempdir()) / f"helios-mutants-{os.getuid()}-{_digest()}-{name}.json"
    if not kept.exists():
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(msgspec.json.encode(_measured(work)))
        fresh.replace(kept)
    return msgspec.json.decode(kept.read_bytes(), type=list[Seen])


def _digest() -> str:
    """Return a hash of everything that the measure depends on."""
    digest = sha256(sys.version.encode())
    for folder in READ:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(ROOT)}\0".encode())
                digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:24]


class _Recorder:
    """A tracer that writes down the lines of some files, for one witness after the other."""

    def __init__(self, teller: Teller, *, by_line: bool) -> None:
        folders = [ROOT / "helios_ref" / room for room in ROOMS]
        files = [path for folder in folders for path in sorted(folder.glob("*.py"))]
        self._modules = {str(path): f"helios_ref.{path.parent.name}.{path.stem}" for path in files}
        self._lines: set[tuple[str, int]] = set()
        self._called: set[CodeType] = set()
        self._follow = self._line if by_line else None
        self._name = ""
        self._began = 0.0
        self._teller = teller

    def start(self) -> None:
        """Listen to every call from now on."""
        threading.settrace(self._call)
        sys.settrace(self._call)

    def stop(self) -> None:
        """Listen no more."""
        sys.settrace(None)
        threading.settrace(None)
        self._flush()
        self._teller.end("measured")

    def _call(self, frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ANN401  # sys.settrace
        """Note a call; follow it where it leads into the files that are looked at."""
        del event, arg
        code = frame.f_code
        if code.co_filename not in self._modules:
            return None
        self._called.add(code)
        return self._follow

    def _line(self, frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ANN401  # sys.settrace
        """Note a line."""
        del event, arg
        self._lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._follow

    def begun(self, name: str) -> None:
        """Tell what the last witness ran, and begin with the next."""
        self._flush()
        for cached in _caches(len(sys.modules)):
            cached.cache_clear()  # or only the first who asks would reach what answers
        self._lines.clear()
        self._called.clear()
        self._name, self._began = name, time.monotonic()

    def noticed(self, name: str, what: str) -> None:
        """Refuse to measure on an engine that is not right without any mutant."""
        complaint = f"{name} is not content with the engine as it is: {what}"
        raise RuntimeError(complaint)

    def _flush(self) -> None:
        """Tell what the last witness ran."""
        if not self._name:
            return
        found = set(self._lines)
        if self._follow is None:
            for code in self._called:
                found.update((code.co_filename, line) for _, _, line in code.co_lines() if line)
        lines: dict[str, list[int]] = {}
        for path, line in sorted(found):
            lines.setdefault(self._modules[path], []).append(line)
        seen = Seen(self._name, round(time.monotonic() - self._began, 4), lines)
        self._teller.tell(f"seen {msgspec.json.encode(seen).decode()}")


@functools.cache
def _caches(modules: int) -> list[functools._lru_cache_wrapper[Any]]:
    """Return the caches of the engine, found anew when there are other modules."""
    del modules
    kind = functools._lru_cache_wrapper  # noqa: SLF001  # it has no other name
    found = [one for one in gc.get_objects() if isinstance(one, kind)]
    return [one for one in found if (one.__module__ or "").startswith("helios_ref.")]


def _measured(work: Callable[[Teller], None]) -> list[Seen]:
    """Return what a child measures."""
    ended = child.run(work, PATIENCE_S)
    if ended.cause:
        complaint = f"the measure was ended by {ended.cause}, after {ended.lines[-1:]}"
        raise child.BrokenError(complaint)
    told = [line.removeprefix("seen ") for line in ended.lines if line.startswith("seen ")]
    found = [msgspec.json.decode(line, type=Seen) for line in told]
    return [seen for seen in found if seen.seconds < SLOW_S]


def _cases(teller: Teller) -> None:
    """Measure all cases."""
    from helios_ref.driver import ReferenceDriver  # noqa: PLC0415  # only a child may import it

    recorder = _Recorder(teller, by_line=True)
    recorder.start()
    run_cases(ReferenceDriver(), read_suite().cases, recorder)
    recorder.stop()


def _tests(teller: Teller) -> None:
    """Measure all tests."""
    recorder = _Recorder(teller, by_line=False)
    recorder.start()
    run_tests(ROOT, TESTS, None, recorder)
    recorder.stop()
