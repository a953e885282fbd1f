"""Shares and requests as staff see them."""
