"""Under load: transfers while a backup is taken, and a process that is killed (decision 0053)."""
