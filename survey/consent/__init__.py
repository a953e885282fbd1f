"""Consent: what a person is asked to agree to, in which words, what they said, and what stands now."""
