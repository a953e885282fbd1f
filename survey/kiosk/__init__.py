"""Screens that others use too: a tablet in a waiting room, and a worker's own, handed over to answer together."""
