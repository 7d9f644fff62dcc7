"""The build leaves the tables of the parser beside its grammar, ready to be loaded (SQL-003)."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ParserTables(BuildHookInterface[Any]):
    """Generates `tables.json` for wheels and for editable installs; no sdist has it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # theirs
        """Write the tables, and ship them although they are not under version control."""
        sys.path.insert(0, self.root)
        from helios_ref.sql.generate_tables import write_tables  # noqa: PLC0415  # found only now

        write_tables()
        build_data["artifacts"].append("helios_ref/sql/tables.json")
