"""Challenges as those see them who answer them."""
