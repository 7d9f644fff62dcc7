"""What of a chapter obliges: its sentences and tables, not its worked cases."""

from __future__ import annotations

from conformance.spec.worked import HEADERS


def without_cases(text: str) -> str:
    """Return a text without the rows of its worked cases, which oblige nobody by themselves."""
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        head = line.removeprefix("|").partition("|")[0].strip()
        inside = line.startswith("|") and (inside or head in HEADERS)
        if not inside:
            kept.append(line)
    return "\n".join(kept)
