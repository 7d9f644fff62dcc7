"""The book: clauses, cases, files, engines and verdicts as one site of static pages (CNF-080)."""
