"""The command of the reference engine, as a user meets it."""
