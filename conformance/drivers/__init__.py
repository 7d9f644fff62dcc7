"""The doors: how `--driver` leads to a driver (08-conformance)."""

from __future__ import annotations

from conformance.drivers.python import DriverNotFoundError, driver_named

__all__ = ["DriverNotFoundError", "driver_named"]
