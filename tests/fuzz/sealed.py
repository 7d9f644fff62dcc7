"""Edits in place: bytes change and lengths do not, and every hash is repaired."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Final

from tests.fuzz.choices import TELLING, one_of

if TYPE_CHECKING:
    from tests.fuzz.choices import Choices
    from tests.vectors.assemble import Draft

TRAILER: Final = 168
RECORD: Final = 48
SHA: Final = 32


@dataclass(frozen=True)
class Sealed:
    """A file, and where its parts are."""

    draft: Draft

    @cached_property
    def data(self) -> bytes:
        """Its bytes, before any of them is edited."""
        return self.draft.file()

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each section and field begins, by its title."""
        return self.draft.assembled().offsets

    @cached_property
    def values(self) -> tuple[int, ...]:
        """Where the bytes of values are."""
        return self._inside("values", "tail")

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Where the bytes are in which keys differ."""
        return self._inside("key_suffixes", "values")

    def _inside(self, run: str, following: str) -> tuple[int, ...]:
        """Return the places of all bytes in a run of each block."""
        runs = [
            range(self.places[f"block {number}.{run}"], self.places[f"block {number}.{following}"])
            for number in range(1, len(self.draft.blocks) + 1)
        ]
        return tuple(chain.from_iterable(runs))

    def edited(self, choices: Choices) -> bytes:
        """Return the file with up to three other bytes, of its entries as a rule, and sealed."""
        data = bytearray(self.data)
        anywhere = range(len(data) - TRAILER)
        places = one_of(choices, (*[self.values] * 14, self.keys, anywhere)) or anywhere
        for _ in range(1 + choices.below(3)):
            at = one_of(choices, places)
            byte = data[at] ^ 1 << choices.below(8)
            data[at] = one_of(choices, TELLING) if choices.below(2) else byte
        return self._sealed(data)

    def _sealed(self, data: bytearray) -> bytes:
        """Return a file whose sections are where they were, every hash right."""
        places = self.places
        index, trailer = places["index"], len(data) - TRAILER
        header = places.get("block 1", index)
        at, start = index + 8, header
        for number, block in enumerate(self.draft.blocks, start=1):
            stop = places.get(f"block {number + 1}", index)
            data[at + 16 : at + 16 + SHA] = sha256(data[start:stop]).digest()
            at, start = at + RECORD + len(block.entries[0][0]), stop
        data[trailer + 64 : trailer + 96] = sha256(data[:header]).digest()
        data[trailer + 96 : trailer + 128] = sha256(data[index:trailer]).digest()
        data[trailer + 128 : trailer + 160] = sha256(data[trailer : trailer + 128]).digest()
        return bytes(data)
