"""Watched answers: which, and who is told. The young person is told first; off unless someone is there."""
