"""What statements mean: expressions, queries, changes and definitions (02d-statements)."""
