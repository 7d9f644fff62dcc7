"""The index keys that rows give, held against those that there are (01-model)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import pairwise, zip_longest
from typing import Final, cast

import msgspec

from helios_ref.storage.key_reader import KeyReader
from helios_ref.storage.layer import Cell, KeyColumns
from helios_ref.tables.described import Finding
from helios_ref.tables.table import Entries

Pair = tuple[bytes, bytes]
"""An index key, and the row id that it points to."""

MOST: Final = 16_384
"""How many keys are sorted together."""

PIECE: Final = 1024
"""How many of them are packed together."""

_END: Final = (b"\xff", b"")
"""After every key."""

_pack: Final = msgspec.msgpack.Encoder().encode
_unpack: Final = msgspec.msgpack.Decoder(tuple[list[bytes], list[bytes]]).decode


class IndexKeys:
    """
    The keys of one index: first those that rows give, in any order, then those there are.

    What rows give is sorted by parts, and held packed, without what all of it begins with
    (OPS-146).
    """

    __slots__ = ("_differ", "_entries", "_keys", "_pointers", "_readers", "_runs")

    def __init__(self, entries: Entries) -> None:
        """Hold nothing."""
        self._entries = entries
        self._keys: list[bytes] = []
        self._pointers: list[bytes] = []
        self._runs: list[list[bytes]] = []
        self._readers: list[KeyReader] | None = None
        self._differ = False

    def give(self, keys: list[bytes], pointers: list[bytes]) -> None:
        """Take up keys that rows give."""
        self._keys += keys
        self._pointers += pointers
        if len(self._keys) >= MOST:
            self._sort()

    def meet(self, keys: list[bytes], pointers: list[bytes]) -> None:
        """Compare the next keys that there are with as many that were given."""
        if not self._differ:
            cut = self._cut(keys)
            self._differ = self._upto(cut[-1] + b"\0") != (cut, pointers)

    def check(self, there: Iterable[tuple[bytes, Cell]]) -> None:
        """Raise the Finding of the first key that two rows have, or else of the first wrong one."""
        if not self._differ and not self._upto(None)[0]:
            return
        for one, other in pairwise(self._pairs()):
            if one[0] == other[0]:
                reason = f"two rows have this key in the unique index {self._entries.index.name}"
                raise Finding(one[0], reason, "MOD-050")
        for ours, theirs in zip_longest(self._pairs(), there, fillvalue=_END):
            if ours != theirs:
                reason = "the rows give no such index key"
                if ours[0] == theirs[0]:
                    reason = "the index key points to another row than its own"
                elif ours[0] < theirs[0]:
                    reason = "a row has this index key, and it is not there"
                raise Finding(min(ours[0], theirs[0]), reason, "MOD-050")

    def _cut(self, keys: list[bytes]) -> list[bytes]:
        start = len(self._entries.prefix)
        return [key[start:] for key in keys]

    def _sort(self) -> None:
        """Pack the keys that are held: as one more run, or behind the last where they follow it."""
        keys, pointers = self._cut(self._keys), self._pointers
        self._keys, self._pointers = [], []
        if keys != sorted(keys):  # as a rule, the ids of rows ascend like the values in an index
            pairs = sorted(zip(keys, pointers, strict=True))
            keys, pointers = ([pair[at] for pair in pairs] for at in (0, 1))
        if not self._runs or keys[0] <= _unpack(self._runs[-1][-1])[0][-1]:
            self._runs.append([])
        for at in range(0, len(keys), PIECE):
            piece = slice(at, at + PIECE)
            self._runs[-1].append(_pack((keys[piece], pointers[piece])))

    def _upto(self, stop: bytes | None) -> tuple[list[bytes], list[bytes]]:
        """Return the given keys that come next, below `stop`."""
        if self._readers is None:
            if self._keys:
                self._sort()
            self._readers = [KeyReader(map(_columns, run)) for run in self._runs]
        found = [part for reader in self._readers if (part := reader.upto(stop))[0]]
        parts = cast("list[tuple[list[bytes], list[bytes]]]", found)
        if len(parts) == 1:
            return parts[0]
        pairs = sorted(pair for part in parts for pair in zip(*part, strict=True))
        return [key for key, _ in pairs], [pointer for _, pointer in pairs]

    def _pairs(self) -> Iterator[Pair]:
        """Yield all that was given, in order."""
        prefix = self._entries.prefix
        return merge(*(_whole(prefix, run) for run in self._runs))


def _columns(piece: bytes) -> KeyColumns:
    return cast("KeyColumns", _unpack(piece))


def _whole(prefix: bytes, run: list[bytes]) -> Iterator[Pair]:
    for piece in run:
        keys, pointers = _unpack(piece)
        yield from zip(map(prefix.__add__, keys), pointers, strict=True)
