"""`drill`: whether the newest backup really comes back (07-operations)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final

import click

from helios_ref.backup.catalog import newest
from helios_ref.backup.chain import Chain, by_id
from helios_ref.cli.chains.arguments import FOUND, directories_argument, json_option, none_in
from helios_ref.cli.chains.backup_facts import when
from helios_ref.cli.chains.intact import remember
from helios_ref.cli.output.console import tell, write_lines
from helios_ref.cli.output.error_lines import tell_notices
from helios_ref.cli.output.text import counted, json_line, visible
from helios_ref.cli.shell.connect import WATCHED
from helios_ref.cli.shell.script_file import script_of
from helios_ref.cli.shell.scripts import glimpse
from helios_ref.errors import CorruptBackupError, HeliosError
from helios_ref.session import Session
from helios_ref.settings import Settings, wall_clock
from helios_ref.sql import split
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.transaction import cell_sum

SCRATCH: Final = "drill"
"""The branch that the backup is restored into."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a drill found."""

    chain: Chain
    seconds: float
    """How long the restore took."""

    state: StateSum
    """Number of keys and checksum of the branch, counted anew."""

    claimed: StateSum
    """What the file says of them."""

    checks: int
    failed: Sequence[str]
    """Checks that did not hold, and why."""

    notices: Sequence[str]
    """Files that are no backups."""


@click.command("drill", epilog="\b\nExample:\n  helios-ref drill /backups --sql checks.sql\n")
@directories_argument
@click.option(
    "--sql",
    "script",
    type=click.Path(),
    metavar="FILE",
    help="Statements to execute on what was restored; - is the standard input.",
)
@json_option
@click.pass_context
def drill_command(
    context: click.Context, *, directories: tuple[str, ...], script: str | None, as_json: bool
) -> None:
    """
    Restore the newest backup aside, and check it.

    Everything is verified as in any restore, and then counted again. With --sql, each statement
    has to succeed, and each boolean that it answers has to be true:
    SELECT count(*) > 1000 FROM orders; else the exit code is 1, as it is where a file of the
    directories is no backup.
    """
    checks = [] if script is None else split(script_of(script))
    outcome = drill(directories, checks)
    write_lines([_json(outcome) if as_json else visible(_line(outcome))])
    tell_notices(outcome.notices)
    wrong = outcome.state != outcome.claimed
    if wrong:
        has, claims = _said(outcome.state), _said(outcome.claimed)
        tell(f"the branch has {has}, and the file claims {claims}", "failed: ")
    if not as_json:
        for reason in outcome.failed:
            tell(reason, "failed: ")
    if wrong or outcome.failed or outcome.notices:
        context.exit(FOUND)
    remember([(member.path, member) for member in outcome.chain], 3, wall_clock())


def drill(directories: tuple[str, ...], checks: Sequence[str]) -> Outcome:
    """Restore the newest backup of directories into a branch of a new database (OPS-130)."""
    database = WATCHED.database()
    notices = WATCHED.rebuild(database, directories)
    record = newest(database.catalog)
    if record is None:
        tell_notices(notices)
        raise click.UsageError(none_in(directories))
    session = Session(database, Settings(search=directories), WATCHED)
    began = perf_counter()
    try:
        session.execute(f"RESTORE DATABASE FROM '{record.backup_id}' TO BRANCH '{SCRATCH}'")
    except HeliosError as refusal:
        tell_notices(notices)
        if isinstance(refusal, CorruptBackupError):
            remember((), 3, wall_clock(), damaged=[refusal.path])
        raise
    seconds = perf_counter() - began
    session.execute(f"USE BRANCH {SCRATCH}")
    chain = by_id(database.catalog, record.backup_id)
    (layer,) = database.branches[SCRATCH].layers
    state = sum((cell_sum(*part) for part in layer.parts()), StateSum())
    failed = [*_failures(session, checks)]
    claimed = chain[-1].trailer.state
    return Outcome(chain, seconds, state, claimed, len(checks), failed, notices)


def _failures(session: Session, checks: Sequence[str]) -> Iterator[str]:
    """Yield each check that does not hold, and why (OPS-131)."""
    for check in checks:
        try:
            reply = session.execute(check)
        except HeliosError as refusal:
            yield f"{glimpse(check)}: {refusal.code}: {refusal}"
            continue
        judged = [at for at, name in enumerate(reply.types) if name == "boolean"]
        if any(row[at] is not True for row in reply.rows for at in judged):
            yield f"{glimpse(check)}: is not true"


def _line(outcome: Outcome) -> str:
    """Return what people read of a drill (OPS-132)."""
    leaf = outcome.chain[-1]
    size = sum(member.trailer.file_length for member in outcome.chain)
    held = outcome.checks - len(outcome.failed)
    checked = f", {held} of {counted(outcome.checks, 'check')} held" if outcome.checks else ""
    return (
        f"{leaf.backup_id} of {when(leaf)} restored from {counted(len(outcome.chain), 'file')}"
        f", {size:,} bytes, in {outcome.seconds:.3f} s: {outcome.state.keys:,} keys{checked}"
    )


def _said(state: StateSum) -> str:
    return f"{state.keys:,} keys, checksum {state.checksum:#018x}"


def _json(outcome: Outcome) -> str:
    """Return what machines read of it."""
    leaf = outcome.chain[-1]
    told: dict[str, object] = {"backup_id": leaf.backup_id, "timestamp": leaf.header.created}
    told |= {"files": [member.path for member in outcome.chain]}
    told |= {"bytes": sum(member.trailer.file_length for member in outcome.chain)}
    told |= {"seconds": round(outcome.seconds, 3), "keys": outcome.state.keys}
    told |= {"as_claimed": outcome.state == outcome.claimed}
    told |= {"checks": outcome.checks, "failed": list(outcome.failed)}
    return json_line({**told, "left_out": list(outcome.notices)})
