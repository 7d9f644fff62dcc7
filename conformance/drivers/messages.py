"""The messages of the protocol, declared once: what is sent, read, and written as a schema."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

PROTOCOL = 1
"""The version of the protocol that `hello` names."""


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every line says: to which request it belongs."""

    id: int
    """The number of the request, counted from 1 in each process."""


class Hello(Message, frozen=True, tag_field="call", tag="hello"):
    """The first request in a process."""

    protocol: int


class Open(Message, frozen=True, tag_field="call", tag="open"):
    """Begin an empty database."""

    directory: str


class Execute(Message, frozen=True, tag_field="call", tag="execute"):
    """Run one statement."""

    session: str
    statement: str


class Close(Message, frozen=True, tag_field="call", tag="close"):
    """Let go of what was opened."""


class SetClock(Message, frozen=True, tag_field="call", tag="set_clock"):
    """Make this the second."""

    second: int


class Reopen(Message, frozen=True, tag_field="call", tag="reopen"):
    """Start anew with the backups in directories."""

    directories: list[str]


class Chdir(Message, frozen=True, tag_field="call", tag="chdir"):
    """Make this the working directory."""

    directory: str


class Operate(Message, frozen=True, tag_field="call", tag="operate"):
    """Combine or prune backups."""

    words: list[str]


Request: TypeAlias = Hello | Open | Execute | Close | SetClock | Reopen | Chdir | Operate


class Greeting(Message, frozen=True, tag_field="answer", tag="hello"):
    """Who the driver is; the answer to `hello`."""

    name: str
    version: str
    capabilities: list[str]
    supplied: list[str] = []


class Rows(Message, frozen=True, tag_field="answer", tag="rows"):
    """Columns and rows; the answer to a statement that succeeded."""

    columns: list[str]
    rows: list[list[str | None]]
    notices: list[str] = []
    """What the user should know although the statement succeeded; no case judges it."""


class Done(Message, frozen=True, tag_field="answer", tag="done"):
    """The answer to every other call that succeeded."""


class Refused(Message, frozen=True, tag_field="answer", tag="refused"):
    """A refusal; it may answer `execute`, `reopen` and `operate`."""

    code: str
    message: str
    facts: dict[str, str | int] | None = None
    """What the refusal names, by 06's words for it; of a driver with `facts`."""


Survived: TypeAlias = Literal["crash", "malformed answer", "no driver"]
"""The faults that a driver can tell of itself."""


class Failed(Message, frozen=True, tag_field="answer", tag="fault"):
    """What a driver says of a crash that it survived."""

    detail: str
    kind: Survived = "crash"


Response: TypeAlias = Greeting | Rows | Done | Refused | Failed
