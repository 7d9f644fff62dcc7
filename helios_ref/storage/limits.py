"""How long keys and values can be, in memory and in files (MOD-040, HLD-028)."""

from typing import Final

MAX_KEY: Final = 4096
"""Most bytes of a key."""

MAX_VALUE: Final = 16_777_216
"""Most bytes of a value."""
