"""Programs that tests play."""

from __future__ import annotations

from typing import Final

from conformance.explore import operations as op

WRONG: Final = "conformance.faults:lost_tombstones"
"""An engine whose incrementals forget what was deleted."""

KEYED: Final = op.Create(0, (op.NewColumn("integer", "key"), op.NewColumn("text")))

LOSES_A_ROW: Final[op.Program] = (
    KEYED,
    op.Create(1, (op.NewColumn("bigint"), op.NewColumn("text"))),
    op.Insert(0, (0, 2)),
    op.Backup(incremental=False),
    op.Delete(0, 0),
    op.Insert(0, (4,)),
    op.Backup(incremental=True),
    op.Restore(0),
)
"""A row is there in the full and gone in the incremental."""
