"""Retention rules at work: proposing what is past its time."""
