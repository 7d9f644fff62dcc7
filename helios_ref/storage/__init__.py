"""Layers, snapshots, transactions and branches over keys and values (01-model)."""
