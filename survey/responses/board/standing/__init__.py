"""The board as a projection of entries: which suggestions stand where, and who voted."""
