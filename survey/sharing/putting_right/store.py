"""Telling everyone who got what was put right: letters, links that staff hand over, asking again, and their answer.

A due step writes the letters and the outbox sends them. That someone was told is recorded when a letter has gone, in
the same transaction, or when a member of staff took the link to hand it over: never before.
"""

import random
from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey import due
from survey.days import local_day
from survey.errors import NotThere
from survey.house import House
from survey.ledger.models import Entry
from survey.ledger.store import take_turn
from survey.people.invitation import new_token, token_hash
from survey.people.models import Person
from survey.people.person import Kind as People
from survey.post.letter import Letter, State, Words
from survey.post.store import Kind, Pen, newest, register, write
from survey.records.challenge import Challenge
from survey.records.challenges.closing import waits_for
from survey.records.clock import working_days_after
from survey.retention import before_erasing
from survey.sharing.models import ShareLink, ShareRow
from survey.sharing.putting_right.models import ChangeRow, RecipientRow
from survey.sharing.putting_right.notice import WORDS, Recipient, explained, require_owed
from survey.sharing.putting_right.standing.store import owing, recipient_at, root_of
from survey.sharing.standing.store import entry_of, known_now, record_act
from survey.sharing.store import LINK_DAYS

LETTER = "put_right"


def owed_at(session: Session, seq: int) -> Recipient:
    """Someone who has to be told something. :raise NotThere: :raise AlreadyDone: when nothing is owed."""
    recipient = recipient_at(session, seq)
    if recipient is None:
        raise NotThere
    require_owed(recipient)
    return recipient


def facts_of(session: Session, recipient: Recipient) -> dict[str, Any]:
    """Which organisation, whom there, and at what address."""
    return entry_of(session, recipient.seq).content


def _act(
    session: Session,
    kind: str,
    recipient: Recipient,
    facts: dict[str, Any],
    by: str | None,
    now: datetime,
    rng: random.Random,
    up_to: int | None = None,
) -> None:
    """Record one step of telling them, up to this change or the newest."""
    facts = {"organisation": facts_of(session, recipient)["organisation"]} | facts
    links = {"share": recipient.seq, "because": up_to or recipient.newest or 0}
    record_act(session, kind, facts, _about(session, recipient), by, now, rng, **links)


def _about(session: Session, recipient: Recipient) -> tuple[str, ...]:
    """The person, once they know of the share; nobody before, and nobody once all that was theirs is erased."""
    row = session.get(ShareRow, recipient.seq, populate_existing=True)
    person = session.get(Person, recipient.person_id) if recipient.person_id else None
    return known_now(row) if row and person and person.kind != People.ERASED.value else ()


# Letters


def letters_due(house: House) -> int:
    """Write to everyone who was not told yet, or is to be asked again today: how many letters were written."""
    if house.settings.mail == "none":
        return 0  # people hand every link over: the desk shows whom to
    now, after = house.clock(), partial(working_days_after, nation=house.settings.nation)
    with house.database.reading() as session:
        found = {each.seq: _once(each, local_day(now), after) for each in owing(session)}
    due_now = {seq: once for seq, once in found.items() if once}
    if not due_now:
        return 0
    with house.database.writing() as session:
        return sum(_write(session, seq, once, now) for seq, once in due_now.items())


def _once(recipient: Recipient, today: date, after: Any) -> str | None:
    """What the letter that is due now is known by, so that it is written once; None when none is."""
    if recipient.is_untold:
        return f"{LETTER}:{recipient.seq}:{recipient.newest}"
    day = recipient.ask_on(after)
    return f"{LETTER}:{recipient.seq}:{recipient.newest}:{day}" if day and day <= today else None


def _write(session: Session, seq: int, once: str, now: datetime) -> bool:
    recipient = recipient_at(session, seq)
    address = facts_of(session, recipient).get("address") if recipient else None
    return bool(address) and write(session, LETTER, seq, once, now)


def words(session: Session, letter: Letter, pen: Pen) -> Words | None:
    """What a letter says: that something changed, and where to see it. Nothing about anyone; a link that ends."""
    recipient = recipient_at(session, letter.about)
    if recipient is None or not recipient.owed:
        return None
    _ = pen.say
    link = f"{pen.home}/sharing/got/{fresh_link(session, recipient.seq, pen.now, pen.rng)}"
    told = {"link": link, "days": LINK_DAYS}
    return Words(
        facts_of(session, recipient)["address"],
        _("What we sent you has changed"),
        _(
            "Something that we passed on to you has changed.\n\n"
            "Open this page to see what changed, and say there that you have it:\n%(link)s\n\n"
            "The page opens for %(days)s days. It is for you alone: please send it to nobody. "
            "If it does not open any more, ask whoever passed it on to you for a new link."
        )
        % told,
    )


