"""Answers that someone deleted themself: destroyed at once, unless a hold stands; then as soon as it does not."""
