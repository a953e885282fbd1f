"""Carrying out what was decided, when its time has come."""
