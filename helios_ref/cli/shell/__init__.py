"""Statements typed or read from a script (07-operations)."""
