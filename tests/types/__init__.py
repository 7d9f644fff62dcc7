"""The values: what PostgreSQL reads, prints, casts and orders."""
