"""Checkpoints: what the log was at a size, signed; and the tiles that make its proofs short."""
