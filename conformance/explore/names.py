"""Names of tables and branches, up to the limit and one beyond (MOD-040)."""

LONGEST = "n" * 63
LONGER = "n" * 64

TABLES = ("t", "tt", "u", '"T %:"', LONGEST)
"""Names of tables: one begins another, one is escaped in keys (MOD-011), one is at the limit."""


def table_name(number: int) -> str:
    """Return one of the names of tables."""
    return TABLES[number % len(TABLES)]


def branch_in_sql(name: str) -> str:
    """Return the name of a branch as a statement writes it: in quotes where it would fold."""
    return name if name == name.lower() else f'"{name}"'
