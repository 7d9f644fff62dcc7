"""BACKUP and RESTORE: take, publish, record; resolve, verify, replace (04-backup, 05-restore)."""
