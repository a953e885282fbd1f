"""Setting a route up: proposed by one, confirmed by another, tried out, ended."""
