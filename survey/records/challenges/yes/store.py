"""A Yes that is said not to be one allows nothing meanwhile; found not to be one, it never was."""

import random
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from survey.consent import store as consent
from survey.consent.decision import ALLOWING, Event, State
from survey.consent.purpose import Purpose
from survey.consent.standing import Standing, decider_of, person_of
from survey.ledger.entry import Recorded
from survey.records.challenge import Kind

YES = frozenset(f"consent.{state.value}" for state in ALLOWING)


def doubt_yes(session: Session, entry: Recorded | None, kind: Kind, by: str, now: datetime, rng: random.Random) -> None:
    """A Yes that is said not to be one allows nothing from that moment (facts: ledger §6.1)."""
    if entry is None or entry.kind not in YES:
        return
    purpose, person, decider = Purpose(entry.content["purpose"]), person_of(entry), decider_of(entry)
    if decider:
        said = [each for each in consent.carers_of(session, person, purpose) if each.seq == entry.seq]
        mine = Standing(purpose, said[0].state, said[0].seq, said[0].at, said[0].version) if said else None
    else:
        mine = consent.standing(session, person).get(purpose)
    if mine is None or mine.state not in ALLOWING:
        return
    if kind is Kind.CONSENT or decider:
        how: dict[str, Any] = {"by": by, "decider": decider, "reason": "recorded_wrongly", "now": now, "rng": rng}
        consent.happened(session, person, mine, Event.RECORDED_WRONGLY, **how)
    else:
        consent.decide(session, person, purpose, State.DEFERRED, by=by, now=now, rng=rng)


def end_yes(session: Session, entry: Recorded | None, by: str, now: datetime, rng: random.Random) -> None:
    """A Yes that was never said was never one; what was not sure yet because of the challenge is a No."""
    if entry is None or entry.kind not in YES or decider_of(entry):
        return
    purpose, person = Purpose(entry.content["purpose"]), person_of(entry)
    mine = consent.standing(session, person).get(purpose)
    if mine and mine.state in ALLOWING | {State.UNKNOWN}:
        how: dict[str, Any] = {"by": by, "reason": "not_as_recorded", "now": now, "rng": rng}
        consent.happened(session, person, mine, Event.FOUND_INVALID, **how)
    elif mine and mine.state is State.DEFERRED:
        consent.decide(session, person, purpose, State.REFUSED, by=by, now=now, rng=rng)
