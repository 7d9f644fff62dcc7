"""The conformance suite: any engine, held to the same clauses."""

SUITE_VERSION = "1.0"
"""Which suite this is; a claim names it (CNF-001)."""
