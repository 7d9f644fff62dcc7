"""Text to frozen syntax records, and nothing else (02-sql)."""

from helios_ref.sql.layout import split
from helios_ref.sql.parsing import parse, parse_expression

__all__ = ["parse", "parse_expression", "split"]
