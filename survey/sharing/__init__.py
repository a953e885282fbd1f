"""Passing on what is recorded, or deciding not to, and requests for data: each a named act with its reasons."""
