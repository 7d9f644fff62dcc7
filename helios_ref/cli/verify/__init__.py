"""`verify`: whether backups can be restored (07-operations)."""
