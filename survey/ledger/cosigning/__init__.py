"""Asking witnesses to sign what the log signed, and keeping what they answer."""
