"""Keeping something back: proposing, signing, looking again and ending, and what everyone is told of it."""
