"""How much memory a call takes at its peak."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from helios_ref.errors import HeliosError

if TYPE_CHECKING:
    from collections.abc import Callable

FIXED: Final = 1 << 20
"""What a call may take whatever it is given."""


def peak_of(call: Callable[[], object]) -> int:
    """Return how many bytes a call takes at its peak; a refusal is as good as a result."""
    with suppress(HeliosError):
        call()  # once before, so that what is kept for ever is not counted
    tracemalloc.start()
    try:
        with suppress(HeliosError):
            call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
