"""The conformance suite: any engine, held to the same clauses."""
