"""Checking a receipt: anyone may, without an account, and nothing about it is kept."""
