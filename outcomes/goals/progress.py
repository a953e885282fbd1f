"""From ratings to a sentence and a drawing: what they said first, what they say now, and the way between.

Down is drawn as up is. Words come before the numbers, and nothing here says better or worse.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from outcomes.goals.rating import HIGHEST, Rating

MOST_DOTS = 8  # numbers of 14 px side by side on a 320 px phone; the table has every rating
FIRST_X, LAST_X = 8.0, 94.0  # per cent of the width
FLOOR, CEILING = 156.0, 46.0  # where 0 and 10 stand, in px
HEIGHT = 202

Say = Callable[[str], str]


def N_(message: str) -> str:
    """Mark a message for translation; it is looked up when shown."""
    return message


@dataclass(frozen=True)
class Dot:
    """One rating on the chart: x in per cent, y in px."""

    x: float
    y: float
    value: int
    at: datetime
    dated: bool  # whether its day is written below

    @property
    def number_y(self) -> float:
        return self.y - 13


@dataclass(frozen=True)
class Line:
    """From one dot to the next; `skips` when ratings between them are only in the table."""

    start: Dot
    end: Dot
    skips: bool


@dataclass(frozen=True)
class Chart:
    """Where every mark goes. The last dot is now."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    height: int = HEIGHT
    floor: float = FLOOR
    ceiling: float = CEILING


def chart(ratings: Sequence[Rating], *, rtl: bool = False) -> Chart:
    """The first rating and the latest ones, evenly apart in the order they were said; mirrored where words run so."""
    shown = list(ratings) if len(ratings) <= MOST_DOTS else [ratings[0], *ratings[1 - MOST_DOTS :]]
    dated = {0, len(shown) // 2, len(shown) - 1} if len(shown) > 2 else set(range(len(shown)))
    dots = tuple(
        Dot(_x(i, len(shown), rtl=rtl), _y(rating.value), rating.value, rating.at, i in dated)
        for i, rating in enumerate(shown)
    )
    skips = len(shown) < len(ratings)
    lines = tuple(Line(a, b, skips and i == 0) for i, (a, b) in enumerate(pairwise(dots)))
    return Chart(dots, lines)


def _x(place: int, of: int, *, rtl: bool) -> float:
    along = FIRST_X if of == 1 else FIRST_X + (LAST_X - FIRST_X) * place / (of - 1)
    return round(100 - along if rtl else along, 2)


def _y(value: int) -> float:
    return round(FLOOR - (FLOOR - CEILING) * value / HIGHEST, 1)


def sentence(ratings: Sequence[Rating], *, say: Say, month: Callable[[datetime], str], day: Callable[..., str]) -> str:
    """ "You said 3 in September. You say 6 now." By day within one month, with its year when that is another."""
    if not ratings:
        return say(N_("You have not rated this yet."))
    first, latest = ratings[0], ratings[-1]
    if len(ratings) == 1:
        return say(N_("You say %(now)s now.")) % {"now": latest.value}
    values = {"then": first.value, "now": latest.value}
    if (first.at.year, first.at.month) == (latest.at.year, latest.at.month):
        return say(N_("You said %(then)s on %(day)s. You say %(now)s now.")) % (values | {"day": day(first.at)})
    if first.at.year == latest.at.year:
        return say(N_("You said %(then)s in %(month)s. You say %(now)s now.")) % (values | {"month": month(first.at)})
    long_ago = day(first.at, year=True)
    return say(N_("You said %(then)s on %(day)s. You say %(now)s now.")) % (values | {"day": long_ago})


def finding(ratings: Sequence[Rating], *, say: Say, day: Callable[..., str]) -> str:
    """What the chart shows, for those who cannot see it."""
    first, latest = ratings[0], ratings[-1]
    if len(ratings) == 1:
        return say(N_("You said %(then)s on %(day)s.")) % {"then": first.value, "day": day(first.at)}
    ends = {"then": first.value, "first_day": day(first.at), "now": latest.value, "last_day": day(latest.at)}
    told = say(N_("You started at %(then)s on %(first_day)s, and said %(now)s on %(last_day)s.")) % ends
    between = [rating.value for rating in ratings[1:-1]]
    if not between:
        return told
    span = {"low": min(between), "high": max(between)}
    return told + " " + say(N_("In between it was from %(low)s to %(high)s.")) % span
