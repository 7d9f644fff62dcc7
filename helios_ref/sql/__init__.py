"""Text to frozen syntax records, and nothing else (02a-grammar)."""

from helios_ref.sql.parsing import parameters_of, parse, parse_expression
from helios_ref.sql.statement_split import split

__all__ = ["parameters_of", "parse", "parse_expression", "split"]
