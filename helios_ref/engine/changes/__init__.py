"""INSERT, UPDATE and DELETE (02-sql)."""
