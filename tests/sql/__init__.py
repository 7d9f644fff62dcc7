"""Text and what it is read as."""
