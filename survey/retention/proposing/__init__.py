"""Proposing an erasure from a person’s record, and the rules by which the service proposes."""
