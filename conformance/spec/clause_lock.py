"""The lock of the spec's sentences: a changed sentence asks for its evidence to be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from conformance.spec.clauses import Clause

LOCK = "clauses.lock"
"""Its name in the folder of the spec: one line for each clause, its ID and its fingerprint."""


def read_fingerprints(spec: Path) -> Mapping[str, str]:
    """Return the fingerprints that were accepted last, by clause."""
    path = spec / LOCK
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return dict(line.split() for line in lines)


def changed_clauses(clauses: Mapping[str, Clause], accepted: Mapping[str, str]) -> tuple[str, ...]:
    """Return the clauses that are new, gone, or say something else than was accepted."""
    now = {clause.id: clause.fingerprint for clause in clauses.values()}
    return tuple(
        clause for clause in sorted({*now, *accepted}) if now.get(clause) != accepted.get(clause)
    )


def accept_clauses(spec: Path, clauses: Iterable[Clause]) -> None:
    """Accept the sentences as they stand."""
    lines = sorted(f"{clause.id} {clause.fingerprint}\n" for clause in clauses)
    (spec / LOCK).write_text("".join(lines), encoding="utf-8")
