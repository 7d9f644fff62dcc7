"""Tables, rows, indexes and counters as keys and values; the system relations (01-model)."""
