"""How the items of each scale hang together among those who are counted."""
