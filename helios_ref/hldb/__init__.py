"""The `.hldb` file: bytes in, records out, and back; no disk, no clock (03-hldb)."""
