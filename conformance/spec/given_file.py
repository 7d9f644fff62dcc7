"""Files that somebody gives the suite, read within bounds (CNF-120)."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES: Final = 1 << 28
"""Most bytes of a file that is read."""

_PIECE: Final = 1 << 20


class GivenFileError(ValueError):
    """A file cannot be read, has no end, or is not what it should be; says which, and why."""

    def __init__(self, path: Path, complaint: str) -> None:
        super().__init__(f"{path}: {complaint}")


def given_bytes(path: Path) -> bytes:
    """Return the bytes of a file or of a pipe; of a device that has no end, the refusal."""
    data = bytearray()
    try:
        with path.open("rb") as file:
            while len(data) <= MOST_BYTES and (piece := file.read(_PIECE)):
                data += piece
    except OSError as error:
        raise GivenFileError(path, error.strerror or str(error)) from error
    if len(data) > MOST_BYTES:
        raise GivenFileError(path, f"it has more than {MOST_BYTES:,} bytes, or no end")
    return bytes(data)


def given_text(path: Path) -> str:
    """Return the text of a file, which is UTF-8."""
    data = given_bytes(path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        complaint = f"it is not UTF-8 text: byte 0x{data[error.start]:02x} at {error.start}"
        raise GivenFileError(path, complaint) from error


def given_toml(path: Path) -> dict[str, object]:
    """Return what a file of TOML says."""
    try:
        return tomllib.loads(given_text(path))
    except tomllib.TOMLDecodeError as error:
        raise GivenFileError(path, str(error)) from error
    except RecursionError as error:
        raise GivenFileError(path, "it is nested too deep") from error
