"""Directories that arguments name (07-operations)."""

from __future__ import annotations

import click


def named_directories(
    _: click.Context, __: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    """Return directories; the empty word, which a variable leaves that is not set, is none."""
    if "" in given:
        raise click.BadParameter("it has no name; is a variable of the shell not set?")
    return given
