"""A session on an empty database."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helios_ref.reply import Reply
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.sql import split
from helios_ref.storage.database import Database
from helios_ref.types import type_named

Run = Callable[..., Reply]
"""Executes a script and returns the last reply."""


@pytest.fixture
def session() -> Session:
    return Session(Database(), Settings(clock=lambda: 1_600_000_000))


@pytest.fixture
def run(session: Session) -> Run:
    def execute(script: str, *parameters: object) -> Reply:
        *before, last = split(script)
        for statement in before:
            session.execute(statement)
        return session.execute(last, parameters)  # type: ignore[arg-type]  # tests give any value

    return execute


Table = Callable[..., list[str]]
"""Executes a script and returns the rows of the last reply as text."""


@pytest.fixture
def table(run: Run) -> Table:
    def texts(script: str, *parameters: object) -> list[str]:
        reply = run(script, *parameters)
        types = [type_named(name) for name in reply.types]
        return [
            " | ".join(
                "null" if (text := type_.shown(cell)) is None else text
                for cell, type_ in zip(row, types, strict=True)
            )
            for row in reply.rows
        ]

    return texts
