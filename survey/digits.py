"""Numbers as people type them: in the digits of any script, with the unseen marks of keyboards that write leftwards."""

from unicodedata import category, decimal

LARGEST = 18  # digits of the longest number that every database holds
UNSEEN = "Cf"  # marks of direction and joining: nobody sees that they typed or copied one


def in_digits(typed: str) -> str:
    """What was typed, its digits as 0 to 9 and without unseen marks: ٠٧٧٠٠ is 07700."""
    if typed.isascii():
        return typed
    return "".join(f"{decimal(sign)}" if sign.isdecimal() else sign for sign in typed if category(sign) != UNSEEN)


def number_named(given: str | None) -> int | None:
    """The whole number that an address or a form of ours names; None where it is none, or longer than any there is."""
    is_one = given is not None and given.isascii() and given.isdecimal() and len(given) <= LARGEST
    return int(given) if given is not None and is_one else None
