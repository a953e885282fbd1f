"""Answering what is said not to be right: what to do next, drafts of replies, the desk of challenges."""
