"""Who is missing from a figure, and why: said beside it, and protected exactly as the figure is."""

from dataclasses import dataclass
from enum import StrEnum


class Missing(StrEnum):
    """Why a young person the services know is not in the figure, in the order the page says it."""

    NOT_ASKED = "not_asked"
    NOT_SURE = "not_sure"
    SAID_NO = "said_no"
    TOOK_BACK = "took_back"
    CONTESTED = "contested"
    NO_OUTCOME = "no_outcome"
    TOO_SOON = "too_soon"
    BEFORE = "before"


@dataclass(frozen=True)
class Situation:
    """What is known about one person who is not in the figure. `consent` is where *count me* stands, or None."""

    consent: str | None
    has_goals: bool
    contested: bool
    counted_before: bool


_BY_CONSENT = {
    None: Missing.NOT_ASKED,
    "requested": Missing.NOT_ASKED,
    "unknown": Missing.NOT_ASKED,
    "expired": Missing.NOT_ASKED,  # asked once, and to be asked again
    "terminated": Missing.NOT_ASKED,
    "invalidated": Missing.NOT_ASKED,  # treated as never asked
    "deferred": Missing.NOT_SURE,
    "refused": Missing.SAID_NO,
    "withdrawn": Missing.TOOK_BACK,
    "revoked": Missing.TOOK_BACK,
}


def why_missing(person: Situation) -> Missing:
    """Return the one reason a person is counted under: their own no comes first."""
    if person.consent in _BY_CONSENT:
        return _BY_CONSENT[person.consent]
    if person.contested:
        return Missing.CONTESTED
    if not person.has_goals:
        return Missing.NO_OUTCOME
    return Missing.BEFORE if person.counted_before else Missing.TOO_SOON
