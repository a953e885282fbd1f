"""Where a challenge is, step by step, and what the person can do from there."""
