"""`check`: whether all backups of directories are there and intact (07-operations)."""

from __future__ import annotations

import click

from helios_ref.backup.check_all import APPLIED, Intact, Loss, check_all
from helios_ref.backup.inventory import survey
from helios_ref.cli.chains.arguments import FOUND, directories_argument, json_option, none_in
from helios_ref.cli.chains.intact import remember
from helios_ref.cli.output.console import painted, tell, write_lines
from helios_ref.cli.output.progress import Watch
from helios_ref.cli.output.text import counted, json_line, visible
from helios_ref.settings import wall_clock
from helios_ref.tables.catalog_records import backup_id


@click.command("check", epilog="\b\nExample:\n  helios-ref check --level 3 /backups/daily\n")
@directories_argument
@click.option(
    "--level",
    type=click.IntRange(0, APPLIED),
    default=2,
    show_default=True,
    help="0 header, index and trailer; 1 every hash; 2 every entry; 3 chains, as a restore would.",
)
@json_option
@click.pass_context
def check_command(
    context: click.Context, *, directories: tuple[str, ...], level: int, as_json: bool
) -> None:
    """
    Tell whether all backups of directories are there and intact.

    Each file that is damaged, each parent that is missing, and each number that two backups claim
    is named, with the backups that cannot be restored because of it. The exit code is 1 then, and
    where there is no backup at all.
    """
    found = survey(directories)
    with Watch() as watch:
        all_found = list(check_all(found, level, watch.step))
    losses = [one for one in all_found if isinstance(one, Loss)]
    lost = {link for one in losses for link in one.lost}
    intact = [one for one in all_found if isinstance(one, Intact)]
    sound = [(one.path, one.member) for one in intact if one.member.link not in lost]
    remember(sound, level, wall_clock(), damaged=[one.path for one in losses if one.is_damage])
    ordered: list[Intact | Loss] = [*intact, *losses]
    write_lines(map(_json if as_json else _line, ordered))
    if not as_json:
        told = f"{counted(len(found.members), 'backup')}, {counted(len(losses), 'finding')}"
        tell(f"{told}, {counted(len(lost), 'backup')} lost")
    if not found.members:
        tell(none_in(directories))
    if losses or not found.members:
        context.exit(FOUND)


def _line(one: Intact | Loss) -> str:
    """Return what people read of a file (OPS-106)."""
    if isinstance(one, Intact):
        facts = f"{one.member.backup_id}, {one.member.header.kind}"
        return f"{painted('ok', 'green')}  {visible(f'{one.path}: {facts}')}"
    sentence = str(one.refusal)
    if one.path not in sentence:
        sentence = f"{one.path}: {sentence}"
    lost = ", ".join(_ids(one)) or "nothing"
    told = f"{sentence}; lost with it: {lost}"
    return f"{painted(one.refusal.code, 'red', bold=True)}  {visible(told)}"


def _json(one: Intact | Loss) -> str:
    """Return what machines read of a file (OPS-106)."""
    if isinstance(one, Intact):
        return json_line({"ok": True, "path": one.path, "backup_id": one.member.backup_id})
    told: dict[str, object] = {"ok": False, "path": one.path, "code": one.refusal.code}
    return json_line({**told, "message": str(one.refusal), "lost": _ids(one)})


def _ids(loss: Loss) -> list[str]:
    """Return what is lost, by ID."""
    return [backup_id(link.number) for link in loss.lost]
