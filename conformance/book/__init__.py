"""The cases: features read into a casebook, each case with a stable ID (CNF-031)."""
