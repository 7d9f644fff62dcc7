"""`helios-conformance.toml`: what is always meant where a driver lies (CNF-072)."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

import click
import msgspec

from conformance.spec.given_file import GivenFileError, given_toml

NAME: Final = "helios-conformance.toml"

STDERR: Final = 2
"""Where a setup may write: standard output may be a report's."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file says; everything in it is optional but the driver."""

    driver: str
    profiles: list[str] = []
    deviations: str = ""
    """A path, beside the file."""

    deadline: float | None = None
    setup: str = ""
    """A command of the shell that is run before the driver, where the file lies."""


def settings_for(driver: str | None) -> tuple[Path, Settings] | None:
    """Return the file that speaks of a driver, and what it says; of none, that of the folder."""
    place = Path() if driver is None else Path(driver.rpartition(":")[0]).parent
    path = place / NAME
    if not path.is_file():
        return None
    settings = _read(path)
    same = driver in {None, settings.driver} or _same(path.parent / settings.driver, driver)
    return (path, settings) if same else None  # it speaks of another


def as_options(path: Path, settings: Settings) -> dict[str, object]:
    """Return what the file says as the defaults of options, by their names in commands."""
    options: dict[str, object] = {}
    if settings.profiles:
        options["profiles"] = settings.profiles
    if settings.deviations:
        options["listed"] = str(path.parent / settings.deviations)
    if settings.deadline is not None:
        options["deadline_s"] = settings.deadline
    return options


def set_up(path: Path, settings: Settings) -> None:
    """Say which file is heeded, and run what it wants run before its driver."""
    click.echo(f"as {path} says", err=True)
    if not settings.setup:
        return
    done = subprocess.run(  # noqa: S602 - the user's own line, as in a Makefile
        settings.setup, shell=True, check=False, cwd=path.parent, stdout=STDERR
    )
    if done.returncode:
        misuse = f"{path}: setup ended with {done.returncode}: {settings.setup}"
        raise click.UsageError(misuse)


def _read(path: Path) -> Settings:
    try:
        return msgspec.convert(given_toml(path), Settings)
    except GivenFileError as error:
        raise click.UsageError(str(error)) from error
    except msgspec.ValidationError as error:
        misuse = f"{path}: {error}"
        raise click.UsageError(misuse) from error


def _same(first: Path, second: str | None) -> bool:
    return second is not None and first.resolve() == Path(second).resolve()
