"""
Deliberately wrong engines: each is the reference with one vice.

They prove that cases can fail. A wrong engine replaces collaborators of the reference
(`helios_ref/README.md`), or its door; nothing else is patched, except where `skip_checks` says so.

This is the only room of the suite that knows the reference,
because a wrong engine is an accused, not a judge (decision D20).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conformance.faults import (
    blocks,
    branch_leaks,
    branches,
    capture,
    catalog,
    chains,
    combining,
    conflicts,
    definitions,
    drivers,
    edges,
    encoder,
    files,
    key_value_decoding,
    killed,
    lasting,
    names,
    parents,
    products,
    pruning,
    readings,
    rebuilt,
    refusals,
    restore,
    retention,
    searches,
    sections,
    sessions,
    state_checks,
    statements,
    transactions,
    values,
    written,
)
from conformance.faults.skip_checks import PatchedEngine
from conformance.faults.wrong_engine import WrongEngine

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.drivers.protocol import Driver

MODULES: Final = (
    capture,
    parents,
    files,
    catalog,
    rebuilt,
    chains,
    searches,
    restore,
    branch_leaks,
    branches,
    sessions,
    transactions,
    conflicts,
    values,
    names,
    refusals,
    readings,
    statements,
    definitions,
    lasting,
    killed,
    written,
    products,
    combining,
    pruning,
    retention,
    sections,
    blocks,
    key_value_decoding,
    state_checks,
    encoder,
    edges,
    drivers,
)

WRONG_ENGINES: Final[dict[str, WrongEngine]] = {
    engine.name: engine for module in MODULES for engine in module.ENGINES.engines
}
"""All of them by name."""

__all__ = ["MODULES", "WRONG_ENGINES", "WrongEngine"]


def __getattr__(name: str) -> Callable[[], Driver]:
    """Return what makes the driver of an engine: `--driver conformance.faults:lost_tombstones`."""
    engine = WRONG_ENGINES.get(name.replace("_", "-"))
    if engine is None or isinstance(engine, PatchedEngine):
        what = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(what)
    return engine.driver
