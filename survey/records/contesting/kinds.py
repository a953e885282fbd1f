"""The nine kinds in order: those that are likely for what an entry is come first, and all are always there. Pure."""

from collections.abc import Collection

from survey.ledger.entry import Claim
from survey.records.challenge import Kind

LIKELY: dict[str, tuple[Kind, ...]] = {
    "view": (Kind.SEEN, Kind.NOT_MINE, Kind.WRONG_FACT, Kind.OBJECTION),
    "glass": (Kind.SEEN, Kind.WRONG_FACT, Kind.OBJECTION),
    "share": (Kind.SHARED, Kind.CONSENT, Kind.WRONG_FACT, Kind.OBJECTION),
    "request": (Kind.SHARED, Kind.WRONG_FACT, Kind.OBJECTION),
    "consent": (Kind.CONSENT, Kind.OBJECTION, Kind.WRONG_FACT),
    "answers": (Kind.WRONG_FACT, Kind.OBJECTION, Kind.ERASE, Kind.SEEN),
    "goal": (Kind.UNFAIR_OPINION, Kind.WRONG_FACT, Kind.ERASE, Kind.OBJECTION),
    "person": (Kind.WRONG_FACT, Kind.NOT_MINE, Kind.MISSING),
    "relation": (Kind.WRONG_FACT, Kind.NOT_MINE, Kind.SEEN),
    "hold": (Kind.OBJECTION, Kind.WRONG_FACT),
    "erasure": (Kind.OBJECTION, Kind.WRONG_FACT),
    "invitation": (Kind.NOT_MINE, Kind.OBJECTION),
    "key": (Kind.NOT_MINE, Kind.OBJECTION),
}
OF_AN_OPINION = (Kind.UNFAIR_OPINION, Kind.WRONG_FACT, Kind.MISSING, Kind.NOT_MINE)
OF_A_FACT = (Kind.WRONG_FACT, Kind.MISSING, Kind.NOT_MINE, Kind.UNFAIR_OPINION)


def in_order(entry_kind: str, claims: Collection[Claim]) -> tuple[Kind, ...]:
    """All nine, the likeliest for this kind of entry first."""
    first = LIKELY.get(entry_kind.partition(".")[0])
    if first is None:
        first = OF_AN_OPINION if set(claims) == {Claim.OPINION} else OF_A_FACT
    return (*first, *(each for each in Kind if each not in first))
