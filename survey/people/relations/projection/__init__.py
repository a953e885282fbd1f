"""What each step of a relation makes of its tables."""
