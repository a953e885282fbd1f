"""Shared screens: making and ending them, sitting down at one with a code, staying, and leaving nothing."""

import random
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from survey import due
from survey.errors import NotThere
from survey.house import House
from survey.kiosk.models import SharedScreen, SharedSitting
from survey.kiosk.screen import HOW, Kind, Sat, Screen, ScreenEnded, named
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import record
from survey.people.codes.store import use_code
from survey.people.invitation import SHARED, new_token, token_hash
from survey.people.models import Link
from survey.people.store import names_of_staff
from survey.responses.hands import How
from survey.responses.models import Sitting

FORGOTTEN = timedelta(days=1)  # no sitting is kept open for so long

# Screens


def make_kiosk(
    session: Session, name: str, *, organisation_id: str, by: str, now: datetime, rng: random.Random
) -> Screen:
    """A new kiosk. Its address opens no more than the page for codes does. :raise Nameless:"""
    address, name = new_token(rng), named(name)
    facts = {"key_hash": token_hash(address), "address": address, "kind": Kind.KIOSK.value, "name": name}
    values = facts | {"organisation_id": organisation_id, "made_by": by, "made_at": now}
    made: int = session.execute(insert(SharedScreen).returning(SharedScreen.id), values).scalar_one()
    _record(session, "kiosk.made", {"kiosk": made, "name": name, "organisation": organisation_id}, by, now, rng)
    return Screen(made, Kind.KIOSK, name, address, organisation_id, by)


def end_kiosk(
    session: Session, screen_id: int, *, organisation_id: str | None, by: str, now: datetime, rng: random.Random
) -> None:
    """It opens nothing any more, and whoever sits at it is signed out. :raise NotThere: where it is not theirs."""
    row = session.get(SharedScreen, screen_id, with_for_update=True)
    if row is None or row.kind != Kind.KIOSK.value or row.organisation_id != organisation_id:
        raise NotThere
    if row.ended_at is None:
        row.ended_at = now
        clear(session, screen_id)
        facts = {"kiosk": screen_id, "name": row.name, "organisation": row.organisation_id}
        _record(session, "kiosk.ended", facts, by, now, rng)


def _record(session: Session, kind: str, facts: dict[str, Any], by: str, now: datetime, rng: random.Random) -> None:
    """About a screen, so about nobody."""
    record(session, NewEntry(kind, by, (NewSegment(Claim.FACT, by, (), facts),)), now=now, rng=rng)


def kiosks_of(session: Session, organisation_id: str | None) -> list[SharedScreen]:
    """The kiosks of an organisation that open, the first first."""
    mine = (SharedScreen.organisation_id == organisation_id, SharedScreen.ended_at.is_(None))
    here = select(SharedScreen).where(*mine, SharedScreen.kind == Kind.KIOSK.value).order_by(SharedScreen.id)
    return list(session.scalars(here))


def screen_at(session: Session, key: str, now: datetime, kind: Kind) -> Screen:
    """The screen with this address. :raise LinkEnded: :raise ScreenEnded: when it opens nothing any more."""
    found = SharedScreen.key_hash == token_hash(key), SharedScreen.kind == kind.value
    row = session.scalars(select(SharedScreen).where(*found)).one_or_none()
    if row is None or row.ended_at is not None or (row.ends_at is not None and row.ends_at <= now):
        raise ScreenEnded
    return _screen(row)


def _screen(row: SharedScreen) -> Screen:
    who = {"person_id": row.person_id, "round_id": row.round_id}
    return Screen(row.id, Kind(row.kind), row.name, row.address, row.organisation_id, row.made_by, **who)


# Sitting at one


def sit_down_with_code(
    session: Session, screen: Screen, typed: str, *, secret_key: str, seconds: int, now: datetime, rng: random.Random
) -> str | None:
    """Use a code up and open its person's link here, for as long as someone is there; None when it is no code."""
    code = use_code(session, typed, secret_key=secret_key, now=now)
    if code is None:
        return None
    return open_here(session, screen, code.person_id, code.round_id, seconds=seconds, now=now, rng=rng)


def open_here(
    session: Session,
    screen: Screen,
    person_id: str,
    round_id: str | None,
    *,
    seconds: int,
    now: datetime,
    rng: random.Random,
) -> str:
    """A link that ends by itself. Whoever sat here before is gone."""
    clear(session, screen.id)
    token = new_token(rng, SHARED)
    key = {"token_hash": token_hash(token), "person_id": person_id}
    ends_at = now + timedelta(seconds=screen.closes_after(seconds))
    session.execute(insert(Link), key | {"round_id": round_id, "ends_at": ends_at})
    session.execute(insert(SharedSitting), key | {"screen_id": screen.id, "began_at": now})
    return token


