"""What a vector is, and the text that says so beside its files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

from tests.vectors.assemble import checksum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tests.vectors.assemble import Entry

Provenance = Literal["encoder", "by hand"]

LISTED: Final = 64
"""How many entries are listed; of longer content, the hash of the listing is enough."""


@dataclass(frozen=True)
class Content:
    """A valid file, and what a reader finds in it."""

    name: str
    data: bytes
    entries: list[Entry]

    @property
    def root(self) -> bytes:
        """The root of the file (HLD-033)."""
        return self.data[-40:-8]


@dataclass(frozen=True)
class Valid:
    """Files that every reader must accept: a full, or a chain with its full first."""

    name: str
    about: str
    clauses: tuple[str, ...]
    files: tuple[Content, ...]
    provenance: Provenance

    def texts(self) -> dict[str, bytes]:
        """Return every file of the directory by its name."""
        return {file.name: file.data for file in self.files} | {"vector.toml": self._toml()}

    def _toml(self) -> bytes:
        lines = [
            f"about = {quoted(self.about)}",
            f"clauses = {listed(self.clauses)}",
            'verdict = "valid"',
            "codes = []",
            "level = 3",
            f"provenance = {quoted(self.provenance)}",
        ]
        state: dict[bytes, bytes | None] = {}
        for file in self.files:
            state.update(file.entries)
            lines += ["", "[[files]]", f"name = {quoted(file.name)}"]
            lines += [f'root = "{file.root.hex()}"', f"size_bytes = {len(file.data)}"]
            lines += [f"key_count = {len(file.entries)}", *content(file.entries)]
        final = sorted(entry for entry in state.items() if entry[1] is not None)
        keys, total = checksum(final)
        lines += ["", "[state]", f"keys = {keys}", f'checksum = "{total:016x}"', *content(final)]
        return ("\n".join(lines) + "\n").encode()


@dataclass(frozen=True)
class Invalid:
    """Files of which the last must be refused; the others, if any, are its ancestors."""

    name: str
    about: str
    clauses: tuple[str, ...]
    files: Mapping[str, bytes]
    level: int
    """The lowest level of verification that must see the fault."""

    offsets: tuple[int, ...] = ()
    """Where a refusal may say that the damage begins; empty: anywhere."""

    code: str = "CORRUPT_BACKUP"

    def texts(self) -> dict[str, bytes]:
        """Return every file of the directory by its name."""
        return {**self.files, "vector.toml": self._toml()}

    def _toml(self) -> bytes:
        lines = [
            f"about = {quoted(self.about)}",
            f"clauses = {listed(self.clauses)}",
            'verdict = "invalid"',
            f"codes = {listed([self.code])}",
            f"level = {self.level}",
            'provenance = "by hand"',
            f"offsets = [{', '.join(map(str, self.offsets))}]",
        ]
        for name in self.files:
            lines += ["", "[[files]]", f"name = {quoted(name)}"]
        return ("\n".join(lines) + "\n").encode()


Vector = Valid | Invalid


def quoted(text: str) -> str:
    """Return a TOML string; JSON's are a subset."""
    return json.dumps(text, ensure_ascii=False)


def listed(texts: Iterable[str]) -> str:
    """Return a TOML array of strings."""
    return f"[{', '.join(map(quoted, texts))}]"


def listing(entries: Iterable[Entry]) -> str:
    """Return entries as text: a line each, the key, ` = `, and the value's hex or `tombstone`."""
    return "".join(f"{shown(key)} = {cell_text(value)}\n" for key, value in entries)


def shown(key: bytes) -> str:
    r"""Return a key with each byte that is not printable ASCII, and the backslash, as `\xNN`."""
    return "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte != 0x5C else f"\\x{byte:02x}" for byte in key
    )


def cell_text(value: bytes | None) -> str:
    """Return a cell as a listing has it."""
    return "tombstone" if value is None else value.hex()


def content(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the lines that say what is in a file, or in a state."""
    text = listing(entries)
    yield f'content_sha256 = "{sha256(text.encode()).hexdigest()}"'
    if len(entries) <= LISTED and len(text) <= LISTED * 200:
        yield f"content = '''\n{text}'''"
