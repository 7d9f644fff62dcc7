"""
A kit for drivers of engines that have backups, and not the documented statements.

It shares nothing with the judge; what it supplies is declared, and is nobody's merit (CNF-065).
"""

from conformance.kit.checksum import sealed, unsealed
from conformance.kit.dialect import as_text, decimals_as
from conformance.kit.driver import KIT_CAPABILITIES, PARTS, KitDriver
from conformance.kit.engine import Cell, Database, Engine, RefusalError, Table
from conformance.kit.places import discarded_on_failure, temporary_folder
from conformance.kit.schema_changes import SchemaObject, schema_changes
from conformance.kit.sessions import Connection, Sessions

__all__ = [
    "KIT_CAPABILITIES",
    "PARTS",
    "Cell",
    "Connection",
    "Database",
    "Engine",
    "KitDriver",
    "RefusalError",
    "SchemaObject",
    "Sessions",
    "Table",
    "as_text",
    "decimals_as",
    "discarded_on_failure",
    "schema_changes",
    "sealed",
    "temporary_folder",
    "unsealed",
]
