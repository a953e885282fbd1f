"""Restoring: a backup comes back, and what was erased since is erased again before anything is served."""
