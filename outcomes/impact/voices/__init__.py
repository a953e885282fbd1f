"""Voices: young people’s own words beside the figures, each by its own Yes, read by a person, gone when taken back."""
