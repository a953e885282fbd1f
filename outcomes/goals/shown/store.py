"""What a worker may ask the door for: a person's goals, or one of them to rate with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from outcomes.goals.goal import Goal
from outcomes.goals.store import KINDS, goal_of, goals_of
from survey.ledger.store import entries_about
from survey.people.glass.glass import Glass
from survey.people.glass.store import reach, why_of
from survey.people.looks.look import Found, Looker, Seen, Wanted
from survey.people.looks.store import name_of, parts_about
from survey.people.models import Person
from survey.people.store import on_caseload
from survey.records.statements.store import beside

TO_TALK = "To talk about your goals with you."  # the young person reads it, beside who and when
TO_RATE = "To write down how close you said you are."


@dataclass(frozen=True)
class OnShow:
    """A person and their goals, as a worker sees them."""

    who: Person
    goals: list[Goal]
    glass: Glass | None = None
    beside: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # by goal, what they say beside it


def all_of(person_id: str) -> Wanted[OnShow]:
    """A person's goals, for someone who works with them or has broken glass."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[OnShow]:
        here = reach(session, looker, person_id, now)
        shown = OnShow(here.person, goals_of(session, person_id), here.glass)
        return _found(session, shown, why_of(here, TO_TALK))

    return Wanted(find)


def one_of(person_id: str, goal_id: int) -> Wanted[OnShow]:
    """One goal of someone the looker works with, to rate it with them."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[OnShow]:
        who = on_caseload(session, looker.person_id, person_id)
        return _found(session, OnShow(who, [goal_of(session, person_id, goal_id)]), TO_RATE)

    return Wanted(find)


def _found(session: Session, shown: OnShow, why: str) -> Found[OnShow]:
    """Every part of every step of these goals. That there are none is seen too."""
    wanted = {goal.id for goal in shown.goals}
    about = entries_about(session, shown.who.id, KINDS) if wanted else []
    steps = [entry.seq for entry in about if entry.content.get("goal", entry.seq) in wanted]
    said = beside(session, shown.who.id, steps)
    found = {entry.seq: entry.content.get("goal", entry.seq) for entry in about}
    words: dict[int, tuple[str, ...]] = {}
    for seq, each in said.items():
        words[found[seq]] = words.get(found[seq], ()) + tuple(one.words for one in each)
    read = [one.seq for each in said.values() for one in each]
    parts = parts_about(session, shown.who.id, [*steps, *read]) | name_of(shown.who)
    shown = replace(shown, beside=words)
    return Found(shown, (Seen(shown.who.id, "goals", why, parts, glass=shown.glass),))
