"""The reference engine: backup and recovery as spec/ states them."""
