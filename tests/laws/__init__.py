"""The laws: what holds for every state and every history."""
