"""Letters that leave the house: each sent once, in neutral words, never while someone waits for a page."""
