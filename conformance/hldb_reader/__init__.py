"""
A reader and writer of `.hldb` files, made from the chapters of the specification alone.

It is the suite's own judge of files: `read` checks levels 0 to 2, `apply_chain` level 3,
`write` gives the only bytes that a layer has, and `describe` shows a file to people.
"""

from conformance.hldb_reader.chain import apply_chain
from conformance.hldb_reader.describe import describe
from conformance.hldb_reader.msgpack import Float, Value
from conformance.hldb_reader.reader import read
from conformance.hldb_reader.records import (
    Block,
    Entry,
    File,
    Header,
    Kind,
    Row,
    State,
    Table,
    Trailer,
)
from conformance.hldb_reader.refusal import Code, Refused
from conformance.hldb_reader.schema import Check, Column, Index, Schema
from conformance.hldb_reader.states import checksum, difference, full, state_of
from conformance.hldb_reader.writer import write

__all__ = [
    "Block",
    "Check",
    "Code",
    "Column",
    "Entry",
    "File",
    "Float",
    "Header",
    "Index",
    "Kind",
    "Refused",
    "Row",
    "Schema",
    "State",
    "Table",
    "Trailer",
    "Value",
    "apply_chain",
    "checksum",
    "describe",
    "difference",
    "full",
    "read",
    "state_of",
    "write",
]
