"""`diff`: what changed between two backups (07-operations)."""
