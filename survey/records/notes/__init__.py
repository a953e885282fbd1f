"""Notes: what staff write down about a person, in parts, and kinder words for it."""
