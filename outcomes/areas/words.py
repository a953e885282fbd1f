"""Marking words of this package for translation: pages look them up in their language."""


def N_(message: str) -> str:
    """Mark a message for translation; it is looked up when shown."""
    return message
