"""What a person has receipts of under their link, and how they want to keep them. Pure."""

from enum import StrEnum

CHOSEN = "receipts.chosen"
OWN_ACTS = frozenset({"consent", "answers", "goal", "challenge", "statement", "suggestion"})
ASKED_OF_THEM = frozenset({"consent.requested"})  # recorded, but nothing that they did


class Keeping(StrEnum):
    """Where someone wants their receipts. Theirs alone to know."""

    PHONE = "phone"
    PAPER = "paper"
    TRUSTED = "trusted"  # with someone they trust
    NONE = "none"  # show me no codes


def is_own_act(kind: str) -> bool:
    """Whether an entry of this kind, by the person, is something they did: a choice, answers, a goal, a challenge."""
    return kind.partition(".")[0] in OWN_ACTS and kind not in ASKED_OF_THEM
