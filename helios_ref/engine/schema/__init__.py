"""CREATE, ALTER and DROP of tables and indexes (02d-statements)."""
