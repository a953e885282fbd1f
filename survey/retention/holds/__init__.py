"""Holds: what must be kept for a while, and who says so."""
