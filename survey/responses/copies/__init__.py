"""A copy of one's own sent answers: on screen, on paper, as a file that opens without us."""
