"""Shares, recorded step by step. What the person is not told yet is about nobody in the ledger until they are.

A share that must wait before the family knows is recorded in parts without subjects: their record cannot show it, count
it or leave a gap for it. On the day they are told, `share.told` says all of it, with who decided and why not before.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey.errors import AlreadyDone, DomainError, NotThere
from survey.ledger.store import entries, take_turn
from survey.people.invitation import new_token, token_hash
from survey.people.store import person_of
from survey.records.clock import local_day
from survey.records.store import restrictions
from survey.sharing.models import ShareLink, ShareRow
from survey.sharing.share import (
    NotShared,
    Place,
    Share,
    Stage,
    Telling,
    Told,
    require_agreement,
    require_step,
)
from survey.sharing.standing.store import entry_of, record_act, share_at

LINK_DAYS = 14


class OnHold(DomainError):
    """Some of this is on hold because someone said it is not right. It cannot be passed on until that is settled."""

    kind = "conflict"


# Recording


def propose(session: Session, person_id: str, share: Share, *, by: str, now: datetime, rng: random.Random) -> int:
    """Record what someone would pass on, and give its place. :raise NotThere: for a part that is not theirs.

    :raise OnHold: when a part is contested: what may be wrong is not passed on.
    """
    take_turn(session)
    _require_theirs(session, person_id, share.parts)
    if restrictions(session, {seq for seq, _ in share.parts}):
        raise OnHold
    facts = {"person": person_id, "ours": person_of(session, person_id).organisation_id} | share.facts()
    return record_act(session, "share.proposed", facts, _known(person_id, share.told), by, now, rng)


def _require_theirs(session: Session, person_id: str, parts: Iterable[Place]) -> None:
    there = {
        (entry.seq, part.ordinal)
        for entry in entries(session, {seq for seq, _ in parts})
        for part in entry.segments
        if person_id in part.subjects
    }
    if not set(parts) <= there:
        raise NotThere


def _known(person_id: str, told: Told) -> tuple[str, ...]:
    """Whom the entry is about, in the ledger's sense: nobody, until the person may know of it."""
    return (person_id,) if told.when is Telling.BEFORE else ()


def answer(
    session: Session, seq: int, *, by: str, agree: bool, words: str = "", now: datetime, rng: random.Random
) -> str | None:
    """Agree to a share or refuse it; the link for whoever gets it, when it is sent.

    What rests on consent the person answers; the rest a second member of staff. :raise NeedsAnother:
    :raise NoAgreement: :raise AlreadyDone: :raise OnHold: when a part was contested meanwhile.
    """
    take_turn(session)
    row, share = share_at(session, seq)
    require_step(Stage(row.stage), Stage.SENT if agree else Stage.REFUSED)
    own = by == row.person_id
    if agree:
        require_agreement(share, proposer=row.proposed_by, approver=None if own else by, agreed=own)
        if restrictions(session, {place for place, _ in share.parts}):
            raise OnHold
    kind, facts = ("share.sent", {"words": words}) if agree else ("share.refused", {"words": words})
    record_act(session, kind, facts, _known(row.person_id, share.told), by, now, rng, share=seq)
    return new_link(session, seq, now, rng) if agree else None


def new_link(session: Session, seq: int, now: datetime, rng: random.Random) -> str:
    """A link for whoever gets it, shown once. :raise AlreadyDone: when it was not agreed to, or has arrived."""
    if session.get_one(ShareRow, seq, populate_existing=True).stage != Stage.SENT.value:
        raise AlreadyDone
    token = new_token(rng)
    ends_at = now + timedelta(days=LINK_DAYS)
    session.execute(insert(ShareLink), {"token_hash": token_hash(token), "share_seq": seq, "ends_at": ends_at})
    return token


def decide_not_to(
    session: Session, person_id: str, decided: NotShared, told: Told, *, by: str, now: datetime, rng: random.Random
) -> int:
    """Record that something was not passed on, and why: as fully as if it had been."""
    ours = person_of(session, person_id).organisation_id
    facts = {"person": person_id, "ours": ours, "told": told.facts()} | decided.facts()
    return record_act(session, "share.not_made", facts, _known(person_id, told), by, now, rng)


def tell(session: Session, seq: int, *, by: str | None, now: datetime, rng: random.Random) -> int:
    """Tell the person now: what was decided, by whom, and why they were not told before. Told twice is told once."""
    take_turn(session)
    row = session.get_one(ShareRow, seq)
    if row.told_seq is not None:
        return row.told_seq
    entry = entry_of(session, seq)
    facts = entry.content | {"stage": row.stage, "decided_at": entry.at.date().isoformat(), "by": row.proposed_by}
    return record_act(session, "share.told", facts, (row.person_id,), by, now, rng, share=seq)


def put_off(session: Session, seq: int, told: Told, *, by: str, now: datetime, rng: random.Random) -> None:
    """Not told yet, still: why, and the next day when that is looked at. Within 90 days again."""
    record_act(session, "share.put_off", {"told": told.facts()}, (), by, now, rng, share=seq)


def tell_due(session: Session, *, now: datetime, rng: random.Random) -> int:
    """Tell everyone whose day has come. What someone decided not to tell yet waits for a person, never for a clock."""
    due = select(ShareRow.seq).where(
        ShareRow.told_seq.is_(None), ShareRow.waits.is_(False), ShareRow.tell_on <= local_day(now)
    )
    found = session.scalars(due.order_by(ShareRow.seq)).all()
    for seq in found:
        tell(session, seq, by=None, now=now, rng=rng)
    return len(found)
