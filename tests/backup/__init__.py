"""What BACKUP and RESTORE do with files, catalogs and chains."""
