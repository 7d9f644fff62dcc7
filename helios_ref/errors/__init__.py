"""Every refusal of the engine, one class for each row of the table in 06-errors."""

from helios_ref.errors.backups import *  # noqa: F403  # each name is that of a refusal
from helios_ref.errors.base import HeliosError as HeliosError
from helios_ref.errors.statements import *  # noqa: F403  # likewise
from helios_ref.errors.values import *  # noqa: F403  # likewise
