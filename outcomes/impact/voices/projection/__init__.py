"""What entries make of quotes: where each stands, and what release pages read of it."""
