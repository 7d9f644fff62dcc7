"""What the suite says of a case and may claim of a target (CNF-040 to CNF-043)."""
