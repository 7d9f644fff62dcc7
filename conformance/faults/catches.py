"""The file that names, for each fault, the cases that must catch it (CNF-050)."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PATH: Final = Path(__file__).with_name("catches.toml")

HEAD: Final = """\
# For each fault, the cases that must catch it: `helios-conformance faults --accept` writes this
# file, and `helios-conformance faults` holds the suite to it.
"""

Named = dict[str, tuple[str, ...]]
"""Case IDs by the names of faults."""


def named(path: Path = PATH) -> Named:
    """Return which cases must catch each fault; none where nobody has accepted any."""
    if not path.is_file():
        return {}
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: tuple(table["cases"]) for name, table in written.items()}


def accept(catches: Mapping[str, Iterable[str]], path: Path = PATH) -> None:
    """Write which cases caught each fault."""
    parts = [HEAD]
    for name in sorted(catches):
        lines = [f"  {json.dumps(case, ensure_ascii=False)},\n" for case in catches[name]]
        parts.append(f"\n[{name}]\ncases = [\n{''.join(lines)}]\n")
    path.write_text("".join(parts), encoding="utf-8")
