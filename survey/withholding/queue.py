"""What stands in front of the desk: what lapsed, what nobody signed in time, what someone asked about. Pure.

A seal that lapses keeps what it keeps until a person decides: never opened by a clock, and never kept in silence, for
no round can be called done while one waits, and everyone sees the day of the last.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from survey.people.seals.seal import Standing

SIGN_WITHIN = 5  # working days


class Waits(StrEnum):
    """Why someone has to look at it, the most pressing first."""

    LAPSED = "lapsed"
    UNSIGNED = "unsigned"  # for more than five working days
    ASKED = "asked"  # they asked for a fresh look
    TO_SIGN = "to_sign"


@dataclass(frozen=True)
class Waiting:
    """A seal, and why it waits."""

    seal: Standing
    why: Waits | None


def why_it_waits(seal: Standing, today: date, sign_by: Callable[[Standing], date]) -> Waits | None:
    """Why someone has to look at this seal now; None when nobody has to."""
    if not seal.stands:
        return None
    if seal.is_lapsed(today):
        return Waits.LAPSED
    if seal.second_by is None and today > sign_by(seal):
        return Waits.UNSIGNED
    if seal.asked_seq is not None:
        return Waits.ASKED
    return Waits.TO_SIGN if seal.waits_for_second else None


def in_order(seals: Iterable[Standing], today: date, sign_by: Callable[[Standing], date]) -> list[Waiting]:
    """Every seal with why it waits: those that wait in front, the longest waiting first."""
    order = list(Waits)
    found = [Waiting(each, why_it_waits(each, today, sign_by)) for each in seals if each.stands]
    return sorted(found, key=lambda w: (order.index(w.why) if w.why else len(order), w.seal.review_on, w.seal.seq))


def may_close_a_round(waiting: Iterable[Waiting]) -> bool:
    """Whether all that is kept back was looked at: nothing has lapsed, is unsigned for long, or was asked about."""
    return all(each.why in (None, Waits.TO_SIGN) for each in waiting)
