"""Checkpoints that fall due by time."""
