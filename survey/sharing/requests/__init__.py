"""Requests for data, recorded step by step."""
