"""A state that comes in order of its keys, a part at a time, held to what makes it well-formed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Final

import msgspec

from helios_ref.tables import described as d
from helios_ref.tables import keys as k
from helios_ref.tables.check_state import checked_rows

_packed: Final = msgspec.msgpack.Encoder().encode
_MODULUS: Final = 2**256


@dataclass(slots=True)
class _Sum:
    """How many keys with their values, and a sum of hashes in which their order is no matter."""

    keys: int = 0
    hashes: int = 0

    def add(self, keys: Sequence[bytes], values: Iterable[bytes]) -> None:
        """Take up keys, and the values beside them."""
        self.keys += len(keys)
        hashes = (
            sha256(len(key).to_bytes(4, "big") + key + value).digest()
            for key, value in zip(keys, values, strict=True)
        )
        total = sum(map(int.from_bytes, hashes))
        self.hashes = (self.hashes + total) % _MODULUS


@dataclass(slots=True)
class SortedState:
    """
    What was seen of a state so far, in memory that follows its tables, not its rows (MOD-050).

    Rows come before index keys, and both in orders of their own. So that they need not be kept, the
    index keys that rows give are summed, and so are those that are there; `check_state` is the slow
    twin, which has all of them and names the first that is wrong.
    """

    tables: Mapping[str, d.Described]
    """Of every schema and its counters, which come last and first."""

    given: dict[bytes, _Sum] = field(init=False)
    """The index keys that the rows give, by what they begin with."""

    there: dict[bytes, _Sum] = field(init=False)
    """Those that there are."""

    def __post_init__(self) -> None:
        """Have seen nothing."""
        indexes = [index for found in self.tables.values() for index in found.table.plan.entries]
        self.given = {index.prefix: _Sum() for index in indexes}
        self.there = {index.prefix: _Sum() for index in indexes}

    def look(self, keys: list[bytes], values: list[bytes]) -> None:
        """Look at the next part, or raise a Finding."""
        for place, run in k.runs(keys, d.parsed_key):
            found = self.tables.get(place.table)
            if found is None:
                raise d.Finding(keys[run][0], "the key's table has no schema", "MOD-050")
            match place:
                case k.RowKey():
                    self._look_at_rows(found, keys[run], values[run])
                case k.IndexKey():
                    there = self.there.get(k.entries_prefix(place.table, place.index))
                    if there is None:
                        reason = "the key's table has no such index key"
                        raise d.Finding(keys[run][0], reason, "MOD-050")
                    there.add(keys[run], values[run])
                case _:  # schemas and counters were read to describe the tables
                    pass

    def finish(self) -> None:
        """Raise a Finding unless the index keys are those that the rows give (MOD-013)."""
        for prefix, given in self.given.items():
            if given != self.there[prefix]:
                reason = "the keys of this index are not those that the rows give"
                raise d.Finding(prefix, f"{reason}; verify --level 3 names one", "MOD-050")

    def _look_at_rows(self, found: d.Described, keys: list[bytes], values: list[bytes]) -> None:
        plan = found.table.plan
        for ids, packed in d.looked(partial(checked_rows, found), keys, values):
            pointers = list(map(_packed, ids))
            columns = plan.codec.made(packed, plan.turns)
            for entries in plan.entries:
                self.given[entries.prefix].add(entries.keys(columns, ids), pointers)
