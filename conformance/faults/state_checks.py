"""
Engines that leave out checks of the state that a file or a chain leads to (03-hldb, level 3).

A check that is left out is named by its function and by a piece of its text: the one `if` in which
that piece stands, and which refuses, is taken out (`skip_checks`). A function that is nothing but a
check is replaced, by its dotted name, though it is private: these rooms have no collaborators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conformance.faults.skip_checks import PatchedEngines

if TYPE_CHECKING:
    from typing import Any

ENGINES = PatchedEngines()
fault, overlooks = ENGINES.fault, ENGINES.overlooks

STATE: Final = "helios_ref.hldb.read_blocks:check_state_sum"
DESCRIBED: Final = "helios_ref.tables.described"

overlooks("HLD-040", "any-checksum", "Take any checksum.", {STATE: ("'state_checksum'",)})
overlooks("HLD-041", "any-number-of-keys", "Do not count the state.", {STATE: ("'state_keys'",)})
overlooks(
    "HLD-043",
    "tables-without-counters",
    "Go on where a table has no counters.",
    {f"{DESCRIBED}:described": ("'MOD-050'",)},
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
