"""Challenges, notes and corrections: recording them. Where challenges stand is in `challenges`."""

import random
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.holidays import ENGLAND
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.store import record, take_turn
from survey.people.models import Person
from survey.people.relation import FAMILY
from survey.people.store import relations_from
from survey.records.challenge import Kind
from survey.records.challenges.acting.store import (
    acknowledge,
    answerable,
    close,
    decide,
    escalate,
    extend,
    pause,
    recipients_told,
    remedied,
    resume,
    take_up,
    withdraw_challenge,
)
from survey.records.challenges.going_on import store as _going_on  # noqa: F401 - its step registers itself
from survey.records.challenges.store import (
    challenge_at,
    challenges_by,
    challenges_of,
    owed_by,
    owed_here,
    restricted_seqs,
    restrictions,
)
from survey.records.challenges.yes.store import doubt_yes
from survey.records.statements.statement import Helper
from survey.records.statements.store import add_statement, entry_about, sent_already

__all__ = [
    "acknowledge",
    "add_statement",
    "answerable",
    "challenge_at",
    "challenges_by",
    "challenges_of",
    "close",
    "decide",
    "escalate",
    "extend",
    "make_note",
    "owed_by",
    "owed_here",
    "pause",
    "raise_challenge",
    "recipients_told",
    "remedied",
    "restricted_seqs",
    "restrictions",
    "resume",
    "take_up",
    "withdraw_challenge",
]

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
        content |= {"nation": session.info.get("nation", ENGLAND)}  # whose calendar its days are
        content |= {"helper": helper.facts()} if helper else {}
        content |= {"parts": list(parts)} if parts else {}
        raised = _raised(person_id, by, content, entry)
        seq = record(session, raised, now=now, rng=rng).seq
        doubt_yes(session, entry, kind, person_id, now, rng)
    if words:
        said: dict[str, Any] = {"challenge_seq": seq, "helper": helper, "by": by}
        add_statement(session, person_id, entry_seq, words, now=now, rng=rng, **said)
    return seq


def _raised(person_id: str, by: str | None, content: Mapping[str, Any], entry: Recorded | None) -> NewEntry:
    whose = person_id if by not in (None, person_id) else None
    segment = NewSegment(Claim.THEIR_WORDS, by or person_id, (person_id,), content)
    links = {"challenges": entry.seq} if entry else {}
    return NewEntry("challenge.raised", by or person_id, (segment,), on_behalf_of=whose, links=links)


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


# What staff write


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
