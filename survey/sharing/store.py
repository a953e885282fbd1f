"""Shares, recorded step by step. What the person is not told yet is about nobody in the ledger until they are.

A share that must wait before the family knows is recorded in parts without subjects: their record cannot show it, count
it or leave a gap for it. On the day they are told, `share.told` says all of it, with who decided and why not before.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import AlreadyDone, DomainError
from survey.ledger.store import take_turn
from survey.people.invitation import new_token, token_hash
from survey.people.store import person_of
from survey.records.override.store import usable
from survey.records.store import restrictions
from survey.sharing.models import ShareLink, ShareRow
from survey.sharing.parts.store import is_kept_from, others_in, require_theirs, statements_beside
from survey.sharing.share import (
    Authority,
    NotShared,
    OthersToo,
    Place,
    Share,
    Stage,
    Telling,
    Told,
    require_agreement,
    require_step,
)
from survey.sharing.standing.store import entry_of, known_now, put_offs, record_act, record_telling, share_at

LINK_DAYS = 14


class OnHold(DomainError):
    """Some of this is on hold because someone said it is not right. It cannot be passed on until that is settled."""

    kind = "conflict"


class StillKept(DomainError):
    """What was passed on is kept from them. End that first, or put the telling off."""

    kind = "conflict"


class KeptFromThem(DomainError):
    """Some of this is kept from them. It can go only while they are not told yet: pick that, and say why."""

    kind = "conflict"


# Recording


def propose(session: Session, person_id: str, share: Share, *, by: str, now: datetime, rng: random.Random) -> int:
    """Record what someone would pass on, and give its place. :raise NotThere: for a part that is not theirs to pass on.

    :raise OnHold: when a part is contested: what may be wrong is not passed on. :raise OthersToo:
    """
    take_turn(session)
    require_may_go(session, person_id, share.parts, share.authority, now, share.told.when)
    facts = {"person": person_id, "ours": person_of(session, person_id).organisation_id} | share.facts()
    return record_act(session, "share.proposed", facts, _known(person_id, share.told), by, now, rng)


def require_may_go(
    session: Session,
    person_id: str,
    parts: Iterable[Place],
    authority: Authority,
    now: datetime,
    telling: Telling = Telling.BEFORE,
) -> None:
    """:raise NotThere: a part that is not a note of theirs as it stands. :raise OnHold: :raise OthersToo:

    :raise KeptFromThem: what a seal keeps from them, unless they are not told yet.
    """
    parts = tuple(parts)
    require_theirs(session, person_id, parts)
    if telling is not Telling.NOT_YET and is_kept_from(session, person_id, parts):
        raise KeptFromThem
    if held_back(session, parts, now):
        raise OnHold
    if authority is Authority.CONSENT and others_in(session, person_id, parts):
        raise OthersToo


def held_back(session: Session, parts: Iterable[Place], now: datetime) -> set[int]:
    """What of these is on hold and was not released by a senior."""
    parts = tuple(parts)
    return _restricted(session, parts) - _released(session, parts, now)


def _restricted(session: Session, parts: Iterable[Place]) -> set[int]:
    return set(restrictions(session, {seq for seq, _ in parts}))


def _released(session: Session, parts: Iterable[Place], now: datetime) -> set[int]:
    return usable(session, _restricted(session, parts), now)


def _known(person_id: str, told: Told) -> tuple[str, ...]:
    """Whom the entry is about, in the ledger's sense: nobody, until the person may know of it."""
    return (person_id,) if told.when is Telling.BEFORE else ()


def answer(
    session: Session, seq: int, *, by: str, agree: bool, words: str = "", now: datetime, rng: random.Random
) -> str | None:
    """Agree to a share or refuse it; the link for whoever gets it, when it is sent.

    What rests on consent the person answers; the rest a second member of staff. :raise NeedsAnother:
    :raise NoAgreement: :raise AlreadyDone: also when it was taken back. :raise OnHold: when a part was contested
    meanwhile. :raise NotThere: when a part was put right or erased meanwhile.
    """
    take_turn(session)
    row, share = share_at(session, seq)
    require_step(Stage(row.stage), Stage.SENT if agree else Stage.REFUSED)
    _require_standing(row)
    if not agree:
        record_act(session, "share.refused", {"words": words}, known_now(row), by, now, rng, share=seq)
        return None
    own = by == row.person_id
    require_agreement(share, proposer=row.proposed_by, approver=None if own else by, agreed=own)
    require_may_go(session, row.person_id, share.parts, share.authority, now, share.told.when)
    went = what_goes(session, row.person_id, share, now)
    record_act(session, "share.sent", {"words": words} | went, known_now(row), by, now, rng, share=seq)
    return new_link(session, seq, now, rng)


def what_goes(session: Session, person_id: str, share: Share, now: datetime) -> dict[str, Any]:
    """Which version of each part goes, by place; which words of theirs stand beside them; what was released."""
    return {
        "parts": [list(place) for place in share.parts],
        "statements": statements_beside(session, person_id, share.parts),
        "overridden": sorted(_released(session, share.parts, now)),
    }


