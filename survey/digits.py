"""Numbers as people type them: in the digits of any script, with the unseen marks of keyboards that write leftwards."""

from unicodedata import category, decimal

UNSEEN = "Cf"  # marks of direction and joining: nobody sees that they typed or copied one


def in_digits(typed: str) -> str:
    """What was typed, its digits as 0 to 9 and without unseen marks: ٠٧٧٠٠ is 07700."""
    if typed.isascii():
        return typed
    return "".join(f"{decimal(sign)}" if sign.isdecimal() else sign for sign in typed if category(sign) != UNSEEN)