def gone(session: Session, letter: Letter, now: datetime, rng: random.Random) -> None:
    """The letter is on its way: they are told, or were asked again."""
    recipient = recipient_at(session, letter.about)
    if recipient is not None and recipient.owed:
        _tell(session, recipient, None, now, rng)


register(LETTER, Kind(words, gone))


def _tell(session: Session, recipient: Recipient, by: str | None, now: datetime, rng: random.Random) -> None:
    kind = "share.correction_told" if recipient.is_untold else "share.correction_chased"
    because = sorted({each.because.value for each in recipient.owed})
    _act(session, kind, recipient, {"changes": because}, by, now, rng)


def fresh_link(session: Session, seq: int, now: datetime, rng: random.Random) -> str:
    """A way in that ends."""
    token = new_token(rng)
    ends_at = now + timedelta(days=LINK_DAYS)
    session.execute(insert(ShareLink), {"token_hash": token_hash(token), "share_seq": seq, "ends_at": ends_at})
    return token


# What staff do


def hand_over(session: Session, seq: int, *, by: str, now: datetime, rng: random.Random) -> str:
    """A link for a member of staff to hand over themselves: from here on they are told, or asked again."""
    take_turn(session)
    recipient = owed_at(session, seq)
    _tell(session, recipient, by, now, rng)
    return fresh_link(session, seq, now, rng)


def ask_now(session: Session, seq: int, *, now: datetime) -> bool:
    """Write to them now, and not on the day of the plan. False: there is no address, or a letter is on its way."""
    take_turn(session)
    recipient = owed_at(session, seq)
    last = newest(session, LETTER, [seq]).get(seq)
    if last is not None and last.state in (State.WAITING, State.SENDING):
        return False
    return _write(session, seq, f"{LETTER}:{seq}:{recipient.newest}:{now.isoformat()}", now)


def cannot(session: Session, seq: int, why: str, *, by: str, now: datetime, rng: random.Random) -> None:
    """Record that they cannot be told, and why: there is no such organisation any more, say. :raise Unexplained:"""
    why = explained(why)
    take_turn(session)
    _act(session, "share.correction_impossible", owed_at(session, seq), {"why": why}, by, now, rng)


# What they do


def received(session: Session, seq: int, name: str, up_to: int, *, now: datetime, rng: random.Random) -> bool:
    """They say that they have all that they were shown. False: they were shown nothing that is still owed."""
    recipient = recipient_at(session, seq)
    if recipient is None or up_to not in {each.cause for each in recipient.owed}:
        return False
    _act(session, "share.correction_received", recipient, {"name": name}, None, now, rng, up_to=up_to)
    return True


# Before everything about someone goes


def keep_whom_to_tell(session: Session, places: Collection[tuple[int, int]], now: datetime, rng: random.Random) -> None:
    """A share goes with the whole record. That someone got something stays, about nobody, until they are told."""
    going = {seq for seq, _ordinal in places}
    sent = select(RecipientRow.seq, Entry.at).join(Entry, Entry.seq == RecipientRow.sent_seq)
    for seq, on in session.execute(sent.where(RecipientRow.seq.in_(going)).order_by(RecipientRow.seq)).all():
        facts = entry_of(session, seq).content
        kept = {name: facts.get(name, "") for name in ("organisation", "recipient", "address", "ours")}
        kept["sent_on"] = local_day(on).isoformat()  # so that they find their copy: no name is kept
        record_act(session, "share.recipient_kept", kept, (), None, now, rng)


before_erasing.register(keep_whom_to_tell)


# What waits for it


@waits_for
def who_has_not_said(session: Session, challenge: Challenge) -> int:
    """How many who got an entry have not said that they have what was decided about it."""
    if challenge.entry_seq is None:
        return 0
    root = root_of(session, challenge.entry_seq)
    had = RecipientRow.seq.in_(select(ChangeRow.share_seq).where(ChangeRow.root_seq == root))
    return sum(
        any(change.root == root and change.because not in WORDS for change in each.owed) for each in owing(session, had)
    )


due.register("letters about what was put right", letters_due)
