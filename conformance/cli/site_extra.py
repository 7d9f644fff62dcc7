"""The extra that makes pages, which no other command needs."""

from __future__ import annotations

from importlib.util import find_spec

import click

MODULES = ("jinja2", "markdown_it", "pygments", "railroad")
"""What it brings."""


def need_site() -> None:
    """End the command where the extra is missing that makes pages."""
    missing = [name for name in MODULES if find_spec(name) is None]
    if missing:
        misuse = f"there is no module {missing[0]}: python -m pip install 'helios-ref[site]'"
        raise click.UsageError(misuse)
