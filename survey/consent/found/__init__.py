"""A Yes that turns out to be none: finding it so, and what had rested on it."""
