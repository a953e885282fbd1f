"""What is measured and how it is scored: definitions as data, scores as a projection of answers."""
