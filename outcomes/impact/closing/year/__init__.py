"""A year: the planned parent of its quarters."""
