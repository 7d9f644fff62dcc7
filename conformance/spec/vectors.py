"""The golden files of the specification, by their names (spec/vectors)."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from conformance.spec.resources import spec_directory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def golden_files(vector: str) -> Mapping[str, bytes]:
    """Return the files of a vector such as `valid/tutorial` by name, ancestors first."""
    directory = _directory(vector)
    about = tomllib.loads((directory / "vector.toml").read_text(encoding="utf-8"))
    names = [file["name"] for file in about["files"]]
    return {name: (directory / name).read_bytes() for name in names}


def golden_file(name: str) -> bytes:
    """Return the bytes of a file such as `valid/tutorial/full.hldb`."""
    vector, _, file = name.rpartition("/")
    return golden_files(vector)[file]


def _directory(vector: str) -> Path:
    return spec_directory() / "vectors" / vector
