"""What a verification found, in a line for people or for machines (07-operations)."""

from __future__ import annotations

from typing import Any, Final

from helios_ref import errors
from helios_ref.backup.chain import Chain
from helios_ref.backup.files import reading
from helios_ref.cli.output.console import painted
from helios_ref.cli.output.text import json_line, visible
from helios_ref.hldb.read_blocks import open_file

CHAIN_LEVEL: Final = 3
"""The level at which parents are read, too."""

_NEXT: Final[dict[type[errors.HeliosError], str]] = {
    errors.CorruptBackupError: (
        "replace it by another copy, or take a new full backup: what was built on it is lost, too"
    ),
    errors.ChainBrokenError: (
        "put the parent's file beside it, or name its directory with --backups"
    ),
    errors.IoError: "see whether the file is there and may be read",
    errors.UnknownBackupError: "name the directory that holds it with --backups",
}
"""What to do next, where that is something else than after a statement."""


def sound(subject: str, level: int, chain: Chain, *, as_json: bool) -> str:
    """Return the line of a backup with which nothing is wrong; its chain ends with it (OPS-041)."""
    leaf, state = chain[-1], chain[-1].trailer.state
    if as_json:
        told = {"subject": subject, "ok": True, "level": level, "backup_id": leaf.backup_id}
        told |= {"backup_type": leaf.header.kind, "key_count": leaf.trailer.entries}
        told |= {"size_bytes": leaf.trailer.file_length, "root": leaf.trailer.root.hex()}
        return json_line({**told, "files": [member.path for member in chain]})
    facts = f"{leaf.backup_id}, {leaf.header.kind}, key count {leaf.trailer.entries:,}"
    facts += f", {leaf.trailer.file_length:,} bytes"
    if level == CHAIN_LEVEL:
        facts += f", chain of {len(chain):,}, {state.keys:,} keys come out"
    return f"{painted('ok', 'green')}  {visible(subject)}: {facts}"


def unsound(subject: str, level: int, refusal: errors.HeliosError, *, as_json: bool) -> str:
    """Return the line of a backup with which something is wrong: what, where, what next."""
    advice = _NEXT.get(type(refusal), refusal.advice)
    if as_json:
        told: dict[str, Any] = {"subject": subject, "ok": False, "level": level}
        told |= {"code": refusal.code, "message": str(refusal), "advice": advice}
        if isinstance(refusal, errors.CorruptBackupError):
            told |= {"path": refusal.path, "offset": refusal.offset}
            told |= {"clause": refusal.clause, "block": block_of(refusal)}
        return json_line(told)
    sentence = str(refusal)
    if isinstance(refusal, errors.IoError):
        sentence = f"{refusal.path}: {refusal.cause}"
    if not sentence.startswith(subject):
        sentence = f"{subject}: {sentence}"
    code = painted(refusal.code, "red", bold=True)
    return f"{code}  {visible(f'{sentence}; {advice}')}"


def block_of(damage: errors.CorruptBackupError) -> int | None:
    """Return the position, from 1, of the block that is damaged, if it is one (HLD-050)."""
    try:
        with reading(damage.path, "the file") as source:
            file = open_file(source, damage.path)
    except errors.HeliosError:
        return None
    if not file.index or not file.index[0].offset <= damage.offset < file.trailer.index_offset:
        return None
    return file.index.at(damage.offset) + 1
