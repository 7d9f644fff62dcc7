"""INSERT, UPDATE and DELETE (02d-statements)."""
