"""Whether a tree is the suite's own, whole and unchanged: no claim follows from another."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.spec.clauses import chapters
from conformance.spec.resources import features_directory, spec_directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LOCK = Path(__file__).with_name("suite.sha256")
"""The digest of each file that a claim rests on, as `sha256sum` writes them (CNF-042)."""

VECTORS = "spec/vectors"
KIT = "by_the_kit.lock"
"""What makes a pass none, beside the features (CNF-066)."""

GOLDEN = "MANIFEST.sha256"
"""The digests of the golden files, which is locked instead of each of them."""


def altered(features: Path) -> tuple[str, ...]:
    """Return the files in which features and spec differ from the suite's own, or that lack."""
    now, locked = digests(features), _read(LOCK)
    differing = {name for name in {*now, *locked} if now.get(name) != locked.get(name)}
    vectors = spec_directory() / "vectors"
    differing |= {
        f"{VECTORS}/{name}"
        for name, digest in _read(vectors / GOLDEN).items()
        if _digest(vectors / name) != digest
    }
    return tuple(sorted(differing))


def digests(features: Path) -> Mapping[str, str]:
    """Return the digest of each feature below a folder, each chapter, and the golden manifest."""
    spec = spec_directory()
    below_spec = [*chapters(spec), spec / "vectors" / GOLDEN]
    return {
        **_named("features", features, [*features.rglob("*.feature"), *features.glob(KIT)]),
        **_named("spec", spec, below_spec),
    }


def accept_suite() -> None:
    """Lock the suite's own tree as it stands."""
    found = digests(features_directory())
    lines = [f"{digest}  {name}\n" for name, digest in sorted(found.items())]
    LOCK.write_text("".join(lines), encoding="utf-8")


def _named(head: str, root: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {f"{head}/{path.relative_to(root).as_posix()}": _digest(path) for path in paths}


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file; of none, nothing."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _read(manifest: Path) -> Mapping[str, str]:
    lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
