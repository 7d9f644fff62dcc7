"""`helios-conformance`, also as `python -m conformance`; what it needs comes with an extra."""

from __future__ import annotations

import sys
from importlib.util import find_spec

NEEDED = ("gherkin", "pytest", "pytest_bdd")
"""Modules of the suite's that the engine does without."""

ADVICE = "python -m pip install 'helios-ref[conformance]'"


def main() -> None:
    """Run the command, or say in a line what it lacks (CNF-041)."""
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        print(f"helios-conformance needs {', '.join(missing)}: {ADVICE}", file=sys.stderr)  # noqa: T201
        raise SystemExit(2)
    from conformance.entry import main as command  # noqa: PLC0415  # it imports what is needed

    command()


if __name__ == "__main__":
    main()
