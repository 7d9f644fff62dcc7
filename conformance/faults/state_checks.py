"""Engines that believe that a state comes out, and which (03-hldb, level 3; 01-model)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conformance.faults.skip_checks import PatchedEngines

if TYPE_CHECKING:
    from typing import Any

ENGINES = PatchedEngines()
fault, overlooks = ENGINES.fault, ENGINES.overlooks

STATE: Final = "helios_ref.hldb.read_blocks:check_state_sum"
FOUND: Final = "helios_ref.tables.described"

overlooks("HLD-040", "any-checksum", "Take any checksum.", {STATE: ("'state_checksum'",)})
overlooks("HLD-041", "any-number-of-keys", "Do not count the state.", {STATE: ("'state_keys'",)})
overlooks(
    "HLD-043",
    "tables-without-counters",
    "Go on where a table has no counters.",
    {f"{FOUND}:described": ("'MOD-050'",)},
)


overlooks(
    "HLD-042",
    "entries-that-change-nothing",
    "Take an incremental that says what its parent says.",
    {"helios_ref.backup.chain_stream:Merged.finish": ("'HLD-042'",)},
)


@fault("MOD-050", "helios_ref.tables.index_keys.IndexKeys.check")
def index_keys_of_any_row(*_: Any) -> None:  # noqa: ANN401  # whatever it is given
    """Take index keys whatever the rows are."""
