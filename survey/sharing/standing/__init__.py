"""Where every share stands: finding them, and the projection."""
