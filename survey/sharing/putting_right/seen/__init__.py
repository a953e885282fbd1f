"""Who still has what was wrong, as staff see it."""
