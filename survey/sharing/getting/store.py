"""Links to shares: what one leads to, opening it, and saying that it came, or that what changed did."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import AlreadyDone, LinkEnded
from survey.ledger.store import take_turn
from survey.people.invitation import token_hash
from survey.people.models import Person
from survey.people.person import Kind
from survey.records.override.store import usable
from survey.sharing.models import ShareLink, ShareRow
from survey.sharing.putting_right.notice import Recipient
from survey.sharing.putting_right.standing.store import recipient_at
from survey.sharing.putting_right.store import facts_of, received
from survey.sharing.share import Share, Stage
from survey.sharing.standing.store import known_now, record_act, share_at


@dataclass(frozen=True)
class Behind:
    """What a link leads to. Without a share: it was erased with the whole record, and only that is left to say."""

    recipient: Recipient
    organisation: str
    sent_on: date | None = None  # where the share is erased: so that they find their copy
    row: ShareRow | None = None
    share: Share | None = None
    is_erased: bool = False  # whom it is about is

    @property
    def is_received(self) -> bool:
        """Whether they said that what was passed on came."""
        return self.row is None or self.is_erased or self.row.stage == Stage.RECEIVED.value

    @property
    def is_stopped(self) -> bool:
        """Whether it was taken back."""
        return self.row is not None and self.row.stopped_seq is not None


def opened(session: Session, token: str, *, now: datetime, rng: random.Random) -> Behind:
    """What this link leads to, once it is recorded that it was opened. :raise LinkEnded:"""
    behind = _behind(session, token, now)
    about = known_now(behind.row) if behind.row else ()
    record_act(session, "share.opened", {}, about, None, now, rng, share=behind.recipient.seq)
    return behind


def acknowledge(session: Session, token: str, *, name: str, up_to: int, now: datetime, rng: random.Random) -> None:
    """Whoever got it says so, by name: that it came, and that they have what changed since, as far as they were shown.

    :raise LinkEnded: :raise AlreadyDone: when they have said all of it before.
    """
    take_turn(session)
    behind = _behind(session, token, now)
    seq, row = behind.recipient.seq, behind.row
    is_news = received(session, seq, name, up_to, now=now, rng=rng)
    if row is not None and row.stage == Stage.SENT.value:
        record_act(session, "share.received", {"name": name}, known_now(row), None, now, rng, share=seq)
    elif not is_news and not behind.recipient.owed:
        raise AlreadyDone


def _behind(session: Session, token: str, now: datetime) -> Behind:
    asked = select(ShareLink.share_seq, ShareLink.ends_at).where(ShareLink.token_hash == token_hash(token))
    found = session.execute(asked).one_or_none()
    recipient = recipient_at(session, found.share_seq) if found is not None and found.ends_at > now else None
    if recipient is None:
        raise LinkEnded
    facts = facts_of(session, recipient)
    to, on = facts["organisation"], facts.get("sent_on")
    if session.get(ShareRow, recipient.seq, populate_existing=True) is None:
        return Behind(recipient, to, date.fromisoformat(on) if on else None, is_erased=True)
    row, share = share_at(session, recipient.seq)
    person = session.get(Person, row.person_id)
    is_erased = person is None or person.kind == Kind.ERASED.value
    return Behind(recipient, to, local_day(row.proposed_at), row, share, is_erased)


def released(session: Session, seqs: Iterable[int], now: datetime) -> set[int]:
    """Which of these a senior lets be used while they are on hold."""
    return usable(session, seqs, now)
