"""`prune`: backups that are older than an operator wants go (07-operations)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from helios_ref.backup.chain import Member
from helios_ref.backup.files import absolute
from helios_ref.backup.inventory import Inventory, survey
from helios_ref.backup.leftovers import remove_leftovers
from helios_ref.backup.prune import Inspected, prune
from helios_ref.backup.retention import Plan, Policy, plan
from helios_ref.cli.chains.arguments import FOUND, directories_argument, json_option
from helios_ref.cli.chains.backup_facts import backup_facts, when
from helios_ref.cli.output.console import tell, write_lines
from helios_ref.cli.output.progress import Watch
from helios_ref.cli.output.text import counted, json_line, visible
from helios_ref.settings import wall_clock


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a backup, and why."""

    member: Member
    path: str
    reason: str
    kept: bool


@click.command(
    "prune",
    epilog="\b\nExample:\n  helios-ref prune /backups --keep-days 7 --keep-full 4 --dry-run\n",
)
@directories_argument
@click.option(
    "--keep-days",
    type=click.IntRange(min=0),
    required=True,
    metavar="N",
    help="Keep every backup that is younger than N days.",
)
@click.option(
    "--keep-full",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="K",
    help="Keep the newest K fulls that are good.",
)
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@json_option
@click.pass_context
def prune_command(  # noqa: PLR0913  # one for each option
    context: click.Context,
    *,
    directories: tuple[str, ...],
    keep_days: int,
    keep_full: int,
    dry_run: bool,
    as_json: bool,
) -> None:
    """
    Remove backups that are older than wanted.

    Whole chains go, or their ends; never what a backup that is kept needs, never the newest backup
    that can be restored, and never the last good full. Temporary files of killed backups go, too.
    Where no full is good nothing goes, and the exit code is 1.
    """
    found, policy = survey(directories), Policy(keep_days, keep_full)
    with Watch() as watch:
        wanted = plan(found, policy, wall_clock(), Inspected(watch.step).good)
    lines = changes(found, wanted, policy, dry_run=dry_run)
    write_lines(_json(one) if as_json else _line(one, dry_run=dry_run) for one in lines)
    for directory in directories:
        place = absolute(directory, directory)
        for path in remove_leftovers(place, really=not dry_run):  # OPS-124
            tell(f"{_done(dry_run=dry_run)} {path}: a killed backup left it")
    if not as_json:
        told = f"{counted(len(wanted.kept), 'backup')} kept, {len(wanted.removed):,}"
        tell(f"{told} {_done(dry_run=dry_run)}")
    if not wanted.good_fulls:
        tell("no full is good, so that nothing is removed")
        context.exit(FOUND)


def changes(found: Inventory, wanted: Plan, policy: Policy, *, dry_run: bool) -> Iterator[Change]:
    """Yield what is kept, and then what goes, each once it is gone (OPS-123)."""
    for member in found.members:
        if member.link in wanted.kept:
            yield Change(member, member.path, wanted.kept[member.link], kept=True)
    reason = f"older than {policy.days} days, and nothing that is kept needs it"
    gone = (
        ((member, path) for member in wanted.removed for path in found.copies[member.link])
        if dry_run
        else prune(found, wanted)
    )
    for member, path in gone:
        yield Change(member, path, reason, kept=False)


def _line(change: Change, *, dry_run: bool) -> str:
    """Return what people read of a change."""
    member = change.member
    facts = f"{member.backup_id}, {member.header.kind}, {when(member)}: {change.reason}"
    done = "kept" if change.kept else _done(dry_run=dry_run)
    return visible(f"{done}  {change.path}: {facts}")


def _json(change: Change) -> str:
    """Return what machines read of it."""
    told = {"kept": change.kept, "path": change.path, "reason": change.reason}
    return json_line({**told, **backup_facts(change.member)})


def _done(*, dry_run: bool) -> str:
    return "would be removed" if dry_run else "removed"
