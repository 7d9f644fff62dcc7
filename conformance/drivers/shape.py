"""Whether a driver has a method for each call that it must answer (CNF-020)."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

from conformance.drivers.checked import malformed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from conformance.drivers.protocol import Driver

_CALLS: Final[Mapping[str, tuple[str, ...]]] = {
    "hello": (),
    "open": ("directory",),
    "execute": ("session", "statement"),
    "close": (),
}
_CALLS_OF: Final[Mapping[str, tuple[str, str]]] = {
    "clock": ("set_clock", "second"),
    "reopen": ("reopen", "directories"),
    "chdir": ("chdir", "directory"),
    "operations": ("operate", "words"),
}


def check_shape(driver: Driver) -> None:
    """Fail where a driver has no method for a call, or one that takes something else."""
    _tell(driver, _lacking(driver, _CALLS))


def check_declared(driver: Driver, capabilities: Collection[str]) -> None:
    """Fail where it has none for a call of a capability that it declares."""
    for capability in capabilities & _CALLS_OF.keys():
        call, argument = _CALLS_OF[capability]
        lacking = _lacking(driver, {call: (argument,)})
        _tell(driver, (f"{one}, although it declares {capability}" for one in lacking))


def _lacking(driver: Driver, calls: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for call, arguments in calls.items():
        method = getattr(driver, call, None)
        form = f"{call}({', '.join(arguments)})"
        if not callable(method):
            yield f"has no {form}"
        elif not _takes(method, len(arguments)):
            yield f"has another {call} than {form}"


def _takes(method: object, count: int) -> bool:
    """Whether a method takes so many arguments, as far as it says what it takes."""
    try:
        signature = inspect.signature(method)  # type: ignore[arg-type]
    except (TypeError, ValueError):  # of C, which does not say
        return True
    try:
        signature.bind(*[None] * count)
    except TypeError:
        return False
    return True


def _tell(driver: Driver, lacking: Iterator[str]) -> None:
    if found := [*lacking]:
        raise malformed("hello", f"{type(driver).__name__} {'; '.join(found)}, CNF-020")
