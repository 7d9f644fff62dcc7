"""What the suite reads of spec/: clauses, the tables of chapters 08 and 08a, golden files."""
