"""Receipts of what is written about a person, notes by others included: only within their opened record."""
