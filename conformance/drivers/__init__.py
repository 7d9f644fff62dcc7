"""The doors: how `--driver` leads to a driver (08-conformance)."""

from __future__ import annotations

import shlex
import shutil
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from conformance.drivers.host import hosted
from conformance.drivers.process import ProcessDriver
from conformance.drivers.python import DriverNotFoundError, driver_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.drivers.protocol import Driver

__all__ = [
    "COMMAND",
    "DEADLINE_S",
    "POSTGRES",
    "DriverNotFoundError",
    "driver_named",
    "opened",
]

COMMAND = "cmd:"
"""What a name begins with that is a command."""

POSTGRES = "postgres:"
"""What a name begins with that is the address of a server."""

DEADLINE_S = 10.0
"""How long a driver may take for one answer (CNF-061)."""


@contextmanager
def opened(
    name: str,
    deadline_s: float = DEADLINE_S,
    *,
    in_process: bool = False,
) -> Iterator[Driver]:
    """
    Yield the driver that a name leads to; its process ends with the block.

    One in Python has a process of its own, too, unless it is wanted in this one, which it can hang.
    """
    if name.startswith(POSTGRES):
        yield _postgres(name, deadline_s)
    elif in_process and not name.startswith(COMMAND):
        yield driver_named(name)
    else:
        command = _command(name) if name.startswith(COMMAND) else hosted(name)
        process = ProcessDriver(command, deadline_s)
        try:
            yield process
        finally:
            process.stop()


def _postgres(name: str, deadline_s: float) -> Driver:
    """Return the driver of a server; what it needs is an extra of this package."""
    try:
        postgres = import_module("conformance.drivers.postgres")
    except ImportError as error:
        raise DriverNotFoundError(name, f"{error}; install helios-ref[postgres]") from error
    driver: Driver = postgres.PostgresDriver(name.removeprefix(POSTGRES), deadline_s)
    return driver


def _command(name: str) -> list[str]:
    """Return the words of a command, as a shell would split them."""
    try:
        words = shlex.split(name.removeprefix(COMMAND))
    except ValueError as error:
        raise DriverNotFoundError(name, str(error)) from error
    if not words or shutil.which(words[0]) is None:
        raise DriverNotFoundError(name, f"there is no command {''.join(words[:1])}".rstrip())
    return words
