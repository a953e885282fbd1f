"""After sending: what we have, a copy, changing, deleting, what was said over time, and what came of it."""
