"""Handing a device over, and the young person's own Yes or No to someone who reads aloud and types."""

import random
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from survey.kiosk.models import SharedScreen
from survey.kiosk.screen import HANDED_OVER, Kind, Screen, ScreenEnded
from survey.kiosk.store import open_here, screen_at
from survey.kiosk.together import telling  # noqa: F401 - its tellings register themselves
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record
from survey.people.invitation import new_token, token_hash
from survey.people.store import on_caseload
from survey.responses.models import PageAnswers, Sitting

ROOM = ("two", "more")  # just the two of them, or someone else too
DRAFT = ("fresh", "keep")


@dataclass(frozen=True)
class Draft:
    """What is there already: nothing of what was answered."""

    begun: bool
    sent: bool


def hand_over(session: Session, worker: str, person_id: str, round_id: str, now: datetime, rng: random.Random) -> str:
    """A page to hand over: its address works once, for a few minutes. It opens nothing before they say Yes.

    :raise NotThere: unless this worker works with them.
    """
    organisation = on_caseload(session, worker, person_id).organisation_id
    key = new_token(rng)
    what = {"key_hash": token_hash(key), "kind": Kind.TOGETHER.value, "name": "", "made_by": worker, "made_at": now}
    whose = {"organisation_id": organisation, "person_id": person_id, "round_id": round_id}
    session.execute(insert(SharedScreen), what | whose | {"ends_at": now + HANDED_OVER})
    return key


def handed(session: Session, key: str, now: datetime) -> Screen:
    """The page that was handed over. :raise ScreenEnded: when it was answered. :raise NotThere: by whom they left."""
    screen = screen_at(session, key, now, Kind.TOGETHER)
    assert screen.person_id is not None
    on_caseload(session, screen.made_by, screen.person_id)
    return screen


def draft_of(session: Session, screen: Screen) -> Draft:
    """Whether they began, or sent, these questions."""
    mine = (Sitting.person_id == screen.person_id, Sitting.round_id == screen.round_id)
    sent = session.execute(select(Sitting.sent_at).where(*mine)).one_or_none()
    pages = (PageAnswers.person_id == screen.person_id, PageAnswers.round_id == screen.round_id)
    saved = session.scalar(select(func.count()).select_from(PageAnswers).where(*pages)) or 0
    return Draft(begun=saved > 0, sent=sent is not None and sent[0] is not None)


def say_no(session: Session, screen: Screen, now: datetime) -> None:
    """They said No, or there is nothing to answer. Nothing is recorded of it: a No is theirs."""
    _use_up(session, screen, now)


def say_yes(session: Session, screen: Screen, room: str, *, fresh: bool, now: datetime, rng: random.Random) -> str:
    """They said Yes: recorded as theirs, with who helps and who else is there. Gives their link, which ends by itself.

    `fresh`: what they began by themself is deleted first.
    """
    assert screen.person_id is not None
    _use_up(session, screen, now)
    if fresh:
        mine = (Sitting.person_id == screen.person_id, Sitting.round_id == screen.round_id, Sitting.sent_at.is_(None))
        session.execute(delete(Sitting).where(*mine), execution_options={"synchronize_session": False})
    facts = {"round": screen.round_id, "helper": screen.made_by, "room": room}
    segment = NewSegment(Claim.FACT, screen.person_id, (screen.person_id,), facts)
    record(session, NewEntry("together.begun", screen.person_id, (segment,)), now=now, rng=rng)
    return open_here(session, screen, screen.person_id, screen.round_id, seconds=0, now=now, rng=rng)


def _use_up(session: Session, screen: Screen, now: datetime) -> None:
    """Once: the address is nobody's from here on. :raise ScreenEnded: for the second of two taps."""
    row = session.get(SharedScreen, screen.id, with_for_update=True, populate_existing=True)
    if row is None or row.ends_at is None or row.ends_at <= now:
        raise ScreenEnded
    row.ends_at = now
    session.flush()
