"""Exports: a choice in the formats that others read, and "take my record with me", there and back."""
