"""Bit rot: what becomes of backups in which one bit is another (CNF-058)."""
