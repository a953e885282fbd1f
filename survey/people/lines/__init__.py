"""Who leads whom among staff."""
