"""Deleting one's own sent answers: said first, then gone for good. What is left says only that it was done."""
