"""One case and one run: its context, its clock, its names, what it expects and sees."""
