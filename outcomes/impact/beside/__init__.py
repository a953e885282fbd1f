"""What others published of the same places, beside who is missing: a population, and official tables."""
