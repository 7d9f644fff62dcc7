"""Hypothesis keeps what it notes for itself in the working directory; here it leaves nothing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hypothesis.configuration import set_hypothesis_home_dir

from conformance.drivers.interrupts import temporary_directory

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def traceless() -> Iterator[None]:
    """Give Hypothesis a directory of its own while the body runs, and remove it."""
    with temporary_directory("helios-hypothesis-") as directory:
        set_hypothesis_home_dir(directory)
        try:
            yield
        finally:
            set_hypothesis_home_dir(None)
