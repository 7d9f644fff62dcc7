"""`smoke`, `capabilities` and `new-driver`: the first hour with a driver (CNF-045)."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from conformance.cli.case_options import sound_suite
from conformance.cli.driver_options import Door, greeted, with_driver
from conformance.drivers.smoke import smoke
from conformance.spec.resources import PACKAGE
from conformance.verdict.claims import FAULTY_DRIVER, SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from conformance.drivers.smoke import Finding

TEMPLATES = {
    "kit": PACKAGE / "kit" / "example.py",
    "process": PACKAGE / "cli" / "templates" / "process_driver.py.txt",
    "python": PACKAGE / "cli" / "templates" / "python_driver.py.txt",
}
DOORS = {"kit": "{}:driver", "process": "cmd:python {}", "python": "{}:Driver"}
"""How what was written is reached."""


@click.command("smoke")
@with_driver
def smoke_command(door: Door) -> None:
    """Try a driver in a second: what works, and whose problem the rest is."""
    findings: list[Finding] = []
    with greeted(door) as target:
        hello = target.hello
        click.echo(f"ok       says hello: {hello.name} {hello.version}")
        for finding in smoke(target):
            findings.append(finding)
            click.echo(f"{finding.blame or 'ok':7}  {finding.check}")
            if finding.problem:
                click.echo(f"         {finding.problem}")
    raise SystemExit(_code(findings))


@click.command("capabilities")
@with_driver
def capabilities_command(door: Door) -> None:
    """List the capabilities: which a driver declares, in how many cases, and what each means."""
    suite = sound_suite(None)
    cases = Counter(need for case in suite.cases for need in case.needs)
    with greeted(door) as target:
        hello = target.hello
    table = Table(
        "capability", f"{hello.name} {hello.version}", "cases", "a target that declares it"
    )
    for name, meaning in suite.charter.capabilities.items():
        declared = "yes" if name in hello.capabilities else ""
        table.add_row(name, declared, str(cases[name]), meaning)
    Console(file=sys.stdout, highlight=False, markup=False).print(table)
    unknown = sorted(hello.capabilities - set(suite.charter.capabilities))
    for name in unknown:
        click.echo(f"the driver declares {name}, which no chapter knows", err=True)
    raise SystemExit(UNEXPECTED if unknown else SUCCESS)


@click.command("new-driver")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(sorted(TEMPLATES)),
    default="python",
    show_default=True,
    help="A class in Python, the seven calls of the kit, or a process of any language.",
)
def new_driver_command(path: Path, kind: str) -> None:
    """Write a small driver that works, to be made yours."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATES[kind].read_text(encoding="utf-8"))
    except FileExistsError as error:
        misuse = f"{path} exists; choose another name"
        raise click.UsageError(misuse) from error
    except OSError as error:
        misuse = f"{path}: {error.strerror}"
        raise click.UsageError(misuse) from error
    name = DOORS[kind].format(path)
    click.echo(f"wrote {path}; now: helios-conformance smoke --driver '{name}'")


def _code(findings: list[Finding]) -> int:
    """Return the exit code of what was found (CNF-041)."""
    blamed = {finding.blame for finding in findings}
    if "driver" in blamed:
        return FAULTY_DRIVER
    return UNEXPECTED if "engine" in blamed else SUCCESS
