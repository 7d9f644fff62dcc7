"""KeyColumns that come a part at a time, in order of their keys (01-model)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from helios_ref.storage.layer import KeyColumns


class KeyReader:
    """How far columns were read, of which one part is held."""

    __slots__ = ("_cells", "_keys", "_parts")

    def __init__(self, parts: Iterable[KeyColumns]) -> None:
        """Begin before the first key."""
        self._parts = iter(parts)
        self._keys, self._cells = next(self._parts, ([], []))

    @property
    def following(self) -> bytes | None:
        """The next key, or None behind the last."""
        return self._keys[0] if self._keys else None

    def upto(self, stop: bytes | None) -> KeyColumns:
        """Return what comes next, of keys below `stop`, or to the end."""
        keys: KeyColumns = [], []
        while self._keys:
            end = len(self._keys) if stop is None else bisect_left(self._keys, stop)
            keys[0].extend(self._keys[:end])
            keys[1].extend(self._cells[:end])
            self._keys, self._cells = self._keys[end:], self._cells[end:]
            if self._keys:
                break
            self._keys, self._cells = next(self._parts, ([], []))
        return keys
