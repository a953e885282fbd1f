"""Goals that stay between a young person and their worker."""
