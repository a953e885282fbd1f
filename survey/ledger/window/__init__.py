"""The window: what could still be changed without anyone outside noticing."""
