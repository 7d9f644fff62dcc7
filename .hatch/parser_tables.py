"""The build leaves the tables of the parser beside its grammar, ready to be loaded (SQL-003)."""

from __future__ import annotations

import sys
from typing import Any

import msgspec
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ParserTables(BuildHookInterface[Any]):
    """Generates `tables.json` for wheels and for editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # theirs
        """Write the tables, and ship them although they are not under version control."""
        sys.path.insert(0, self.root)
        from helios_ref.sql.generate_tables import generate  # noqa: PLC0415  # found only now
        from helios_ref.sql.parser_tables import GENERATED, GRAMMAR  # noqa: PLC0415  # likewise

        GENERATED.write_bytes(msgspec.json.encode(generate(GRAMMAR.read_bytes())))
        build_data["artifacts"].append("helios_ref/sql/tables.json")
