"""Challenges, notes and corrections: recording them. Where challenges stand is in `challenges`."""

import random
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.consent import store as consent
from survey.consent.decision import ALLOWING, Event, State
from survey.consent.purpose import Purpose
from survey.consent.standing import Standing, decider_of, person_of
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.store import entry_at, record, take_turn
from survey.people.models import Person
from survey.people.relation import FAMILY
from survey.people.store import relations_from
from survey.records.challenge import Challenge, Kind, Outcome, require_open, require_other_hands
from survey.records.challenges.store import (
    challenge_at,
    challenges_by,
    challenges_of,
    owed_by,
    owed_here,
    restricted_seqs,
    restrictions,
)
from survey.records.correction import Answer
from survey.records.statements.statement import Helper
from survey.records.statements.store import add_statement, entry_about, sent_already

__all__ = [
    "acknowledge",
    "add_statement",
    "answerable",
    "challenge_at",
    "challenges_by",
    "challenges_of",
    "decide",
    "make_note",
    "owed_by",
    "owed_here",
    "raise_challenge",
    "restricted_seqs",
    "restrictions",
    "withdraw_challenge",
]
YES = frozenset(f"consent.{state.value}" for state in ALLOWING)

# What the person does


def raise_challenge(
    session: Session,
    person_id: str,
    entry_seq: int | None,
    kind: Kind,
    words: str,
    *,
    now: datetime,
    rng: random.Random,
    helper: Helper | None = None,
    parts: Iterable[int] = (),
    by: str | None = None,
) -> int:
    """Record that an entry is not right, and their words beside it; restricted from this moment. Gives its place.

    `helper` helped to say it; `by` says it for the person; `parts` are those that it is about, when they say which.
    A second tap on a challenge that is still open raises no second one; new words are kept all the same.
    :raise NotThere: when the entry is not about them.
    """
    take_turn(session)
    entry = entry_about(session, entry_seq, person_id) if entry_seq is not None else None
    seq = _open_already(session, person_id, entry_seq) if entry else None
    if seq is None:
        content: dict[str, Any] = {"challenge": kind.value, "organisation": _who_answers(session, person_id, entry)}
        content |= {"helper": helper.facts()} if helper else {}
        content |= {"parts": list(parts)} if parts else {}
        raised = _raised(person_id, by, content, entry)
        seq = record(session, raised, now=now, rng=rng).seq
        _doubt_yes(session, entry, kind, person_id, now, rng)
    if words:
        said: dict[str, Any] = {"challenge_seq": seq, "helper": helper, "by": by}
        add_statement(session, person_id, entry_seq, words, now=now, rng=rng, **said)
    return seq


def _raised(person_id: str, by: str | None, content: Mapping[str, Any], entry: Recorded | None) -> NewEntry:
    whose = person_id if by not in (None, person_id) else None
    segment = NewSegment(Claim.THEIR_WORDS, by or person_id, (person_id,), content)
    links = {"challenges": entry.seq} if entry else {}
    return NewEntry("challenge.raised", by or person_id, (segment,), on_behalf_of=whose, links=links)


def withdraw_challenge(session: Session, person_id: str, seq: int, *, now: datetime, rng: random.Random) -> None:
    """Record that they take it back. :raise NotThere: for another's; :raise AlreadyDone: when it was decided."""
    take_turn(session)
    challenge = challenge_at(session, seq)
    if challenge.person_id != person_id:
        raise NotThere
    require_open(challenge)
    segment = NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), {})
    entry = NewEntry("challenge.withdrawn", person_id, (segment,), links={"withdraws": seq})
    record(session, entry, now=now, rng=rng)


def _open_already(session: Session, person_id: str, entry_seq: int | None) -> int | None:
    mine = [each for each in challenges_of(session, [entry_seq or 0]) if each.person_id == person_id and each.is_open]
    return mine[0].seq if mine else None


def _who_answers(session: Session, person_id: str, entry: Recorded | None) -> str | None:
    """The organisation that knows the person; for a relative, that of the young person, or of who wrote it."""
    kin = [each.to_id for each in relations_from(session, person_id, FAMILY)]
    for each in (person_id, *kin, entry.actor if entry else None):
        found = session.scalar(select(Person.organisation_id).where(Person.id == each))
        if found:
            return found
    return None


def _doubt_yes(
    session: Session, entry: Recorded | None, kind: Kind, by: str, now: datetime, rng: random.Random
) -> None:
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


def _end_yes(session: Session, entry: Recorded | None, by: str, now: datetime, rng: random.Random) -> None:
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


# What staff do


def acknowledge(session: Session, seq: int, reviewer: str, *, now: datetime, rng: random.Random) -> None:
    """Record that a named person has it. :raise Authors: when they may not answer it."""
    take_turn(session)
    challenge, _entry = answerable(session, seq, reviewer)
    if challenge.acknowledged_by is None:
        segment = NewSegment(Claim.FACT, reviewer, (challenge.person_id,), {})
        entry = NewEntry("challenge.acknowledged", reviewer, (segment,), links={"acknowledges": seq})
        record(session, entry, now=now, rng=rng)


def answerable(session: Session, seq: int, reviewer: str) -> tuple[Challenge, Recorded | None]:
    """The challenge and what it is about, if this reviewer may answer. :raise Authors: :raise AlreadyDone:"""
    challenge = challenge_at(session, seq)
    require_open(challenge)
    entry = entry_at(session, challenge.entry_seq) if challenge.entry_seq is not None else None
    before = challenges_of(session, [entry.seq]) if entry else []
    require_other_hands(entry, reviewer, {each.decided_by for each in before if each.decided_by})
    return challenge, entry


def decide(session: Session, seq: int, reviewer: str, answer: Answer, *, now: datetime, rng: random.Random) -> int:
    """Record the answer and, if it corrects, the new version before it. Gives the decision's place.

    :raise Authors: :raise AlreadyDone: :raise Incomplete: when no reason is given, or nothing was changed.
    """
    take_turn(session)
    challenge, entry = answerable(session, seq, reviewer)
    links = {"decides": seq}
    corrected = answer.correction(entry, reviewer)
    if corrected:
        links["by"] = record(session, corrected, now=now, rng=rng).seq
    if answer.outcome is Outcome.CORRECTED:
        _end_yes(session, entry, reviewer, now, rng)
    content = {"outcome": answer.outcome.value, "reason": answer.reason}
    segment = NewSegment(Claim.OPINION, reviewer, (challenge.person_id,), content)
    return record(session, NewEntry("challenge.decided", reviewer, (segment,), links=links), now=now, rng=rng).seq


def make_note(
    session: Session,
    worker: str,
    parts: Iterable[NewSegment],
    *,
    happened_at: datetime | None,
    now: datetime,
    rng: random.Random,
) -> int:
    """Record a note in parts, and give its place. The same note sent twice is recorded once."""
    take_turn(session)
    note = NewEntry("record.made", worker, tuple(parts), effective_at=happened_at)
    twice = sent_already(session, note, now)
    if twice is not None:
        return twice
    return record(session, note, now=now, rng=rng).seq
