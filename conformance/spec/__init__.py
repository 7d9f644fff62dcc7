"""What the suite reads of spec/: clauses, the tables of chapter 08, golden files."""
