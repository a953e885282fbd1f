"""What stands around the demonstration’s release: agreements, what services gave, readings, a promise, two quotes."""
