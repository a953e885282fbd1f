"""Proofs, made from tiles and held to a signed checkpoint before they are given out."""
