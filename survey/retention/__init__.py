"""Erasing what may go, when two people say so; holds; and the rules of how long each kind of record is kept."""