def sat(session: Session, token: str, seconds: int, now: datetime) -> Sat:
    """Who sits at which screen with this link. :raise ScreenEnded: when the time is over, or it never was one."""
    hashed = token_hash(token)
    mine = (SharedSitting.token_hash == hashed, SharedScreen.ended_at.is_(None), Link.ends_at > now)
    asked = (
        select(SharedScreen, Link.ends_at)
        .join(SharedSitting, SharedSitting.screen_id == SharedScreen.id)
        .join(Link, Link.token_hash == SharedSitting.token_hash)
        .where(*mine, Link.ended_at.is_(None))
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        raise ScreenEnded
    screen = _screen(found[0])
    helper = ""
    if screen.kind is Kind.TOGETHER:
        helper = names_of_staff(session, [screen.made_by]).get(screen.made_by, "")
    return Sat(screen, helper, found[1], screen.closes_after(seconds))


def stay(session: Session, token: str, sitting: Sat, now: datetime) -> bool:
    """Someone is there: the time begins again. False: it was over."""
    hashed, until = token_hash(token), now + timedelta(seconds=sitting.seconds)
    live = (Link.token_hash == hashed, Link.ends_at > now, Link.ended_at.is_(None))
    longer = update(Link).where(*live).values(ends_at=until).execution_options(synchronize_session=False)
    return bool(session.execute(longer).rowcount)  # type: ignore[attr-defined]  # a CursorResult


def note_hands(session: Session, person_id: str, round_id: str | None, screen: Screen) -> None:
    """What is saved here was answered here. Read aloud and typed once, it stays so, wherever it is finished."""
    how = HOW[screen.kind]
    helper = screen.made_by if how is How.ALOUD else None
    mine = (Sitting.person_id == person_id, Sitting.round_id == round_id)
    fresh = mine if how is How.ALOUD else (*mine, Sitting.how.is_(None))
    said = update(Sitting).where(*fresh).values(how=how.value, helped_by=helper)
    session.execute(said.execution_options(synchronize_session=False))


def leave(session: Session, token: str) -> str | None:
    """They are done: the link is gone. Gives the address of the kiosk, if it was one; twice is once."""
    hashed = token_hash(token)
    at = select(SharedScreen).join(SharedSitting, SharedSitting.screen_id == SharedScreen.id)
    row = session.scalars(at.where(SharedSitting.token_hash == hashed)).one_or_none()
    if row is None:
        return None
    session.execute(delete(Link).where(Link.token_hash == hashed), execution_options={"synchronize_session": False})
    # the sitting stays until the next one begins: Back says that the screen is clear, and where to begin
    return row.address


def where_it_was(session: Session, token: str) -> str | None:
    """The address of the kiosk that a link which has ended was open at, so that the next person can begin there."""
    at = select(SharedScreen.address).join(SharedSitting, SharedSitting.screen_id == SharedScreen.id)
    return session.scalar(at.where(SharedSitting.token_hash == token_hash(token), SharedScreen.ended_at.is_(None)))


def clear(session: Session, screen_id: int) -> None:
    """Nobody sits there any more. Links of shared screens are deleted, not ended: their owner has not lost a phone."""
    here = select(SharedSitting.token_hash).where(SharedSitting.screen_id == screen_id)
    quiet = {"synchronize_session": False}
    session.execute(delete(Link).where(Link.token_hash.in_(here)), execution_options=quiet)
    session.execute(delete(SharedSitting).where(SharedSitting.screen_id == screen_id), execution_options=quiet)


def forget(house: House) -> int:
    """Pages that were handed over, and sittings whose time is long over, are forgotten."""
    before = house.clock() - FORGOTTEN
    handed = (SharedScreen.kind == Kind.TOGETHER.value, SharedScreen.ends_at <= before)
    with house.database.reading() as session:
        old = session.scalars(select(SharedScreen.id).where(*handed)).all()
    if not old:
        return 0
    with house.database.writing() as session:
        for screen_id in old:
            clear(session, screen_id)
            session.execute(delete(SharedScreen).where(SharedScreen.id == screen_id))
    return len(old)


due.register("shared screens to forget", forget)


def _person_gone(session: Session, entry: Recorded) -> None:
    for table, whose in ((SharedSitting, SharedSitting.person_id), (SharedScreen, SharedScreen.person_id)):
        session.execute(delete(table).where(whose == entry.subject), execution_options={"synchronize_session": False})


register(Projection("shared screens", (), {}, erased={"person.added": _person_gone}))
