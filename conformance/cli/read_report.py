"""Reports of earlier runs, as commands are given them (CNF-044)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from conformance.report.document import Report
from conformance.spec.given_file import GivenFileError, given_bytes

if TYPE_CHECKING:
    from pathlib import Path


def read_report(path: Path) -> Report:
    """Return what `--json` wrote; another file is wrong usage."""
    try:
        return msgspec.json.decode(given_bytes(path), type=Report)
    except GivenFileError as error:
        misuse = str(error)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        misuse = f"{path} is no report that run --json wrote: {error}"
    raise click.UsageError(misuse)
