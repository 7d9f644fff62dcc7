"""Every call of the engine's on a disk, with every fault that a disk has (04-backup, 07)."""
