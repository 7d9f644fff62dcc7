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
from tests.mutants.mutant import ROOT, path_of
from tests.mutants.witnesses import run_cases, run_tests

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType
    from typing import Any

    from tests.mutants.child import Teller
    from tests.mutants.mutant import Mutant

ROOMS: Final = ("backup", "hldb", "storage", "tables")
"""The rooms that are mutated."""

TESTS: Final = (
    "tests/backup",
    "tests/chains",
    "tests/engine",
    "tests/hldb",
    "tests/laws",
    "tests/session",
    "tests/tables",
    "tests/values",
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


class Reach(msgspec.Struct, frozen=True):
    """What all witnesses ran."""

    cases: list[Seen]
    tests: list[Seen]


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


def reach() -> Reach:
    """Return the measure of this state of the project, from a file where there is one."""
    kept = Path(tempfile.gettempdir()) / f"helios-mutants-{os.getuid()}-{_digest()}.json"
    if not kept.exists():
        measured = Reach(_measured(_cases), _measured(_tests))
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(msgspec.json.encode(measured))
        fresh.replace(kept)
    return msgspec.json.decode(kept.read_bytes(), type=Reach)


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

    def __init__(self, teller: Teller) -> None:
        rooms = {room: sorted((ROOT / "helios_ref" / room).glob("*.py")) for room in ROOMS}
        names = [f"helios_ref.{room}.{path.stem}" for room in rooms for path in rooms[room]]
        self._modules = {str(path_of(name)): name for name in names}
        self._lines: set[tuple[str, int]] = set()
        self._name = ""
        self._began = 0.0
        self._teller = teller

    def call(self, frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ANN401  # sys.settrace
        """Follow a call into the files that are looked at."""
        del event, arg
        if frame.f_code.co_filename not in self._modules:
            return None
        self._lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line

    def _line(self, frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ANN401  # sys.settrace
        del event, arg
        self._lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line

    def begun(self, name: str) -> None:
        """Tell what the last witness ran, and begin with the next."""
        self.flush()
        for cached in _caches(len(sys.modules)):
            cached.cache_clear()  # or only the first who asks would reach what answers
        self._lines.clear()
        self._name, self._began = name, time.monotonic()

    def noticed(self, name: str, what: str) -> None:
        """Refuse to measure on an engine that is not right without any mutant."""
        raise RuntimeError(f"{name} is not content with the engine as it is: {what}")

    def flush(self) -> None:
        """Tell what the last witness ran."""
        if not self._name:
            return
        lines: dict[str, list[int]] = {}
        for path, line in sorted(self._lines):
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


def _measured(work: Any) -> list[Seen]:  # noqa: ANN401
    ended = child.run(work, PATIENCE_S)
    if ended.cause:
        raise child.BrokenError(f"the measure was ended by {ended.cause}: {ended.lines[-1:]}")
    told = [line.removeprefix("seen ") for line in ended.lines if line.startswith("seen ")]
    found = [msgspec.json.decode(line, type=Seen) for line in told]
    return [seen for seen in found if seen.seconds < SLOW_S]


def _cases(teller: Teller) -> None:
    """Measure all cases."""
    from helios_ref.driver import ReferenceDriver  # noqa: PLC0415  # only a child may import it

    recorder = _Recorder(teller)
    _trace(recorder)
    run_cases(ReferenceDriver(), read_suite().cases, recorder)
    sys.settrace(None)
    recorder.flush()
    teller.end("measured")


def _tests(teller: Teller) -> None:
    """Measure all tests."""
    recorder = _Recorder(teller)
    _trace(recorder)
    run_tests(ROOT, TESTS, None, recorder)
    sys.settrace(None)
    recorder.flush()
    teller.end("measured")


def _trace(recorder: _Recorder) -> None:
    threading.settrace(recorder.call)
    sys.settrace(recorder.call)
