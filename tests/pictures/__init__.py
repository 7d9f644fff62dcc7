"""The pictures of the first page, made of what engine, shell and suite do."""
