"""Links to shares: what one leads to, opening it, and saying that it came."""

import random
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.errors import LinkEnded
from survey.ledger.store import take_turn
from survey.people.invitation import token_hash
from survey.records.store import restrictions
from survey.sharing.models import ShareLink, ShareRow
from survey.sharing.share import Share, Stage, require_step
from survey.sharing.standing.store import record_act, share_at
from survey.sharing.store import OnHold


def opened(session: Session, token: str, *, now: datetime, rng: random.Random) -> tuple[int, Share]:
    """What this link leads to, once it is recorded that it was opened. :raise LinkEnded:"""
    seq = _behind(session, token, now)
    row, share = share_at(session, seq)
    if restrictions(session, {place for place, _ in share.parts}):
        raise OnHold
    record_act(session, "share.opened", {}, _known_now(row), None, now, rng, share=seq)
    return seq, share


def acknowledge(session: Session, token: str, *, name: str, now: datetime, rng: random.Random) -> None:
    """Whoever got it says so, by name. :raise LinkEnded: :raise AlreadyDone:"""
    take_turn(session)
    seq = _behind(session, token, now)
    row, _share = share_at(session, seq)
    require_step(Stage(row.stage), Stage.RECEIVED)
    record_act(session, "share.received", {"name": name}, _known_now(row), None, now, rng, share=seq)


def _behind(session: Session, token: str, now: datetime) -> int:
    asked = select(ShareLink.share_seq, ShareLink.ends_at).where(ShareLink.token_hash == token_hash(token))
    found = session.execute(asked).one_or_none()
    if found is None or found.ends_at <= now:
        raise LinkEnded
    return int(found.share_seq)


def _known_now(row: ShareRow) -> tuple[str, ...]:
    return (row.person_id,) if row.told_seq is not None else ()
