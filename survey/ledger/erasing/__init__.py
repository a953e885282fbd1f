"""Erasing parts of entries so that the ledger still holds."""
