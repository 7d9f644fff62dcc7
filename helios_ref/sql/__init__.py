"""Text to frozen syntax records, and nothing else (02a-grammar)."""

from helios_ref.sql.parsing import parameters_of, parse, parse_expression
from helios_ref.sql.statement_split import line_of, split

__all__ = ["line_of", "parameters_of", "parse", "parse_expression", "split"]
