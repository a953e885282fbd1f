"""Which key signs the log, since when, and how another takes its place."""
