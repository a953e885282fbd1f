"""Setting, rating, closing, taking up and grouping goals; and finding a person's."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outcomes.goals import rating as ratings
from outcomes.goals.goal import (
    SAME_TAP,
    Goal,
    NotLive,
    State,
    WordsWrong,
    require_closing,
    require_room,
    require_words,
    sent_twice,
)
from outcomes.goals.models import GoalRow, RatingRow
from outcomes.goals.private import store as private
from outcomes.goals.rating import Rating
from outcomes.measures.framework import CATALYST, framework, suggest_cluster
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record, take_turn
from survey.people.caseload.line import OwnGoal, goals_come_from
from survey.records.statements.store import Beside, beside_each

__all__ = ["private"]  # it says which entries of goals no relative gets

KINDS = ("goal.set", "goal.rated", "goal.closed", "goal.resumed", "goal.grouped")


# What people do


def set_goal(
    session: Session,
    person_id: str,
    words: str,
    *,
    now: datetime,
    rng: random.Random,
    by: str | None = None,
    own_words: bool = True,
    rating: int | None = None,
    replaces: int | None = None,
    shared: bool = False,
) -> int:
    """Record a goal in these words and give its id. `by`: the worker who records it, `own_words`: whose words.

    It is between them and their worker until they share it with family.

    :raise ThreeAlready: when three are live. :raise WordsWrong: on no words, or too many.
    """
    take_turn(session)
    kept, mine = require_words(words), goals_of(session, person_id)
    if (twice := sent_twice(mine, kept, now)) is not None:
        return twice.id
    require_room(mine)
    claim = Claim.THEIR_WORDS if own_words else Claim.OBSERVATION
    author = person_id if own_words else by
    content: dict[str, Any] = {"words": kept, "framework": CATALYST, "cluster_suggested": suggest_cluster(kept)}
    content |= {"shared": True} if shared else {}
    links = {"replaces": replaces} if replaces is not None else {}
    segment = NewSegment(claim, author, (person_id,), content)
    made = record(session, NewEntry("goal.set", by or person_id, (segment,), links=links), now=now, rng=rng)
    if rating is not None:
        rate_goal(session, person_id, made.seq, rating, by=by, now=now, rng=rng)
    return made.seq


def rate_goal(
    session: Session,
    person_id: str,
    goal_id: int,
    value: int,
    *,
    now: datetime,
    rng: random.Random,
    words: str | None = None,
    by: str | None = None,
) -> int:
    """Record how close they say they are now. :raise NotLive: when the goal is closed."""
    take_turn(session)
    goal = goal_of(session, person_id, goal_id)
    if not goal.is_live:
        raise NotLive
    said = _optional(words)
    if ratings.sent_twice(goal.ratings, value, said, now, SAME_TAP):
        return goal.ratings[-1].seq
    content = {"goal": goal_id, "rating": ratings.require_rating(value), "words": said}
    return _record(session, "goal.rated", person_id, by, content, now, rng)


def close_goal(
    session: Session,
    person_id: str,
    goal_id: int,
    how: State | str,
    *,
    now: datetime,
    rng: random.Random,
    words: str | None = None,
    by: str | None = None,
) -> int | None:
    """Record that a goal is achieved, changed, paused or dropped; their reason may come with it, or after.

    Gives the entry; None when nothing changed. The same of the next two.
    """
    take_turn(session)
    goal, how, said = goal_of(session, person_id, goal_id), State(how), _optional(words)
    require_closing(goal, how)
    if goal.state is how and said in (None, goal.closing_words):
        return None
    return _record(session, "goal.closed", person_id, by, {"goal": goal_id, "how": how.value, "words": said}, now, rng)


def resume_goal(
    session: Session,
    person_id: str,
    goal_id: int,
    *,
    now: datetime,
    rng: random.Random,
    words: str | None = None,
    by: str | None = None,
) -> int | None:
    """Record that a closed goal is taken up again. :raise ThreeAlready: when three are live."""
    take_turn(session)
    goal = goal_of(session, person_id, goal_id)
    if goal.is_live:
        return None
    require_room(goals_of(session, person_id))
    return _record(session, "goal.resumed", person_id, by, {"goal": goal_id, "words": _optional(words)}, now, rng)


def group_goal(
    session: Session,
    person_id: str,
    goal_id: int,
    cluster: str | None,
    *,
    now: datetime,
    rng: random.Random,
    by: str | None = None,
) -> int | None:
    """Record which group a goal is counted in; None: no group. :raise NotThere: when there is no such group."""
    take_turn(session)
    goal = goal_of(session, person_id, goal_id)
    if cluster is not None and framework(goal.framework).cluster(cluster) is None:
        raise NotThere
    if goal.cluster == cluster and goal.grouped_by == (by or person_id):
        return None
    content = {"goal": goal_id, "framework": goal.framework, "cluster": cluster}
    return _record(session, "goal.grouped", person_id, by, content, now, rng)


def share_goal(
    session: Session, person_id: str, goal_id: int, shared: bool, *, now: datetime, rng: random.Random
) -> int | None:
    """Record that they let family who may see goals see this one, or that they no longer do. Nobody else is told."""
    take_turn(session)
    if goal_of(session, person_id, goal_id).shared is shared:
        return None
    kind = "goal.shared" if shared else "goal.unshared"
    return _record(session, kind, person_id, None, {"goal": goal_id}, now, rng)


def _record(
    session: Session,
    kind: str,
    person_id: str,
    by: str | None,
    content: dict[str, Any],
    now: datetime,
    rng: random.Random,
) -> int:
    """One step of a goal. What they say is theirs, whoever writes it down; a group a worker picks is a worker's."""
    workers = by is not None and kind == "goal.grouped"
    segment = NewSegment(
        Claim.OPINION if workers else Claim.THEIR_WORDS, by if workers else person_id, (person_id,), content
    )
    entry = NewEntry(kind, by or person_id, (segment,), links={"goal": content["goal"]})
    return record(session, entry, now=now, rng=rng).seq


