"""
A kit for drivers of engines that have backups, and not the documented statements.

It shares nothing with the judge; what it supplies is declared, and is nobody's merit (CNF-065).
"""

from conformance.kit.driver import KIT_CAPABILITIES, PARTS, KitDriver
from conformance.kit.engine import Cell, Database, Engine, RefusalError, Table

__all__ = [
    "KIT_CAPABILITIES",
    "PARTS",
    "Cell",
    "Database",
    "Engine",
    "KitDriver",
    "RefusalError",
    "Table",
]
