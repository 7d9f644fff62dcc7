"""Every file of `spec/vectors`, the same bytes each time."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.vectors import (
    by_hand,
    damaged_blocks,
    damaged_chains,
    damaged_keys,
    damaged_schemas,
    damaged_sections,
    damaged_values,
    damaged_versions,
    edges,
    encoded,
    histories,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.vectors.vector import Vector

SPEC: Final = Path(__file__).parents[2] / "spec"
"""Where the chapters are."""

VECTORS: Final = SPEC / "vectors"
MANIFEST: Final = "MANIFEST.sha256"
"""The hash of every other file, as `sha256sum` writes and checks it."""

SQL: Final = "sql"
"""The folder of what `helios-conformance trace --accept` writes."""

README: Final = "README.md"

ACCEPTED: Final = (by_hand, encoded, edges, histories)
REFUSED: Final = (
    damaged_sections,
    damaged_versions,
    damaged_blocks,
    damaged_keys,
    damaged_values,
    damaged_schemas,
    damaged_chains,
)


def vectors() -> Iterator[tuple[str, Vector]]:
    """Yield every vector with its directory."""
    for accepted in ACCEPTED:
        for valid in accepted.valid():
            yield f"valid/{valid.name}", valid
    for refused in REFUSED:
        for invalid in refused.invalid():
            yield f"invalid/{invalid.name}", invalid


def files() -> dict[str, bytes]:
    """Return every file by its path below `spec/vectors`, the manifest included."""
    texts: dict[str, bytes] = {}
    for directory, vector in vectors():
        for name, data in vector.texts().items():
            path = f"{directory}/{name}"
            assert path not in texts, path
            texts[path] = data
    lines = (f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(texts.items()))
    texts[MANIFEST] = "".join(lines).encode()
    return texts


def standing() -> dict[str, bytes]:
    """Return every golden file that is there now; not what tells people of them, and no SQL."""
    paths = {path.relative_to(VECTORS).as_posix(): path for path in VECTORS.rglob("*.*")}
    golden = {name for name in paths if name != README and not name.startswith(f"{SQL}/")}
    return {name: paths[name].read_bytes() for name in golden}


def regenerate() -> list[str]:
    """Make `spec/vectors` hold exactly what it should, and return the paths that changed."""
    due, there = files(), standing()
    for path in there.keys() - due.keys():
        (VECTORS / path).unlink()
    for path in (path for path, data in due.items() if there.get(path) != data):
        target = VECTORS / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(due[path])
    for directory in sorted(VECTORS.glob("*/*"), reverse=True):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()
    return sorted(path for path in due.keys() | there.keys() if due.get(path) != there.get(path))
