"""What statements mean: expressions, queries, changes and definitions (02-sql)."""
