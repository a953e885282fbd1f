"""What counting looks at, read once: where consent stands, who was invited, what may be counted of what was said.

Nothing a person said is read here without their standing Yes to *count me*, and no two scores of one person are put
beside each other without their standing Yes to *put my answers side by side over time*.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from outcomes.goals.models import GoalRow, RatingRow
from outcomes.impact.cohort import ENDED, GoalFacts
from outcomes.impact.coverage import Reached
from outcomes.impact.frame import Frame
from outcomes.impact.records import Pair
from outcomes.measures.models import Score
from survey.consent.models import STANDING, state_now
from survey.consent.purpose import Purpose
from survey.consent.store import people_with
from survey.ledger.store import entries
from survey.people.models import Link
from survey.records.store import restricted_seqs
from survey.responses.counting.store import every_version

_Scored = tuple[int, float | None]  # of a row whose value is not empty
AT_ONCE = 10_000  # rows read at a time
SAYS = 10_000  # people, or scales of people, between two signs of life
Say = Callable[[int, int], None]  # how many are done, of how many
STEPS = ("goal.closed", "goal.resumed", "goal.grouped")


@dataclass(frozen=True)
class Desk:
    """Everything counting looks at, up to the closing moment."""

    closing: datetime
    states: Mapping[str, str]  # where *count me* stands, by person
    may_compare: frozenset[str]
    reached: Mapping[str, Reached]  # how far an invitation came, of those who were invited
    used: frozenset[int]
    held: frozenset[int]
    goals: Mapping[str, list[tuple[GoalFacts, str | None]]]  # with the cluster of each
    pairs: Mapping[str, dict[str, Pair]]
    answered: frozenset[str]


def silent(_done: int, _total: int) -> None:
    """Say nothing."""


def read(
    session: Session,
    frame: Frame,
    closing: datetime,
    used: Collection[int],
    only: Collection[int] | None = None,
    say: Say = silent,
) -> Desk:
    """Read it all. `used`: entries of earlier cohorts. `only`: nothing but these entries, for a year's quarters."""
    held = held_seqs(session)
    taken = every_version(session, used)
    may_compare = frozenset(session.scalars(people_with(Purpose.LINK_ANSWERS)))
    return Desk(
        closing,
        {person: state for person, state in session.execute(_count_me_states())},
        may_compare,
        _reached(session, closing),
        taken,
        held,
        _goals(session, closing),
        _pairs(session, frame, closing, taken | held, may_compare, only, say),
        frozenset(session.scalars(_answered(closing))),
    )


def held_seqs(session: Session) -> frozenset[int]:
    """Every entry that is held out of figures; for any entry of a goal, the goal itself."""
    seqs = every_version(session, session.scalars(restricted_seqs()).all())
    steps = (entry for entry in entries(session, seqs) if entry.kind in STEPS)
    return seqs | {entry.content["goal"] for entry in steps}


def _count_me_states() -> Select[str, str]:
    mine = STANDING.c.purpose == Purpose.COUNT_ME.value
    return select(STANDING.c.person_id, state_now(Purpose.COUNT_ME)).where(mine)


def _reached(session: Session, closing: datetime) -> dict[str, Reached]:
    """Who was ever given a link, and whether one of them still works at the closing moment."""
    ends = func.coalesce(Link.ended_at, Link.ends_at)
    last = session.execute(select(Link.person_id, func.max(ends)).group_by(Link.person_id))
    return {person: Reached.WAITING if _later(at, closing) else Reached.RAN_OUT for person, at in last}


def _later(at: datetime, closing: datetime) -> bool:
    return (at if at.tzinfo else at.replace(tzinfo=closing.tzinfo)) > closing


def _answered(closing: datetime) -> Select[str]:
    mine = Score.person_id.in_(people_with(Purpose.COUNT_ME))
    return select(Score.person_id).where(mine, Score.at <= closing).distinct()


