"""Types, constraints and schema changes between the members of a chain."""
