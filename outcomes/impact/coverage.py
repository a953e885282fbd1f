"""Who is missing from a figure, and why: said beside it, and protected exactly as the figure is."""

from dataclasses import dataclass
from enum import StrEnum


class Missing(StrEnum):
    """Why a young person the services know is not in the figure, in the order the page says it."""

    NOT_ASKED = "not_asked"
    COULD_NOT_BE_ASKED = "could_not_be_asked"
    INVITED = "invited"
    NOT_SURE = "not_sure"
    SAID_NO = "said_no"
    TOOK_BACK = "took_back"
    CONTESTED = "contested"
    SKIPPED = "skipped"
    NO_OUTCOME = "no_outcome"
    TOO_SOON = "too_soon"
    BEFORE = "before"
    LEFT = "left"


class Reached(StrEnum):
    """How far an invitation came, for somebody who has said nothing to it."""

    NOT = "not"  # no link was ever made for them
    RAN_OUT = "ran_out"  # every link of theirs ended before they said anything
    WAITING = "waiting"  # a link of theirs works


@dataclass(frozen=True)
class Situation:
    """What is known about one person who is not in the figure. `consent` is where *count me* stands, or None."""

    consent: str | None
    has_goals: bool
    contested: bool
    counted_before: bool
    reached: Reached = Reached.NOT
    has_answers: bool = False
    erased: bool = False


_BY_CONSENT = {
    "requested": Missing.INVITED,  # asked, and nothing said yet
    "unknown": Missing.NOT_ASKED,
    "expired": Missing.NOT_ASKED,  # asked once, and to be asked again
    "terminated": Missing.NOT_ASKED,
    "invalidated": Missing.NOT_ASKED,  # treated as never asked
    "deferred": Missing.NOT_SURE,
    "refused": Missing.SAID_NO,
    "withdrawn": Missing.TOOK_BACK,
    "revoked": Missing.TOOK_BACK,
}
_BY_REACH = {
    Reached.NOT: Missing.NOT_ASKED,
    Reached.RAN_OUT: Missing.COULD_NOT_BE_ASKED,
    Reached.WAITING: Missing.INVITED,
}


def why_missing(person: Situation) -> Missing:
    """Return the one reason a person is counted under: their own no comes first."""
    if person.erased:
        return Missing.LEFT
    if person.consent is None:
        return _BY_REACH[person.reached]
    if person.consent in _BY_CONSENT:
        return _BY_CONSENT[person.consent]
    if person.contested:
        return Missing.CONTESTED
    if person.counted_before:
        return Missing.BEFORE
    if person.has_goals:
        return Missing.TOO_SOON
    return Missing.SKIPPED if person.has_answers else Missing.NO_OUTCOME
