"""`list`, `check`, `combine`, `prune`, `drill`: directories of backups (07-operations)."""
