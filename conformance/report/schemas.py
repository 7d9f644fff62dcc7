"""The JSON Schemas that spec/schemas holds, from the records that the suite reads and writes."""

from __future__ import annotations

import json
from typing import Final

import msgspec

from conformance.drivers.messages import Request, Response
from conformance.drivers.transcript import Line
from conformance.report.document import Report

RECORDS: Final = {
    "request": Request,
    "response": Response,
    "transcript": Line,
    "report": Report,
}
"""What is written and read, by name of the schema."""


def schema(name: str) -> dict[str, object]:
    """Return the JSON Schema of a name (CNF-044, CNF-060)."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name.capitalize()}
    return head | msgspec.json.schema(RECORDS[name])


def schema_text(name: str) -> str:
    """Return it as it stands in spec/schemas."""
    return json.dumps(schema(name), indent=2) + "\n"
