"""A connection, as PEP 249 has it, and a database with two sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helios_ref import Connection, connect
from tests.session.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def connection() -> Iterator[Connection]:
    """Return a connection to a database of its own."""
    with connect() as opened:
        yield opened


@pytest.fixture
def world() -> World:
    return World()
