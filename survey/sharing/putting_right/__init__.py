"""Putting right: everyone who ever got what was wrong is told, and asked until they say that they have it."""
