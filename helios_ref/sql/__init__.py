"""Text to frozen syntax records, and nothing else (02-sql)."""

from helios_ref.sql.layout import split
from helios_ref.sql.parsing import parameters_of, parse, parse_expression

__all__ = ["parameters_of", "parse", "parse_expression", "split"]
