"""The options that name a driver, and the target behind them (CNF-041)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

import click

from conformance.book.nearest import hint
from conformance.drivers import DEADLINE_S, DriverNotFoundError, opened
from conformance.drivers.answers import Fault, FaultKind
from conformance.drivers.target import Target
from conformance.verdict.claims import FAULTY_DRIVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conformance.drivers.answers import Hello
    from conformance.drivers.transcript import Transcript
    from conformance.spec.chapter08 import Charter

DOORS = """An entry point of helios.drivers, module:factory, file.py:factory, 'cmd:COMMAND …', or
'postgres:DSN', whose schema helios_conformance is dropped."""


NO_DRIVER = """name whom to judge: --driver reference for the reference, or a driver of yours;
helios-conformance new-driver writes one to begin with"""
"""A driver that is forgotten must not be a verdict on another (CNF-041)."""


@dataclass(frozen=True, slots=True)
class Door:
    """Which driver, and how long it may take."""

    name: str | None
    deadline_s: float
    in_process: bool = False
    """Whether a driver in Python runs in this process, which it can hang."""

    @property
    def options(self) -> list[str]:
        """The options that name it again."""
        patience = ["--deadline", f"{self.deadline_s:g}"] if self.deadline_s != DEADLINE_S else []
        here = ["--in-process"] if self.in_process else []
        named = [] if self.name is None else ["--driver", self.name]
        return [*named, *here, *patience]


def with_driver(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that name a driver, as one argument `door`."""

    @click.option("--driver", "name", metavar="DRIVER", help=DOORS)
    @click.option(
        "--deadline",
        "deadline_s",
        type=click.FloatRange(min=0, min_open=True),
        default=DEADLINE_S,
        show_default=True,
        metavar="SECONDS",
        help="How long a driver may take for one answer.",
    )
    @click.option(
        "--in-process", is_flag=True, help="Run a driver in Python in the suite's own process."
    )
    @wraps(command)
    def with_door(
        name: str | None, deadline_s: float, *, in_process: bool, **options: object
    ) -> None:
        command(door=Door(name, deadline_s, in_process), **options)

    return with_door


@contextmanager
def greeted(door: Door, transcript: Transcript | None = None) -> Iterator[Target]:
    """Yield the target behind a door; without one the command ends (CNF-041)."""
    if door.name is None:
        raise click.UsageError(NO_DRIVER)
    try:
        with opened(door.name, door.deadline_s, in_process=door.in_process) as driver:
            yield Target(driver, door.deadline_s if door.in_process else None, transcript)
    except DriverNotFoundError as error:
        raise click.UsageError(str(error)) from error
    except Fault as fault:
        if fault.kind is FaultKind.ABSENT:
            misuse = f"--driver {door.name}: {fault.detail}"
            raise click.UsageError(misuse) from fault
        click.echo(f"driver {door.name}: {fault}", err=True)
        raise SystemExit(FAULTY_DRIVER) from fault


def unknown_capabilities(hello: Hello, charter: Charter) -> list[str]:
    """Return what is to be said of capabilities that no chapter knows (CNF-010)."""
    known = charter.capabilities
    return [
        f"the driver declares {name}, which no chapter knows{hint(name, known)}"
        for name in sorted(hello.capabilities - set(known))
    ]
