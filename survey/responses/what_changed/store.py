"""Saying back to everyone in a round what changed, or honestly that nothing did. About nobody, for all who answered."""

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from survey.database import Database
from survey.errors import AlreadyDone, NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries, record, take_turn
from survey.people.invitation import token_hash
from survey.people.models import Link
from survey.questionnaires.models import Round
from survey.responses.models import Sitting
from survey.responses.what_changed.models import SaidBack

ANSWERED, WITHDRAWN = "round.answered", "round.answer_withdrawn"
LONGEST = 2000  # letters


@dataclass(frozen=True)
class Said:
    """One thing said back: in whose round, since when, whether something changed, and the words."""

    seq: int
    round_id: str
    at: datetime
    is_change: bool
    words: str


def say_back(
    session: Session, round_id: str, words: str, *, is_change: bool, by: str, now: datetime, rng: random.Random
) -> int:
    """Record it, and give its place: everyone who answered in the round has it from then on. The same twice is one."""
    take_turn(session)
    for said in said_to(session, [round_id]):
        if (said.words, said.is_change) == (words, is_change):
            return said.seq
    content = {"round": round_id, "is_change": is_change, "words": words}
    segment = NewSegment(Claim.FACT, by, (), content)
    return record(session, NewEntry(ANSWERED, by, (segment,)), now=now, rng=rng).seq


def withdraw(session: Session, seq: int, by: str, *, now: datetime, rng: random.Random) -> None:
    """Record that it was wrong to say: it is on no page from then on. :raise AlreadyDone:"""
    take_turn(session)
    if session.scalar(select(SaidBack.withdrawn_seq).where(SaidBack.seq == seq)) is not None:
        raise AlreadyDone
    record(session, NewEntry(WITHDRAWN, by, (NewSegment(Claim.FACT, by, (), {}),), links={"of": seq}), now=now, rng=rng)


def _answered(session: Session, entry: Recorded) -> None:
    facts = entry.content
    values: dict[str, Any] = {"seq": entry.seq, "round_id": facts["round"], "said_at": entry.at}
    session.execute(insert(SaidBack).values(values | {"is_change": facts["is_change"]}))


def _withdrawn(session: Session, entry: Recorded) -> None:
    over = update(SaidBack).where(SaidBack.seq == entry.links["of"]).values(withdrawn_seq=entry.seq)
    session.execute(over.execution_options(synchronize_session=False))


register(Projection("said back", (SaidBack,), {ANSWERED: _answered, WITHDRAWN: _withdrawn}))


# Reading


def is_anything_said(database: Database, round_id: str | None) -> bool:
    """Whether anything was said back to a round, in one statement: mostly nothing was yet when answers are sent."""
    return round_id is not None and bool(database.once(_SAID, {"round": round_id}))


_SAID = select(SaidBack.seq).where(SaidBack.round_id == bindparam("round")).limit(1)


def said_to(session: Session, round_ids: list[str]) -> list[Said]:
    """What was said back to these rounds and stands, the newest first."""
    here = (SaidBack.round_id.in_(round_ids), SaidBack.withdrawn_seq.is_(None))
    seqs = session.scalars(select(SaidBack.seq).where(*here)).all()
    found = [
        Said(each.seq, each.content["round"], each.at, each.content["is_change"], each.content["words"])
        for each in entries(session, seqs)
    ]
    return found[::-1]


def said_at(session: Session, seq: int, organisation_id: str | None) -> Said:
    """One of an organisation's own. :raise NotThere: for another's, just as for none."""
    for each in said_here(session, organisation_id):
        if each.seq == seq:
            return each
    raise NotThere


def said_here(session: Session, organisation_id: str | None) -> list[Said]:
    """What an organisation said back to its rounds, the newest first."""
    mine = session.scalars(select(Round.id).where(Round.organisation_id == organisation_id)).all()
    return said_to(session, list(mine))


def said_to_person(session: Session, person_id: str) -> list[Said]:
    """What was said back to the rounds that this person answered in, also if they deleted it since."""
    theirs = select(Sitting.round_id).where(Sitting.person_id == person_id, Sitting.sent_at.is_not(None))
    return said_to(session, list(session.scalars(theirs)))


def said_to_ended_link(session: Session, token: str, now: datetime) -> list[Said]:
    """What is still told under a link that has run out, to whoever answered with it: nothing that is anyone's own.

    A link that was ended on purpose (a lost phone, a wrong number), or was never used, tells nothing.
    """
    link = session.execute(
        select(Link.round_id)
        .join(Sitting, (Sitting.person_id == Link.person_id) & (Sitting.round_id == Link.round_id))
        .where(Link.token_hash == token_hash(token), Link.ended_at.is_(None), Link.ends_at <= now)
        .where(Sitting.sent_at.is_not(None))
    ).one_or_none()
    return said_to(session, [link.round_id]) if link else []
