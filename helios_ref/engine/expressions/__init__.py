"""Expressions made ready to be evaluated for many rows (02c-operators)."""
