"""A due step writes each reminder down, once; the outbox sends it, once, at a time of day when it may reach a phone.

What it says and where it goes are made at the moment it goes: by then it may have stopped, and then nothing goes.
"""

import random
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.orm import Session

from survey import due
from survey.consent.decision import State
from survey.consent.purpose import Purpose
from survey.consent.store import standing
from survey.days import ends, local_day
from survey.errors import NotThere
from survey.hours import working_hours
from survey.house import House
from survey.ledger.store import take_turn
from survey.people.invitation import new_token, token_hash
from survey.people.models import Link
from survey.post.letter import Letter, Words
from survey.post.store import Kind, Pen, register, write
from survey.questionnaires.models import Round
from survey.reminders import store
from survey.reminders.models import Reminder, ReminderCode
from survey.reminders.reminder import (
    CODE_DIGITS,
    LINK_DAYS,
    Asked,
    Standing,
    Via,
    days_of,
    due_on,
    over_because,
)
from survey.responses.models import Sitting

LETTER = "reminder"


# What is due


def reminders_due(house: House) -> int:
    """End what is over, and write what is due today: how many things it did. Taken twice, it does nothing twice."""
    with house.database.reading() as session:
        waiting = [each for each in store.everything_asked(session) if _something_to_do(session, house, each)]
    if not waiting:
        return 0
    with house.database.writing() as session:
        take_turn(session)  # whoever takes the same step now waits, and then finds it done
        return sum(_do(session, house, each.seq) for each in waiting)


def _something_to_do(session: Session, house: House, asked: Asked) -> bool:
    return _why_over(session, asked, house.clock()) is not None or _is_due(session, house, asked) is not None


def _do(session: Session, house: House, seq: int) -> int:
    asked, now = store.asked_at(session, seq), house.clock()
    if asked is None:
        return 0
    if why := _why_over(session, asked, now):
        store.end(session, asked, why, now=now, rng=house.rng)
        return 1
    number = _is_due(session, house, asked)
    return 0 if number is None else _write(session, asked, number, now)


def _why_over(session: Session, asked: Asked, now: datetime) -> str | None:
    return over_because(asked, standing_of(session, asked.person_id, asked.round_id, now), local_day(now), now)


def _is_due(session: Session, house: House, asked: Asked) -> int | None:
    """The number of the reminder that is due today; None when none is, or one was written to them today."""
    now = house.clock()
    opens_on = session.scalar(select(Round.opens_on).where(Round.id == asked.round_id))
    if asked.confirmed_at is None or opens_on is None:
        return None
    mine = select(Reminder.round_id, Reminder.written_on).where(Reminder.person_id == asked.person_id)
    written = session.execute(mine.order_by(Reminder.number)).all()
    here = [on for round_id, on in written if round_id == asked.round_id]
    day = due_on(days_of(house.settings.reminder_days), local_day(asked.confirmed_at), opens_on, here)
    today = local_day(now)
    if day is None or day > today or any(on == today for _round, on in written):
        return None
    return len(here) + 1


def _write(session: Session, asked: Asked, number: int, now: datetime) -> int:
    what = {"person_id": asked.person_id, "round_id": asked.round_id, "number": number, "asked_seq": asked.seq}
    made = session.execute(insert(Reminder).returning(Reminder.id), what | {"written_on": local_day(now)}).scalar_one()
    return int(write(session, LETTER, made, f"{LETTER}:{made}", now))


def standing_of(session: Session, person_id: str, round_id: str, now: datetime) -> Standing | None:
    """Where they are in that round. None: there is no such round any more."""
    found = session.get(Round, round_id)
    if found is None:
        return None
    mine = and_(Link.person_id == person_id, Link.round_id == round_id)
    sitting = (Sitting.person_id == person_id, Sitting.round_id == round_id)
    sent = session.scalar(select(Sitting.sent_at).where(*sitting))
    live = (Link.ended_at.is_(None), Link.ends_at > now)
    return Standing(
        found.opens_on,
        found.closes_on,
        may_ask=_may_ask(session, person_id),
        sent=sent is not None,
        links=session.scalar(select(func.count()).select_from(Link).where(mine, *live)) or 0,
        links_ended_at=session.scalar(select(func.max(Link.ended_at)).where(mine)),
    )


