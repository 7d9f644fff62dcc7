"""The triangle of clause, evidence and case, and the locks that hold it still."""
