"""The manifest: every case ID that was ever given, so that none is used again (CNF-031)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from conformance.book.casebook import Case

MANIFEST = "cases.lock"
"""Its name in the tree of features: one line for each scenario, its ID and its title."""

RETIRED = "(retired)"
"""The title of a scenario that is no more."""


def read_cases(features: Path) -> Mapping[str, str]:
    """Return the titles under which IDs were given, by ID."""
    path = features / MANIFEST
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {case_id: title for case_id, _, title in (line.partition(" ") for line in lines)}


def titles(cases: Iterable[Case]) -> Mapping[str, str]:
    """Return the title of each scenario, by ID; rows of examples share theirs."""
    return {case.scenario_id: case.bare_title for case in cases}


def differences(features: Path, cases: Iterable[Case]) -> tuple[str, ...]:
    """Return what the manifest does not say yet, and what it forbids."""
    before, now = read_cases(features), titles(cases)
    said = [f"{one} is new" for one in now if one not in before]
    said += [f"{one} is no more" for one in before if one not in now and before[one] != RETIRED]
    said += [
        f"{one} was {before[one]!r} and is {now[one]!r}: a new case needs a new ID"
        for one in now
        if one in before and before[one] != now[one]
    ]
    return tuple(said)


def accept_cases(features: Path, cases: Iterable[Case]) -> None:
    """Write down the IDs of today; those that are no more stay, as retired."""
    retired = dict.fromkeys(read_cases(features), RETIRED)
    lines = [
        f"{case_id} {title}\n" for case_id, title in sorted({**retired, **titles(cases)}.items())
    ]
    (features / MANIFEST).write_text("".join(lines), encoding="utf-8")
