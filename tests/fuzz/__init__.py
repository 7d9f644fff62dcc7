"""Files that nobody wrote: mutated, resealed, and read by two readers that share no code."""
