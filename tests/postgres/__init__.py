"""The judge of 02-sql: a real PostgreSQL beside the engine, the same statements for both."""
