"""What I sent, in my opened record: a copy of each, deleting one, and what changed because I told."""
