"""The protocol of drivers in another process: JSON, a line each way (CNF-060)."""
