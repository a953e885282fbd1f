"""What it added up to: closed cohorts, safe figures about them, and releases a commissioner may read."""
