"""Every promise has an engine that breaks it."""
