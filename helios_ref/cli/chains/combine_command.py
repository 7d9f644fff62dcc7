"""`combine`: one full of a chain (07-operations)."""

from __future__ import annotations

from pathlib import PurePosixPath

import click

from helios_ref.backup.chain import Chain, Member
from helios_ref.backup.combine import combine
from helios_ref.backup.files import file_path
from helios_ref.backup.inventory import survey
from helios_ref.cli.backup_args import backups_option, shelves
from helios_ref.cli.output.console import write_lines
from helios_ref.cli.output.error_lines import tell_notices
from helios_ref.cli.output.progress import Watch
from helios_ref.cli.output.text import json_line, visible


@click.command(
    "combine",
    epilog="\b\nExample:\n"
    "  helios-ref combine bk_1711403600 --backups /backups -o /archive/may.hldb\n",
)
@click.argument("subject", metavar="ID|FILE", type=click.Path())
@click.option(
    "-o", "--output", required=True, type=click.Path(), metavar="FILE", help="Where the full goes."
)
@backups_option
@click.option("--json", "as_json", is_flag=True, help="One object of JSON.")
def combine_command(*, subject: str, output: str, backups: tuple[str, ...], as_json: bool) -> None:
    """
    Make one full backup of a chain.

    The new file is the full that would have been taken instead of the backup: of the same number,
    second and branch. It needs no other file. Those that were built on the original still need the
    original, so that it goes into another directory.
    """
    chain = shelves((subject,), backups).chain(subject)
    with Watch() as watch:
        receipt = combine(chain, output, watch.step)
    leaf, path = chain[-1], file_path(output, chain[-1].backup_id)
    needing = children(chain, backups)
    if as_json:
        told = {"backup_id": leaf.backup_id, "path": path, "key_count": receipt.key_count}
        told |= {"size_bytes": receipt.size_bytes, "root": receipt.root.hex()}
        names = [member.path for member in needing]
        write_lines([json_line({**told, "members": len(chain), "need_the_original": names})])
        return
    facts = f"{leaf.backup_id}, full, key count {receipt.key_count:,}, {receipt.size_bytes:,} bytes"
    write_lines([visible(f"{path}: {facts}, of a chain of {len(chain):,}")])
    tell_notices(
        f"{member.backup_id} ({member.path}) still needs {leaf.path}" for member in needing
    )


def children(chain: Chain, directories: tuple[str, ...]) -> list[Member]:
    """Return what was built on the original, beside it and in directories (OPS-113)."""
    place = str(PurePosixPath(chain[-1].path).parent)
    return list(survey([place, *directories]).descendants(chain[-1].link))
