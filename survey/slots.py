"""Slots: marks in a page that is drawn once, where something else stands for each person. Pure.

A page drawn around slots is cut at them, and from then on showing it is only joining strings.
"""

import re
from collections.abc import Mapping, Sequence

SLOT = re.compile(r"slot-([a-z0-9_.]+)-slot")  # stays as it is in an address and in HTML

Pieces = Sequence[str]  # text, slot, text, slot, …, text


def slot(name: str) -> str:
    """The mark that a frame is cut at."""
    return f"slot-{name}-slot"


def pieces_of(drawn: str) -> tuple[str, ...]:
    """What was drawn around slots, in pieces."""
    return tuple(SLOT.split(drawn))


def joined(pieces: Pieces, slots: Mapping[str, str]) -> str:
    """The whole, with this HTML in its slots. :raise KeyError: for a slot that nothing is said of."""
    whole = list(pieces)
    whole[1::2] = [slots[name] for name in pieces[1::2]]
    return "".join(whole)
