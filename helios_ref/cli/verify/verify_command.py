"""`verify`: whether backups can be restored (07-operations)."""

from __future__ import annotations

from typing import Final

import click

from helios_ref.backup.chain import Chain, member_at
from helios_ref.backup.verify import Walk, check_chain, check_file
from helios_ref.cli.backup_args import Shelves, backups_option, named_subjects, shelves
from helios_ref.cli.output.console import tell, write_lines
from helios_ref.cli.output.progress import watched
from helios_ref.cli.verify.verify_output import CHAIN_LEVEL, sound, unsound
from helios_ref.errors import HeliosError

FOUND: Final = 1
"""Exit code when something is wrong with a backup (OPS-043)."""


@click.command("verify", epilog="\b\nExample:\n  helios-ref verify --level 2 /backups/daily\n")
@click.argument("subjects", metavar="FILE|DIR|ID...", nargs=-1, required=True, type=click.Path())
@backups_option
@click.option(
    "--level",
    type=click.IntRange(0, CHAIN_LEVEL),
    default=CHAIN_LEVEL,
    show_default=True,
    help="0 header, index and trailer; 1 every hash; 2 every entry; 3 the whole chain.",
)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each backup.")
@click.pass_context
def verify_command(
    context: click.Context,
    *,
    subjects: tuple[str, ...],
    backups: tuple[str, ...],
    level: int,
    as_json: bool,
) -> None:
    """
    Tell whether backups can be restored.

    A directory stands for every .hldb file in it.
    A line for each, and exit code 1 if something is wrong with any. Levels 0 to 2 read one file;
    level 3 reads all of a chain, as a restore does; each a block at a time.
    """
    known, wanted = shelves(subjects, backups), named_subjects(subjects)
    wrong, walk = 0, Walk()
    for subject in wanted:
        try:
            line = sound(subject, level, verified(known, subject, level, walk), as_json=as_json)
        except HeliosError as refusal:
            line = unsound(subject, level, refusal, as_json=as_json)
            wrong += 1
        write_lines([line])
    if len(wanted) > 1 and not as_json:
        tell(f"{len(wanted):,} backups, {wrong:,} of them wrong")
    if wrong:
        context.exit(FOUND)


def verified(known: Shelves, subject: str, level: int, walk: Walk) -> Chain:
    """
    Return a backup, at the last level behind its parents, once it is verified (OPS-040).

    Each chain goes on where the one before ended, and each file is decoded once (OPS-061).
    """
    if level == CHAIN_LEVEL:
        chain = known.chain(subject)
        watched(check_chain(chain, walk))
        return chain
    path = known.path(subject)
    watched(check_file(path, level, subject))
    return (member_at(path, subject),)
