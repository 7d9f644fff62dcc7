"""Under load: transfers that go on while a backup is taken, and a process that is killed."""
