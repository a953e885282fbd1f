"""Releases of what is on hold, as staff see them."""
