"""Saying that an entry is not right: the person's pages, and what they type there."""
