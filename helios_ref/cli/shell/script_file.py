"""Scripts as text, out of files or the standard input (OPS-020)."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Final

import click

STDIN: Final = "-"
"""What stands for the standard input where a file is asked for."""

LONGEST: Final = 1 << 28
"""Most bytes of a script (OPS-065)."""

_PIECE: Final = 1 << 20


def script_of(file: str) -> str:
    """Return the text of a script, or say why it cannot be read."""
    try:
        with nullcontext(sys.stdin.buffer) if file == STDIN else Path(file).open("rb") as script:
            data = bytearray()  # grows with the file: one read makes room for the most there may be
            while len(data) <= LONGEST and (piece := script.read(_PIECE)):
                data += piece
    except OSError as error:
        raise click.UsageError(f"cannot read {file}: {error.strerror}") from None
    if len(data) > LONGEST:  # a device may have no end
        raise click.UsageError(f"{file} has more than {LONGEST:,} bytes: cut it into several")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"{file} is not UTF-8 text: byte 0x{data[error.start]:02x} at offset {error.start}"
        raise click.UsageError(where) from None
