"""Bringing a record in from another Sayso: all of a file or nothing, and nothing twice."""
