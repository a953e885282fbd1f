"""Backups: everything that is kept, in one file that says what is in it; and what opens it, in another."""
