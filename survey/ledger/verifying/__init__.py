"""Checking the whole ledger as its tables hold it."""
