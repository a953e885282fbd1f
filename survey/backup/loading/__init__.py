"""Loading: the lines of a backup become rows again."""
