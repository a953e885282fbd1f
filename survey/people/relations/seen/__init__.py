"""A relation as staff see it."""
