"""After sending, once: a change, a suggestion with a vote, and what the team said back."""
