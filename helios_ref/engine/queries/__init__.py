"""SELECT: what it reads, and in which columns and order (02d-statements)."""
