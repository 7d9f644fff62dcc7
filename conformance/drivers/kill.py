"""A target that is killed, at rest or while it executes a statement (CNF-113)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conformance.drivers.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.drivers.process import ProcessDriver

_LOOK_S: Final = 0.0002
"""How often is looked whether it is time."""


def kill_while(
    driver: ProcessDriver, session: str, statement: str, is_time: Callable[[], bool]
) -> None:
    """Kill a process that executes a statement when it is time, or when it has answered."""
    pipeline = Pipeline(driver)
    pipeline.send(session, statement)
    while not is_time() and pipeline.receive(_LOOK_S) is None:
        pass
    pipeline.restart()
