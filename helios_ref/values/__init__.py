"""SQL values and types: what a column may hold and how PostgreSQL prints it (01-model)."""

from helios_ref.values.casts import Conversion, conversion, stored
from helios_ref.values.order import LAST, Above, OrderKey, compared, order_key
from helios_ref.values.text import parsed, shown
from helios_ref.values.types import UNKNOWN, Family, SqlType, Value, canonical, type_named

__all__ = [
    "LAST",
    "UNKNOWN",
    "Above",
    "Conversion",
    "Family",
    "OrderKey",
    "SqlType",
    "Value",
    "canonical",
    "compared",
    "conversion",
    "order_key",
    "parsed",
    "shown",
    "stored",
    "type_named",
]
