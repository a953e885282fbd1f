"""Processes beside a closing, which share the audit of an area."""
