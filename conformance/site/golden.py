"""The golden files with what is written of them, each invalid one beside its valid twin."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from operator import eq
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Vector:
    """One directory of spec/vectors."""

    name: str
    """Such as `valid/tutorial`."""

    about: str
    clauses: tuple[str, ...]
    valid: bool
    codes: tuple[str, ...]
    level: int
    offsets: tuple[int, ...]
    """Where a refusal may say that the damage begins."""

    files: Mapping[str, bytes]
    """By name, the one to judge last."""

    @property
    def judged(self) -> str:
        """The name of the file that is judged."""
        return [*self.files][-1]

    @property
    def data(self) -> bytes:
        """The bytes of the file that is judged."""
        return self.files[self.judged]


@dataclass(frozen=True, slots=True)
class Twin:
    """The valid file that an invalid one is most like."""

    vector: str
    file: str
    data: bytes


def read_vectors(spec: Path) -> Mapping[str, Vector]:
    """Return all vectors by name."""
    root = spec / "vectors"
    return {
        vector.name: vector
        for path in sorted(root.rglob("vector.toml"))
        for vector in [_vector(root, path)]
    }


def twins(vectors: Mapping[str, Vector]) -> Mapping[str, Twin]:
    """Return for each invalid vector the valid file that has most bytes in common with it."""
    valid = [
        Twin(vector.name, name, data)
        for vector in vectors.values()
        if vector.valid
        for name, data in vector.files.items()
    ]
    return {
        vector.name: _nearest(vector.data, valid) for vector in vectors.values() if not vector.valid
    }


def _nearest(data: bytes, valid: Sequence[Twin]) -> Twin:
    """Return the file that has most bytes in common; of several, the first."""
    return max(valid, key=lambda twin: _alike(data, twin.data))


def _vector(root: Path, path: Path) -> Vector:
    """Return a golden file with what its `vector.toml` says of it."""
    about: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    folder = path.parent
    names: Sequence[str] = [file["name"] for file in about["files"]]
    return Vector(
        name=folder.relative_to(root).as_posix(),
        about=about["about"],
        clauses=tuple(about["clauses"]),
        valid=about["verdict"] == "valid",
        codes=tuple(about["codes"]),
        level=about["level"],
        offsets=tuple(about.get("offsets", ())),
        files={name: (folder / name).read_bytes() for name in names},
    )


def _alike(data: bytes, other: bytes) -> float:
    """Return which share of the longer file stands in both, counted from both ends."""
    longer, shorter = max(len(data), len(other)), min(len(data), len(other))
    if not longer or shorter * 2 < longer:
        return 0.0
    front: int = sum(map(eq, data, other))
    if len(data) == len(other):
        return front / longer
    back: int = sum(map(eq, reversed(data), reversed(other)))
    return min(front + back, shorter) / (longer + abs(len(data) - len(other)))
