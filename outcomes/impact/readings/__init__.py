"""Signed readings beside a release: what young people, practitioners, analysts and commissioners say of it."""