def went_with(session: Session, row: ShareRow, now: datetime) -> dict[str, Any]:
    """The same of one share: as it was when it was sent, or as it would be now. Of a decision not to: nothing."""
    if row.sent_seq is not None:
        return {"statements": [], "overridden": [], **entry_of(session, row.sent_seq).content}
    if row.stage == Stage.NOT_SHARED.value:
        return {"statements": [], "overridden": []}
    return what_goes(session, row.person_id, share_at(session, row.seq)[1], now)


def stop(session: Session, seq: int, *, by: str, now: datetime, rng: random.Random) -> None:
    """Take it back: it does not go, or its links open nothing more. What was read cannot be got back.

    :raise AlreadyDone: when it was refused or taken back.
    """
    take_turn(session)
    row, _share = share_at(session, seq)
    _require_standing(row)
    if row.stage == Stage.REFUSED.value:
        raise AlreadyDone
    record_act(session, "share.stopped", {"stage": row.stage}, known_now(row), by, now, rng, share=seq)
    _end_links(session, seq)


def _require_standing(row: ShareRow) -> None:
    if row.stopped_seq is not None:
        raise AlreadyDone


def new_link(session: Session, seq: int, now: datetime, rng: random.Random) -> str:
    """A link for whoever gets it, shown once; one from before ends. :raise AlreadyDone: not agreed to, or arrived."""
    row = session.get_one(ShareRow, seq, populate_existing=True)
    _require_standing(row)
    if row.stage != Stage.SENT.value:
        raise AlreadyDone
    _end_links(session, seq)
    token = new_token(rng)
    ends_at = now + timedelta(days=LINK_DAYS)
    session.execute(insert(ShareLink), {"token_hash": token_hash(token), "share_seq": seq, "ends_at": ends_at})
    return token


def _end_links(session: Session, seq: int) -> None:
    session.execute(delete(ShareLink).where(ShareLink.share_seq == seq))


def decide_not_to(
    session: Session, person_id: str, decided: NotShared, told: Told, *, by: str, now: datetime, rng: random.Random
) -> int:
    """Record that something was not passed on, and why: as fully as if it had been."""
    ours = person_of(session, person_id).organisation_id
    facts = {"person": person_id, "ours": ours, "told": told.facts()} | decided.facts()
    return record_act(session, "share.not_made", facts, _known(person_id, told), by, now, rng)


# Telling


def tell(session: Session, seq: int, *, by: str | None, now: datetime, rng: random.Random) -> int:
    """Tell the person now: what was decided, by whom, and why they were not told before. Told twice is told once.

    :raise StillKept: while a seal keeps from them what was passed on.
    """
    take_turn(session)
    row = session.get_one(ShareRow, seq, populate_existing=True)
    if row.told_seq is not None:
        return row.told_seq
    entry = entry_of(session, seq)
    if _is_kept(session, row):
        raise StillKept
    waited = [each.content["told"]["why_not"] for each in put_offs(session, row)]
    who = {"stage": row.stage, "by": row.proposed_by, "agreed_by": row.agreed_by}
    since = {"decided_at": local_day(entry.at).isoformat(), "waited": waited, "stopped": row.stopped_seq is not None}
    facts, two = entry.content | who | since, (row.proposed_by, row.agreed_by)
    return record_telling(session, "share.told", facts, row.person_id, two, by, now, rng, share=seq)


def _is_kept(session: Session, row: ShareRow) -> bool:
    parts = entry_of(session, row.seq).content.get("parts", ())
    return is_kept_from(session, row.person_id, [(seq, ordinal) for seq, ordinal in parts])


def put_off(session: Session, seq: int, told: Told, *, by: str, now: datetime, rng: random.Random) -> None:
    """Not told yet, still: why, and the next day when that is looked at. Within 90 days again. :raise AlreadyDone:"""
    take_turn(session)
    row = session.get_one(ShareRow, seq, populate_existing=True)
    if row.told_seq is not None:
        raise AlreadyDone
    links = {"share": seq} | ({"after": row.put_off_seq} if row.put_off_seq is not None else {})
    record_act(session, "share.put_off", {"told": told.facts()}, (), by, now, rng, **links)


def tell_due(session: Session, *, now: datetime, rng: random.Random) -> int:
    """Tell everyone whose day has come. What someone decided not to tell yet waits for a person, never for a clock.

    So does what has been kept from them by a seal since: it stands in the queue.
    """
    due = select(ShareRow).where(
        ShareRow.told_seq.is_(None), ShareRow.waits.is_(False), ShareRow.tell_on <= local_day(now)
    )
    found = [row.seq for row in session.scalars(due.order_by(ShareRow.seq)) if not _is_kept(session, row)]
    for seq in found:
        tell(session, seq, by=None, now=now, rng=rng)
    return len(found)
