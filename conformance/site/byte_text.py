"""Bytes as texts and numbers, cut where they are long."""

from __future__ import annotations

MOST_BYTES, MOST_NUMBERS = 32, 12
"""How much of a field is written out; of a text, twice as much."""

Where = tuple[int, int]
"""Offset and size."""


def bytes_at(data: bytes, where: Where) -> bytes:
    """Return the bytes at a place, as far as they are there."""
    return data[where[0] : where[0] + where[1]]


def number_at(data: bytes, at: int, size: int) -> int:
    """Return a number of a file, which is little-endian."""
    return int.from_bytes(data[at : at + size], "little")


def numbers_at(data: bytes, where: Where, width: int) -> list[int]:
    """Return numbers of one width; none where they have none."""
    at, size = where
    return [number_at(data, one, width) for one in range(at, at + size, width)] if width else []


def hexadecimal(raw: bytes) -> str:
    """Return two digits for each byte."""
    return raw[:MOST_BYTES].hex() + "…" * (len(raw) > MOST_BYTES)


def printable(raw: bytes) -> str:
    r"""Return a key as listings write it: what is not printable ASCII as \x and two digits."""
    shown = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte != 0x5C else f"\\x{byte:02x}"  # noqa: PLR2004
        for byte in raw[: 2 * MOST_BYTES]
    )
    return shown + "…" * (len(raw) > 2 * MOST_BYTES)


def text_of(kind: str, data: bytes, where: Where, width: int) -> str:
    """Return what a field says, by its kind; a number that has names says those elsewhere."""
    raw = bytes_at(data, where)
    match kind:
        case "number":
            return str(int.from_bytes(raw, "little"))
        case "text":
            return printable(raw)
        case "numbers":
            numbers = numbers_at(data, where, width)
            more = ", …" * (len(numbers) > MOST_NUMBERS)
            return ", ".join(map(str, numbers[:MOST_NUMBERS])) + more
        case _:
            return hexadecimal(raw)