def _may_ask(session: Session, person_id: str) -> bool:
    """Whether their Yes to questions stands, or they were not asked yet. Not sure yet is no reason to come back."""
    mine = standing(session, person_id).get(Purpose.TAKE_PART)
    return mine is None or mine.stands or mine.state is State.REQUESTED


due.register("reminders to write", reminders_due)


# What goes


def reminder_words(session: Session, letter: Letter, pen: Pen) -> Words | None:
    """That there is something to finish, where, and how to stop. Whose it is, and about what, is not in it."""
    reminder = session.get(Reminder, letter.about, populate_existing=True)
    asked = store.asked_at(session, reminder.asked_seq) if reminder else None
    if reminder is None or asked is None or _why_over(session, asked, pen.now):
        return None
    home = (pen.house.settings.reminder_url or pen.house.settings.base_url).rstrip("/")
    token = _way_in(session, reminder, pen)
    links = {"link": f"{home}/go/{token}", "stop": f"{home}/stop/{token}"}
    _ = pen.say_in(asked.lang)
    said = _("You have something to finish, if you want to: %(link)s\nTo stop these: %(stop)s") % links
    return _addressed(session, asked, _("Something to finish"), said, pen)


def _way_in(session: Session, reminder: Reminder, pen: Pen) -> str:
    """A link of its own into the same questions, which ends with them. One that did not go before is taken back."""
    if reminder.link_hash is not None:
        session.execute(delete(Link).where(Link.token_hash == reminder.link_hash))
    closes_on = session.get_one(Round, reminder.round_id).closes_on
    token = new_token(pen.rng)
    ends_at = min(ends(closes_on), pen.now + timedelta(days=LINK_DAYS))
    who = {"person_id": reminder.person_id, "round_id": reminder.round_id, "ends_at": ends_at}
    session.execute(insert(Link), {"token_hash": token_hash(token)} | who)
    reminder.link_hash = token_hash(token)
    return token


def code_words(session: Session, letter: Letter, pen: Pen) -> Words | None:
    """The number that shows a phone is theirs. Whoever gets it by mistake is told to do nothing."""
    asked = store.asked_at(session, letter.about)
    if asked is None or not asked.can_confirm(pen.now):
        return None
    code = f"{pen.rng.randrange(10**CODE_DIGITS):0{CODE_DIGITS}}"
    session.execute(delete(ReminderCode).where(ReminderCode.asked_seq == asked.seq))
    hashed = store.code_hash(asked.seq, code, pen.house.settings.secret_key)
    session.execute(insert(ReminderCode), {"asked_seq": asked.seq, "code_hash": hashed, "wrong": 0})
    _ = pen.say_in(asked.lang)
    said = _("%(code)s is your code. It works for 15 minutes. Not for you? Do nothing.") % {"code": code}
    return _addressed(session, asked, _("Your code"), said, pen)


def _addressed(session: Session, asked: Asked, subject: str, said: str, pen: Pen) -> Words | None:
    try:
        to = store.where_to(session, asked.seq)
    except NotThere:
        return None
    if asked.via is Via.TEXT:
        return Words(to, "", said, by_text=True)
    return Words(to, subject, said + "\n", sender=pen.house.settings.reminder_from)


def reminder_gone(session: Session, letter: Letter, now: datetime, rng: random.Random) -> None:
    """It is on its way: they see that in their record. If it stopped meanwhile, there is nothing to say."""
    reminder = session.get(Reminder, letter.about, populate_existing=True)
    asked = store.asked_at(session, reminder.asked_seq) if reminder else None
    if reminder is not None and asked is not None:
        store.note_sent(session, asked, reminder.number, now=now, rng=rng)


def code_gone(session: Session, letter: Letter, now: datetime, rng: random.Random) -> None:
    """That they asked for it is recorded already."""


def awake(house: House) -> bool:
    """Whether a reminder may reach a phone now: not at night, and not in lessons."""
    return working_hours(house.settings.reminder_hours).hold(house.clock())


register(LETTER, Kind(reminder_words, reminder_gone, awake))
register(store.CODE_LETTER, Kind(code_words, code_gone))