def _optional(words: str | None) -> str | None:
    if words is None or not words.strip():
        return None
    try:
        return require_words(words)
    except WordsWrong:
        raise WordsWrong("That is too long, or has a sign in it that cannot be kept.") from None


# Finding


def goals_of(session: Session, person_id: str) -> list[Goal]:
    """A person's goals with their ratings, the first set first."""
    return _goals(session, select(GoalRow).where(GoalRow.person_id == person_id))


def goals_of_each(session: Session, people: Iterable[str]) -> dict[str, list[Goal]]:
    """The goals of several people at once."""
    found: dict[str, list[Goal]] = {person: [] for person in people}
    for goal in _goals(session, select(GoalRow).where(GoalRow.person_id.in_(found))):
        found[goal.person_id].append(goal)
    return found


def next_to_talk_about(session: Session, people: Sequence[str]) -> dict[str, OwnGoal]:
    """For a caseload: of each person's live goals, the one that has waited longest for a rating."""
    each = goals_of_each(session, people).items()
    waiting = {person: [_line(goal) for goal in goals if goal.is_live] for person, goals in each}
    next_up = {person: min(goals, key=lambda goal: goal.due) for person, goals in waiting.items() if goals}
    said = beside_each(session, {person: goal.entries for person, goal in next_up.items()})
    return {person: _with(goal, said) for person, goal in next_up.items()}


def _with(goal: OwnGoal, said: Mapping[int, Iterable[Beside]]) -> OwnGoal:
    """The goal with what its young person says beside it or its ratings."""
    found = [each for seq in goal.entries for each in said.get(seq, ())]
    words, read = tuple(each.words for each in found), tuple(each.seq for each in found)
    return replace(goal, beside=words, entries=(*goal.entries, *read))


def _line(goal: Goal) -> OwnGoal:
    rated = goal.ratings
    return OwnGoal(
        goal=goal.id,
        words=goal.words,
        own_words=goal.own_words,
        set_at=goal.set_at,
        first=rated[0].value if rated else None,
        latest=rated[-1].value if rated else None,
        rated_at=rated[-1].at if rated else None,
        entries=(goal.id, *(each.seq for each in rated)),
    )


def goal_of(session: Session, person_id: str, goal_id: int) -> Goal:
    """One of this person's goals. :raise NotThere: when it is not theirs, just as when it does not exist."""
    for goal in goals_of(session, person_id):
        if goal.id == goal_id:
            return goal
    raise NotThere


def _goals(session: Session, wanted: Any) -> list[Goal]:
    fresh = {"populate_existing": True}  # projections write below the session
    rows = list(session.scalars(wanted.order_by(GoalRow.id), execution_options=fresh))
    said = session.scalars(select(RatingRow).where(RatingRow.goal_id.in_([row.id for row in rows])))
    by_goal: dict[int, list[Rating]] = {row.id: [] for row in rows}
    for each in sorted(said, key=lambda row: row.seq):
        by_goal[each.goal_id].append(Rating(each.seq, each.value, each.at, each.words))
    return [_goal(row, tuple(by_goal[row.id])) for row in rows]


def _goal(row: GoalRow, rated: tuple[Rating, ...]) -> Goal:
    facts = {column.key: getattr(row, column.key) for column in GoalRow.__table__.columns}
    return Goal(**facts | {"state": State(row.state), "ratings": rated})


goals_come_from(next_to_talk_about)
