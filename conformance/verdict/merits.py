"""What is no merit of an engine's behind the kit (CNF-066)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.book.suite import Suite
    from conformance.drivers.answers import Hello


def by_the_kit(suite: Suite, hello: Hello) -> frozenset[str]:
    """Return the cases that hold whatever this target does: none, unless its driver is the kit."""
    return suite.by_the_kit if suite.charter.kit <= set(hello.supplied) else frozenset()
