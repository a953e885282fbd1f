"""Whoever gets a share: what its link leads to, and saying that they have it."""
