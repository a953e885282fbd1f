"""A new key in the place of an old one: an entry, a signature by the old one, and a head by the new."""
