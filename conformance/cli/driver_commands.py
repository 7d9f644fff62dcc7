"""`smoke`, `capabilities` and `new-driver`: the first hour with a driver (CNF-045)."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import chain
from pathlib import Path

import click
from rich.table import Table

from conformance.cli.choice import sound_suite
from conformance.cli.driver_options import Door, greeted, unknown_capabilities, with_driver
from conformance.drivers.smoke import smoke
from conformance.drivers.smoke_check import SmokeCheck
from conformance.report.page import page
from conformance.spec.chapter08 import read_charter
from conformance.spec.resources import PACKAGE, spec_directory
from conformance.verdict.claims import FAULTY_DRIVER, SUCCESS, UNEXPECTED

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
    findings: list[SmokeCheck] = []
    with greeted(door) as target:
        hello = target.hello
        click.echo(f"ok       says hello: {hello.name} {hello.version}")
        unknown = unknown_capabilities(hello, read_charter(spec_directory()))
        declares = SmokeCheck(
            "declares what the suite knows", "; ".join(unknown), "driver" * bool(unknown)
        )
        for finding in chain([declares], smoke(target)):
            findings.append(finding)
            said = finding.blame or ("lacks" if finding.follows else "ok")
            click.echo(f"{said:7}  {finding.check}")
            for line in filter(None, (finding.problem, finding.follows)):
                click.echo(f"         {line}")
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
    page(sys.stdout).print(table)
    unknown = unknown_capabilities(hello, suite.charter)
    for one in unknown:
        click.echo(one, err=True)
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
            text = TEMPLATES[kind].read_text(encoding="utf-8")
            file.write(text.replace("my_driver.py", str(path)))
    except FileExistsError as error:
        misuse = f"{path} exists; choose another name"
        raise click.UsageError(misuse) from error
    except OSError as error:
        misuse = f"{path}: {error.strerror}"
        raise click.UsageError(misuse) from error
    name = DOORS[kind].format(path)
    click.echo(f"wrote {path}; now: helios-conformance smoke --driver '{name}'")


def _code(findings: list[SmokeCheck]) -> int:
    """Return the exit code of what was found (CNF-041)."""
    blamed = {finding.blame for finding in findings}
    if "driver" in blamed:
        return FAULTY_DRIVER
    return UNEXPECTED if "engine" in blamed else SUCCESS
