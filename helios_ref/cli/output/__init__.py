"""What every command prints: tables, progress, errors, exit codes (07-operations)."""
