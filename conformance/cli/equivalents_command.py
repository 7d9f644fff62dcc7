"""`equivalents`: right engines, which nothing may accuse (CNF-056)."""

from __future__ import annotations

import click

from conformance.cli.choice import sound_suite
from conformance.drivers.target import Target
from conformance.explore.search import Budget, Search
from conformance.run.runner import run
from conformance.targets.run_target import Silence
from conformance.verdict.claims import SUCCESS, UNEXPECTED
from conformance.verdict.verdicts import Verdict

RIGHT = frozenset({Verdict.PASS, Verdict.NOT_APPLICABLE})


@click.command("equivalents")
@click.argument("names", metavar="[ENGINE …]", nargs=-1)
@click.option("--seed", default=0, show_default=True, help="The same seed, the same programs.")
@click.option(
    "--minutes",
    type=click.FloatRange(min=0),
    default=0.5,
    show_default=True,
    help="How long each is explored.",
)
def equivalents_command(names: tuple[str, ...], seed: int, minutes: float) -> None:
    """Hold engines that are right, and not the reference, to every case, and explore them."""
    from conformance.faults.equivalents import EQUIVALENTS  # noqa: PLC0415  # the accused

    if unknown := [name for name in names if name not in EQUIVALENTS]:
        misuse = f"there is no {unknown[0]}; there are {', '.join(EQUIVALENTS)}"
        raise click.UsageError(misuse)
    accused = False
    for name in names or tuple(EQUIVALENTS):
        failed = accusations(Target(EQUIVALENTS[name]()))
        search = Search(Target(EQUIVALENTS[name]()), Budget(10**9, seed, minutes * 60))
        search.run()
        found = len(search.findings)
        click.echo(f"{name}: {len(failed)} failures, {search.runs} programs, {found} findings")
        for case in failed:
            click.echo(f"  {case}")
        for one in search.findings:
            click.echo(f"  {one.clause}: expected\n{one.expected}\ngot\n{one.actual}")
        accused = accused or bool(failed or found)
    raise SystemExit(UNEXPECTED if accused else SUCCESS)


def accusations(target: Target, wanted: tuple[str, ...] = ()) -> list[str]:
    """Return the cases that a right engine does not pass."""
    cases = tuple(one for one in sound_suite(None).cases if not wanted or one.id in wanted)
    ended = run(target, cases, Silence())
    return [outcome.case.id for outcome in ended.outcomes if outcome.verdict not in RIGHT]
