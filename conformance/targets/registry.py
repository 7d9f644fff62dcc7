"""The known targets, by name (CNF-051)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from conformance.drivers import POSTGRES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

HERE = Path(__file__).parent
EXTRA = "helios-ref[targets]"


@dataclass(frozen=True, slots=True)
class Known:
    """An engine that the suite knows."""

    name: str
    profiles: tuple[str, ...]
    """What it is judged by; empty for every profile."""

    capabilities: frozenset[str]
    """What its driver declares; one that it loses would take cases away in silence."""

    reached: Callable[[], AbstractContextManager[str]]
    """Yields the name of its driver; what was started for it ends with the block."""

    module: str | None = None
    """What has to be installed."""

    faults: frozenset[str] = frozenset()
    """Cases in which it breaks down: no list excuses a fault, so they stay faults."""

    @property
    def deviations(self) -> Path:
        """The list of its known deviations."""
        return HERE / f"{self.name}.toml"

    @property
    def absent(self) -> str:
        """What is missing to run it; empty where nothing is."""
        missing = self.module is not None and find_spec(self.module) is None
        return f"there is no module {self.module}; install {EXTRA}" if missing else ""


@contextmanager
def _reference() -> Iterator[str]:
    yield "reference"


@contextmanager
def _nano() -> Iterator[str]:
    yield "conformance.targets.nano:driver"


@contextmanager
def _postgresql() -> Iterator[str]:
    from conformance.targets.postgres_server import served  # noqa: PLC0415 - needs what an extra brings

    with served() as dsn:
        yield POSTGRES + dsn


REFERENCE: Final = frozenset(
    {
        *("branch-query", "branches", "catalog-rebuild", "chdir", "clock", "codes", "files"),
        *("hldb", "isolation", "key-accounting", "reopen", "restore-path", "single-writer"),
        *("snapshot", "unique-ids", "alter", "facts", "serial", "sql", "truncate"),
    }
)

NANO: Final = frozenset({"alter", "branches", "serial", "truncate"})

OVERFLOWS: Final = frozenset(
    {
        "Arithmetic1[3]#2147483647 + 1",
        "Arithmetic1[3]#-2147483647 - 2",
        "Arithmetic1[3]#65536 * 65536",
    }
)
"""Arithmetic of literals beyond INT, in which the optimizer of HeliosDB-Nano panics."""

TARGETS: Final = {
    target.name: target
    for target in (
        Known("reference", (), REFERENCE, _reference),
        Known("nano", (), NANO, _nano, "heliosdb_nano", OVERFLOWS),
        Known("postgresql", ("sql",), frozenset({"codes", "isolation"}), _postgresql, "psycopg"),
    )
}
"""The reference; the family's embedded engine; the SQL that this spec's SQL is a part of."""
