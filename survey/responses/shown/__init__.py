"""Answers as a worker sees them, through the door that records the look."""
