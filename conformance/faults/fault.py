"""A fault: the reference with one documented vice, behind the same door (08-conformance)."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from unittest.mock import patch

from conformance.faults.skip_checks import careless
from helios_ref.driver import ReferenceDriver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from conformance.drivers.protocol import Driver

Wrong = TypeVar("Wrong", bound="Callable[..., object]")

BRIEF_S = 0.25
"""How long a fault that hangs may take for one answer."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A deliberately wrong engine."""

    name: str
    clause: str
    """The clause that it breaks; a case of this clause has to notice (CNF-050)."""

    changes: Mapping[str, object]
    """What is replaced in the reference, by dotted names."""

    vice: str
    """What it does wrong, in a sentence."""

    door: Callable[[], Driver] = ReferenceDriver
    """What makes the driver: a vice may lie in the door itself."""

    deadline_s: float | None = None
    """How long a call may take, where the vice is to take too long."""

    overlooked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Checks that functions of the reference leave out, by `module:function`."""

    @contextmanager
    def planted(self) -> Iterator[Driver]:
        """Be wrong while the body runs."""
        with ExitStack() as stack:
            for target, wrong in self.changes.items():
                stack.enter_context(patch(target, wrong))
            for target, checks in self.overlooked.items():
                stack.enter_context(careless(target, checks))
            yield self.door()


class Shelf:
    """The faults of one module, in the order in which they stand there."""

    def __init__(self) -> None:
        """Hold none yet."""
        self.faults: list[Fault] = []

    def fault(
        self, clause: str, target: str, also: Mapping[str, object] | None = None
    ) -> Callable[[Wrong], Wrong]:
        """Keep what replaces a function as a fault; its docstring is the vice."""

        def keep(wrong: Wrong) -> Wrong:
            changes = {target: wrong, **(also or {})}
            self.faults.append(Fault(_name(wrong), clause, changes, _vice(wrong)))
            return wrong

        return keep

    def hang(self, clause: str, target: str) -> Callable[[Wrong], Wrong]:
        """Keep a function that does not return as a fault; its docstring is the vice."""

        def keep(wrong: Wrong) -> Wrong:
            changes = {target: wrong}
            name, vice = _name(wrong), _vice(wrong)
            self.faults.append(Fault(name, clause, changes, vice, deadline_s=BRIEF_S))
            return wrong

        return keep

    def value(self, clause: str, name: str, vice: str, changes: Mapping[str, object]) -> None:
        """Keep values that replace others as a fault."""
        self.faults.append(Fault(name, clause, changes, vice))

    def overlooks(
        self,
        clause: str,
        name: str,
        vice: str,
        checks: Mapping[str, tuple[str, ...]],
        also: Mapping[str, object] | None = None,
    ) -> None:
        """Keep an engine that leaves out checks of some functions as a fault."""
        self.faults.append(Fault(name, clause, also or {}, vice, overlooked=checks))

    def door(self, clause: str) -> Callable[[type[ReferenceDriver]], type[ReferenceDriver]]:
        """Keep a driver as a fault; its docstring is the vice."""

        def keep(wrong: type[ReferenceDriver]) -> type[ReferenceDriver]:
            vice = " ".join((wrong.__doc__ or "").split())
            words = "".join(f"-{c.lower()}" if c.isupper() else c for c in wrong.__name__)
            self.faults.append(Fault(words.lstrip("-"), clause, {}, vice, wrong))
            return wrong

        return keep


def _name(wrong: Callable[..., object]) -> str:
    return wrong.__name__.replace("_", "-")


def _vice(wrong: Callable[..., object]) -> str:
    return " ".join((wrong.__doc__ or "").split())
