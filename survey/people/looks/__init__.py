"""Looks: the one door through which another person's entries reach a page, and what is recorded of each look."""
