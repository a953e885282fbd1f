"""Seals: what is kept back from one relative, by what law, after what test, by which two people, and until when."""
