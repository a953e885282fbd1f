"""Short codes, exchanged once."""
