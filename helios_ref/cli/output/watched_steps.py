"""BACKUP and RESTORE, seen by whoever waits at a terminal (07-operations)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Final

from helios_ref.backup.chain import Chain
from helios_ref.backup.publish import Undo
from helios_ref.backup.steps import STEPS
from helios_ref.backup.verify import check_chain
from helios_ref.cli.output.progress import Watch, watched
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.layer import Layer


def verified(chain: Chain, written: Collection[bytes]) -> tuple[Layer, StateSum]:
    """Verify a chain; of what this database wrote, the hashes are soon compared."""
    roots = {member.trailer.root for member in chain}
    if not roots.issubset(written):
        watched(check_chain(chain))
    return STEPS.verify(chain, roots)


def _published(
    path: str, backup: str, chunks: Iterable[bytes], least: int
) -> AbstractContextManager[Undo]:
    return STEPS.publish(path, backup, _watched_chunks(path, chunks), least)


def _watched_chunks(path: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what is written, and show how much it is: nobody knows how much it will be."""
    with Watch() as watch:
        for done, chunk in enumerate(chunks):
            yield chunk
            watch.see(path, done, done)


WATCHED_STEPS: Final = replace(STEPS, publish=_published, verify=verified)
"""The right steps of BACKUP and RESTORE, with a display (OPS-135)."""
