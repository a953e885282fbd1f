"""What a member of staff has to do next so that someone is told, and by when. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from survey.post.letter import Letter
from survey.post.letter import State as Post
from survey.sharing.putting_right.notice import Recipient, WorkingDaysAfter


class Next(StrEnum):
    """What comes next."""

    WAIT_FOR_LETTER = "wait_for_letter"  # it goes by itself
    HAND_OVER = "hand_over"  # nothing goes by itself: no address, or no way to send letters
    LOOK = "look"  # the last letter did not arrive
    MAY_HAVE_GONE = "may_have_gone"
    ASK_AGAIN = "ask_again"  # today, by hand
    WAIT = "wait"  # they were told; the day on which they are asked again is not here


BY_HAND = frozenset({Next.HAND_OVER, Next.LOOK, Next.MAY_HAVE_GONE, Next.ASK_AGAIN})


@dataclass(frozen=True)
class Step:
    """What comes next, by when or on which day, and whether our days for it are over."""

    what: Next
    day: date
    is_late: bool

    @property
    def is_by_hand(self) -> bool:
        """Whether it waits for a person."""
        return self.what in BY_HAND


def step_for(
    recipient: Recipient, letter: Letter | None, *, writes: bool, today: date, after: WorkingDaysAfter
) -> Step:
    """`writes`: whether a letter to them can go by itself."""
    late = recipient.is_late(today, after)
    on = recipient.ask_on(after)
    if letter and letter.state in (Post.FAILED, Post.UNSURE) and (on is None or on <= today):
        what = Next.LOOK if letter.state is Post.FAILED else Next.MAY_HAVE_GONE
        return Step(what, recipient.tell_by(after), late)
    if on is None:
        return Step(Next.WAIT_FOR_LETTER if writes else Next.HAND_OVER, recipient.tell_by(after), late)
    if on > today:
        return Step(Next.WAIT, on, late)
    return Step(Next.WAIT_FOR_LETTER if writes else Next.ASK_AGAIN, on, late)


def in_front(step: Step) -> tuple[bool, bool, date]:
    """Sorted by this: late first, then what waits for a person, then the day."""
    return not step.is_late, not step.is_by_hand, step.day
