"""Changing answers after they were sent, until a day that was said. Nothing changes until they are sent again."""
