"""Nothing lost: what makes a save safe to send again, and what a phone keeps while there is no signal."""
