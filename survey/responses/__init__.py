"""Answering: a sitting, its saved pages, checking and sending. What was sent is an entry; the rest is a draft."""