def _goals(session: Session, closing: datetime) -> dict[str, list[tuple[GoalFacts, str | None]]]:
    """The goals as they stood at the closing moment, of those whose Yes to *count me* stands, by person."""
    given = GoalRow.person_id.in_(people_with(Purpose.COUNT_ME))
    rated = select(RatingRow.goal_id, RatingRow.seq, RatingRow.value).join(GoalRow, GoalRow.id == RatingRow.goal_id)
    ratings: dict[int, list[tuple[int, int]]] = {}
    for goal_id, seq, value in session.execute(rated.where(given, RatingRow.at <= closing).order_by(RatingRow.seq)):
        ratings.setdefault(goal_id, []).append((seq, value))
    columns = (GoalRow.id, GoalRow.person_id, GoalRow.set_at, GoalRow.closed_at, GoalRow.state, GoalRow.cluster)
    found: dict[str, list[tuple[GoalFacts, str | None]]] = {}
    for goal in session.execute(select(*columns).where(given, GoalRow.set_at <= closing).order_by(GoalRow.id)):
        of = ratings.get(goal.id, [])
        seqs = frozenset({goal.id, *(seq for seq, _ in of)})
        values = tuple(value for _, value in of)
        facts = GoalFacts(goal.person_id, goal.set_at, goal.closed_at, goal.state, values, seqs)
        found.setdefault(goal.person_id, []).append((_as_it_stood(facts, closing), goal.cluster))
    return found


def _as_it_stood(goal: GoalFacts, closing: datetime) -> GoalFacts:
    """What ended after the closing moment was still on the way then."""
    later = goal.state in ENDED and goal.ended_at is not None and goal.ended_at > closing
    return replace(goal, state="live", ended_at=None) if later else goal


def _pairs(
    session: Session,
    frame: Frame,
    closing: datetime,
    out: frozenset[int],
    may_compare: frozenset[str],
    only: Collection[int] | None,
    say: Say,
) -> dict[str, dict[str, Pair]]:
    """First and latest score on each scale that was asked, of entries that no cohort used and nobody contests."""
    asked = {each.key: each for each in frame.asked}
    given = (Score.person_id.in_(people_with(Purpose.COUNT_ME)), Score.value.is_not(None), Score.at <= closing)
    measures = {key.partition("/")[0] for key in asked}
    columns = (Score.person_id, Score.measure, Score.scale, Score.value, Score.entry_seq)
    query = select(*columns).where(*given, Score.measure.in_(sorted(measures)))
    query = query.order_by(Score.person_id, Score.measure, Score.scale, Score.at, Score.entry_seq)
    rows = session.execute(query, execution_options={"yield_per": AT_ONCE})  # of a million there are ten million
    found: dict[str, dict[str, Pair]] = {}
    for number, ((person, measure, scale), of) in enumerate(groupby(rows, key=lambda row: row[:3])):
        if number % SAYS == 0:
            say(0, 1)  # a sign of life: how many there are is not known yet
        key = f"{measure}/{scale}"
        if key not in asked or (asked[key].paired and person not in may_compare):
            continue
        kept = [(seq, value) for *_, value, seq in of if seq not in out and (only is None or seq in only)]
        pair = _pair(kept) if asked[key].paired else _latest(kept)
        if pair is not None:
            found.setdefault(person, {})[key] = pair
    return found


def _pair(scores: Sequence[_Scored]) -> Pair | None:
    """The first and the latest. A lone score waits for its second, and is not used up."""
    if len(scores) < 2:
        return None
    (first, before), (last, after) = scores[0], scores[-1]
    return Pair(_exactly(before), _exactly(after), (first, last))


def _latest(scores: Sequence[_Scored]) -> Pair | None:
    return Pair(None, _exactly(scores[-1][1]), (scores[-1][0],)) if scores else None


@lru_cache(maxsize=4096)
def _exactly(score: float | None) -> Fraction:
    """A score as the fraction it is written as: made once, however many have it."""
    return Fraction(str(score))
