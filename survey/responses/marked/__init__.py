"""Answers said back, each marked where it is not in the language of the page."""
