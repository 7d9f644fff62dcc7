"""The judge of 02a to 02e: a real PostgreSQL beside the engine, the same statements for both."""
