"""Goals and their ratings: two tables, and what each goal entry makes of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, String, Text, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.database import Base
from survey.ledger.entry import Claim, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries_about

_WHOLE = {"synchronize_session": False}
SUGGESTED = "suggested"  # who grouped a goal: the rule over its words


class GoalRow(Base):
    """One goal as it stands. Its id is the seq of the entry that set it."""

    __tablename__ = "goal"
    __table_args__ = (
        CheckConstraint("state IN ('live', 'achieved', 'changed', 'paused', 'dropped')", name="known_state"),
        CheckConstraint("(state = 'live') = (closed_at IS NULL)", name="closed_has_a_time"),
        Index("ix_goal_person_id_state", "person_id", "state"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(Text)  # exactly as written
    own_words: Mapped[bool]  # false: a worker wrote it with them
    set_by: Mapped[str] = mapped_column(String(32))
    set_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    closed_at: Mapped[datetime | None]
    closing_words: Mapped[str | None] = mapped_column(Text)
    framework: Mapped[str] = mapped_column(String(40))  # catalyst-2012
    cluster: Mapped[str | None] = mapped_column(String(40))  # none: no group suggested, or refused
    grouped_by: Mapped[str] = mapped_column(String(32))  # suggested, or who chose or refused
    replaces: Mapped[int | None] = mapped_column(BigInteger)  # the goal it was changed from
    shared: Mapped[bool]  # whether family who may see goals may see this one: not until its person says so


class RatingRow(Base):
    """One rating of one goal. Its seq is the entry's."""

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint("value BETWEEN 0 AND 10", name="from_0_to_10"),
        Index("ix_rating_goal_id", "goal_id", "seq"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    goal_id: Mapped[int] = mapped_column(BigInteger)
    value: Mapped[int]
    at: Mapped[datetime]
    words: Mapped[str | None] = mapped_column(Text)


def _set(session: Session, entry: Recorded) -> None:
    facts = entry.content
    values = {"id": entry.seq, "person_id": entry.subject, "words": facts["words"], "set_at": entry.at}
    values |= {"own_words": entry.segments[0].claim is Claim.THEIR_WORDS, "set_by": entry.actor, "state": "live"}
    values |= {"framework": facts["framework"], "cluster": facts["cluster_suggested"], "grouped_by": SUGGESTED}
    values |= {"shared": bool(facts.get("shared"))}
    session.execute(insert(GoalRow).values(values | {"replaces": entry.links.get("replaces")}))


def _rated(session: Session, entry: Recorded) -> None:
    facts = entry.content
    if session.scalar(select(GoalRow.id).where(GoalRow.id == facts["goal"])) is None:
        return  # the goal was erased
    session.execute(delete(RatingRow).where(RatingRow.seq == entry.seq), execution_options=_WHOLE)
    values = {"seq": entry.seq, "goal_id": facts["goal"], "value": facts["rating"], "at": entry.at}
    session.execute(insert(RatingRow).values(values | {"words": facts["words"]}))


def _change(session: Session, entry: Recorded, **values: Any) -> None:
    changed = update(GoalRow).where(GoalRow.id == entry.content["goal"]).values(values)
    session.execute(changed, execution_options=_WHOLE)


def _closed(session: Session, entry: Recorded) -> None:
    facts = entry.content
    _change(session, entry, state=facts["how"], closed_at=entry.at, closing_words=facts["words"])


def _resumed(session: Session, entry: Recorded) -> None:
    _change(session, entry, state="live", closed_at=None, closing_words=None)


def _grouped(session: Session, entry: Recorded) -> None:
    _change(session, entry, cluster=entry.content["cluster"], grouped_by=entry.actor)


def _shared(session: Session, entry: Recorded) -> None:
    _change(session, entry, shared=True)


def _unshared(session: Session, entry: Recorded) -> None:
    _change(session, entry, shared=False)


def _step_erased(session: Session, entry: Recorded) -> None:
    """Make the goal again from what is left of it; without its beginning there is none.

    Played again, this looks ahead; each step after it is then taken anew, and the end is the same.
    """
    goal = entry.links.get("goal", entry.seq)
    session.execute(delete(RatingRow).where(RatingRow.goal_id == goal), execution_options=_WHOLE)
    session.execute(delete(GoalRow).where(GoalRow.id == goal), execution_options=_WHOLE)
    for each in entries_about(session, entry.subject, _ON)[::-1]:
        if goal in (each.seq, each.links.get("goal")):
            _ON[each.kind](session, each)


_ON = {
    "goal.set": _set,
    "goal.rated": _rated,
    "goal.closed": _closed,
    "goal.resumed": _resumed,
    "goal.grouped": _grouped,
    "goal.shared": _shared,
    "goal.unshared": _unshared,
}
register(Projection("goals", (RatingRow, GoalRow), _ON, erased=dict.fromkeys(_ON, _step_erased)))
