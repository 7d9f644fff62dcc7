"""Reports of earlier runs, as commands are given them (CNF-044)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from conformance.report.document import Report

if TYPE_CHECKING:
    from pathlib import Path


def read_report(path: Path) -> Report:
    """Return what `--json` wrote; another file is wrong usage."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Report)
    except OSError as error:
        misuse = f"{path}: {error.strerror}"
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        misuse = f"{path} is no report that run --json wrote: {error}"
    raise click.UsageError(misuse)
