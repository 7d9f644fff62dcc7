"""`inspect`: what is in a file (07-operations)."""
