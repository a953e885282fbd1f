"""What is written about someone over a year, who looks, what they say is not right, and what comes of that."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from outcomes.demonstration.notes import CONTESTED, DECIDED, LOOKS, STATEMENTS, NotePlan, a_note, said
from outcomes.demonstration.people import PersonPlan
from outcomes.demonstration.steps import Acknowledged, Challenged, Decided, Looked, SaidTheirSide, Step, TookBack, Wrote

DECISIONS = (("corrected", 55), ("partly", 18), ("not_changed", 21), ("cannot_verify", 6))
CONTESTS, TAKEN_BACK, ANSWERED_IN_TIME = 0.11, 0.06, 0.88


def notes(rng: random.Random, who: PersonPlan, comes: datetime) -> Iterator[Step]:
    """A few notes and looks over the year; for about one in nine, a note that they say is not right."""
    at, how_many = comes, rng.choices((0, 1, 2, 3), (12, 38, 34, 16))[0]
    for number in range(how_many):
        at += timedelta(days=rng.randint(6, 75), minutes=rng.randint(-120, 120))
        yield from _look(rng, who, at - timedelta(minutes=rng.randint(10, 90)))
        yield Wrote(at=at, note=number, plan=a_note(rng, who.age, who.pronouns))
        if rng.random() < 0.05:
            yield SaidTheirSide(at=at + timedelta(days=rng.randint(2, 20)), note=number, words=rng.choice(STATEMENTS))
    if rng.random() < CONTESTS:
        yield from _contested(rng, who, how_many, comes + timedelta(days=rng.randint(15, 280)))


def _look(rng: random.Random, who: PersonPlan, at: datetime) -> Iterator[Step]:
    what, why = rng.choice(LOOKS)
    yield Looked(at=at, what=what, why=said(why, rng, who.pronouns), covering="cover" in why)


def _contested(rng: random.Random, who: PersonPlan, number: int, at: datetime) -> Iterator[Step]:
    parts, kind, words, put_right = rng.choice(CONTESTED)
    plan = NotePlan(tuple((claim, said(text, rng, who.pronouns)) for claim, text in parts))
    raised = at + timedelta(days=rng.randint(2, 25))
    yield Wrote(at=at, note=number, plan=plan)
    yield Challenged(at=raised, note=number, kind=kind, words=words)
    if rng.random() < TAKEN_BACK:
        yield TookBack(at=raised + timedelta(days=1, minutes=rng.randint(0, 500)), note=number)
        return
    yield Acknowledged(at=raised + timedelta(days=1, minutes=rng.randint(0, 300)), note=number)
    if rng.random() < ANSWERED_IN_TIME:
        how = rng.choices([each for each, _ in DECISIONS], [weight for _, weight in DECISIONS])[0]
        reason = said(rng.choice(DECIDED[how]), rng, who.pronouns)
        new = said(put_right, rng, who.pronouns) if how in ("corrected", "partly") else ""
        decided = raised + timedelta(days=rng.randint(3, 19))
        yield Decided(at=decided, note=number, how=how, reason=reason, put_right=new)
