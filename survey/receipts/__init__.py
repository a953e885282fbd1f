"""A receipt in a person's hands: a code at once, and the whole of it to scan, save or print."""
