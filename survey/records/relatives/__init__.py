"""What each relative can see of a young person: the page where they pick it themselves, and how it is told."""
