"""pandas and SQLAlchemy at the door of Python, in an environment of their own (decision 0047)."""
