"""The connections of a database: one for each session, made when it is first asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable


class Closable(Protocol):
    """What ends by `close`."""

    def close(self) -> object:
        """End it."""


class Connection(Closable, Protocol):
    """What most packages of databases have; it is theirs, and need not be installed."""

    def cursor(self) -> Any:  # noqa: ANN401 - of the package
        """Return what runs statements beside others."""

    def execute(self, statement: str) -> Any:  # noqa: ANN401 - of the package
        """Run one statement."""


Held = TypeVar("Held", bound=Closable)


class Sessions(Generic[Held]):
    """What an engine holds of each session that the kit names."""

    def __init__(self, opened: Callable[[], Held]) -> None:
        self._opened = opened
        self._by_name: dict[str, Held] = {}

    def __getitem__(self, session: str) -> Held:
        """Return the connection of a session."""
        if session not in self._by_name:
            self._by_name[session] = self._opened()
        return self._by_name[session]

    def close(self) -> None:
        """End all of them for good: what is asked of one that was open is refused."""
        for connection in self._by_name.values():
            connection.close()

    def renew(self) -> None:
        """End all of them; each is opened anew when it is next asked."""
        self.close()
        self._by_name.clear()
