"""Level 3: a chain of files, applied to the state that it leads to."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, pairwise
from typing import Final

from conformance.hldb_reader.keys import Form, Key, parse_key
from conformance.hldb_reader.layout import HEADER_FIELDS, MOST_MEMBERS, SUMS, TRAILER_FIELDS
from conformance.hldb_reader.records import Entry, File, Kind, State
from conformance.hldb_reader.refusal import BreachError, Code, Refused, corrupt
from conformance.hldb_reader.states import term
from conformance.hldb_reader.well_formed import check_table

WHOLE: Final = 2
"""The level at which a file's entries are read."""


def apply_chain(files: Sequence[File]) -> State:
    """
    The state of the last of the files, which were read at level 2, the full first.

    `Refused` names the member that does not follow (RST-010, RST-012) or does not fit
    (HLD-041 to HLD-043), or the state of the last that is not well-formed (MOD-050).
    """
    if any(file.level < WHOLE for file in files):
        message = "a chain is applied from files that were read at level 2"
        raise ValueError(message)
    check_links(files)
    chain = _Chain()
    for member, file in enumerate(files):
        try:
            chain.apply(file)
        except Refused as refused:
            refused.member = member
            raise
    try:
        return chain.state()
    except BreachError as breach:
        raise _blamed(files, breach) from None


def _blamed(files: Sequence[File], breach: BreachError) -> Refused:
    """The newest member that holds the key, or the index of the last, which lacks it (HLD-050)."""
    for member in reversed(range(len(files))):
        keys = [entry.key for entry in files[member].entries]
        if breach.key in keys:
            refused = _in_block(files[member], keys.index(breach.key), breach)
            refused.member = member
            return refused
    refused = corrupt(files[-1].trailer.index_offset, breach.clause, breach.reason)
    refused.member = len(files) - 1
    return refused


def check_links(files: Sequence[File]) -> None:
    """A full, then incrementals, each naming the one before by number and root (RST-012)."""
    if not files:
        raise _broken("CHAIN_BROKEN", 0, "kind", "a chain without members")
    if len(files) > MOST_MEMBERS:
        raise _broken("CHAIN_TOO_LONG", MOST_MEMBERS, "magic", f"{len(files)} members", "MOD-040")
    if files[0].header.kind is not Kind.FULL:
        raise _broken("CHAIN_BROKEN", 0, "kind", "the first member is no full")
    for member, (parent, child) in enumerate(pairwise(files), 1):
        header = child.header
        if header.kind is not Kind.INCREMENTAL:
            raise _broken("CHAIN_BROKEN", member, "kind", "a full after the first member")
        names = f"backup {header.number} after backup {parent.header.number}"
        if header.parent_number != parent.header.number:
            reason = f"{names} names {header.parent_number}"
            raise _broken("CHAIN_BROKEN", member, "parent_number", reason, "RST-012")
        if header.parent_root != parent.root:
            reason = f"{names} names the root {header.parent_root.hex()}, not {parent.root.hex()}"
            raise _broken("CHAIN_BROKEN", member, "parent_root", reason, "RST-012")


def _broken(code: Code, member: int, field: str, reason: str, clause: str = "RST-010") -> Refused:
    """A link that does not hold, in a field of the header of a member."""
    refused = Refused(code, HEADER_FIELDS[field][0], reason, clause)
    refused.member = member
    return refused


class _Chain:
    """The state so far, by table, with its number of keys and checksum (HLD-040)."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[bytes, bytes]] = {}
        self.keys = 0
        self.checksum = 0

    def state(self) -> State:
        """The state in key order (MOD-001), once it was found well-formed (MOD-050)."""
        for name, table in self.tables.items():
            check_table(name, table)
        pairs = [pair for table in self.tables.values() for pair in table.items()]
        return State(dict(sorted(pairs)), self.checksum)

    def apply(self, file: File) -> None:
        """Apply one file to the state of its parent, checking what it says (HLD-041)."""
        first: dict[str, int] = {}
        changed: set[str] = set()
        for place, entry in enumerate(file.entries):
            with _placed(file, place):
                key = parse_key(entry.key)
                first.setdefault(key.table, place)
                if self._entry(key, entry):
                    changed.add(key.table)
        for name, place in first.items():
            with _placed(file, place):
                self._end_table(name, changed=name in changed)
        self._check_outcome(file)

    def _entry(self, key: Key, entry: Entry) -> bool:
        """Apply one entry; whether it differs from the parent's state, as it must (HLD-042)."""
        table = self.tables.setdefault(key.table, {})
        old = table.get(entry.key)
        if old is not None:
            self.checksum = (self.checksum - term(entry.key, old)) % SUMS
            self.keys -= 1
        if entry.value is None:
            if old is None:
                raise BreachError("HLD-042", f"tombstone of {entry.key!r}, which is not there")
            del table[entry.key]
            return True
        if old == entry.value and key.form not in {Form.SCHEMA, Form.COUNTERS}:
            raise BreachError("HLD-042", f"{entry.key!r} has the value that it had")
        table[entry.key] = entry.value
        self.checksum = (self.checksum + term(entry.key, entry.value)) % SUMS
        self.keys += 1
        return old != entry.value

    def _end_table(self, name: str, *, changed: bool) -> None:
        """A table that the file lists has changed (HLD-042), and is forgotten if it is gone."""
        if not changed:
            raise BreachError("HLD-042", f"table {name!r} is restated and has not changed")
        if not self.tables[name]:
            del self.tables[name]

    def _check_outcome(self, file: File) -> None:
        """Number of keys and checksum are those that the trailer says (HLD-041)."""
        start = file.trailer.index_offset + file.trailer.index_length
        for field, due, says in (
            ("keys", self.keys, file.trailer.keys),
            ("checksum", self.checksum, file.trailer.checksum),
        ):
            if says != due:
                reason = f"{field}: {says}, not {due} of the state"
                raise corrupt(start + TRAILER_FIELDS[field][0], "HLD-041", reason)


@contextmanager
def _placed(file: File, place: int) -> Iterator[None]:
    """A breach becomes a refusal that names the block of an entry (HLD-050)."""
    try:
        yield
    except BreachError as breach:
        raise _in_block(file, place, breach) from None


def _in_block(file: File, place: int, breach: BreachError) -> Refused:
    """Damage in the block of an entry (HLD-050)."""
    ends = list(accumulate(block.count for block in file.blocks))
    at = bisect_right(ends, place)
    return corrupt(file.blocks[at].offset, breach.clause, breach.reason, at + 1)
