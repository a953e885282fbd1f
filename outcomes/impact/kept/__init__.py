"""Releases as they are kept: the texts that were published and where each stands, and nothing else."""
