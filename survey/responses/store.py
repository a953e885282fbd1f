"""Drafts: one statement to read a page and one to save it. Sending: the draft becomes entries, in one transaction."""

import random
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from survey.alone import within
from survey.consent.purpose import Purpose
from survey.consent.store import stands
from survey.database import Database
from survey.days import local_day
from survey.errors import AlreadyDone, LinkEnded, NotAllowed
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import record, take_turn
from survey.people.invitation import token_hash
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.question_types import Answer
from survey.questionnaires.recorded import answers_to
from survey.questionnaires.routing import left_out, pages_asked, questions_on
from survey.responses.changing.change import all_answers, taking_the_place_of
from survey.responses.changing.store import leave_as_sent
from survey.responses.counting.chain import CHANGED, CORRECTS, SUBMITTED
from survey.responses.counting.store import sent_by
from survey.responses.hands import BY_THEMSELF, hands
from survey.responses.keeping.attempt import TAPPED, Attempt, Kept, kept
from survey.responses.models import (
    CLOSE,
    DISCARD,
    DROP_PAGES,
    LOOK,
    NAME_ENTRY,
    READ_EASILY,
    SAVE,
    SAVED,
    SIT_DOWN,
    PageAnswers,
    Sitting,
)
from survey.responses.sending import Sending, tell_of
from survey.responses.sitting import Saved, Seat, Sent, answers_in, asked_easily, require_answers_of, to_send

# Reading: who holds this link, what they are asked, and what they have answered


def look(database: Database, token: str, now: datetime, *, page: int = 0) -> Seat:
    """Everything a page needs, in one statement. :raise LinkEnded: when the link no longer works."""
    found = database.once(LOOK, {"token_hash": token_hash(token), "page": page})
    if not found or found[0].ended_at is not None or found[0].ends_at <= now:
        raise LinkEnded
    row = found[0]
    return Seat(
        person_id=row.person_id,
        born=row.born,
        round_id=row.round_id,
        organisation=row.organisation,
        round_title=row.round_title,
        questionnaire=(row.questionnaire, row.version) if row.questionnaire else None,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        may_ask=row.may_ask,
        started_at=row.started_at,
        sent_at=row.sent_at,
        sent_seq=row.sent_seq,
        pages_saved=row.pages_saved,
        saved=row.saved,
        saved_version=row.saved_version or 0,
        changing_since=row.changing_since,
        change_until=row.change_until,
        link_ends=row.ends_at,
        easy=bool(row.easy),
    )


def saved_pages(database: Database, person_id: str, round_id: str) -> Saved:
    """Every saved page of a draft."""
    return {row.page: row.answers for row in database.once(SAVED, {"person": person_id, "round": round_id})}


# Saving


def sit_down(database: Database, person_id: str, round_id: str, now: datetime) -> None:
    """Begin, once; a second tap finds the sitting there."""
    values = {"person": person_id, "round": round_id, "now": now}
    database.once(SIT_DOWN[database.engine.dialect.name], values)


def save_page(
    database: Database,
    token: str,
    page: int,
    questionnaire: tuple[str, int],
    answers: Mapping[str, Answer],
    now: datetime,
    attempt: Attempt = TAPPED,
) -> Kept | None:
    """Save a page, in one statement, where it still may be. None: nothing was saved; `look` says why."""
    values = {
        "token_hash": token_hash(token),
        "page": page,
        "answers": dict(answers),
        "now": now,
        "today": local_day(now),
    }
    values |= {"questionnaire": questionnaire[0], "version": questionnaire[1]}
    values |= {"key": attempt.key, "seen": attempt.seen, "begun": attempt.begun, "easy": attempt.easy}
    found = database.once(SAVE[database.engine.dialect.name], values)
    if not found:
        return None
    return kept(attempt, found[0].version, found[0].attempts)


def read_easily(database: Database, person_id: str, round_id: str, wanted: bool) -> None:
    """Ask in easy words from now on, or in plain ones again; wherever they go on."""
    database.once(READ_EASILY, {"person": person_id, "round": round_id, "wanted": wanted})


def discard(database: Database, person_id: str, round_id: str) -> None:
    """Forget a draft. What was sent stays: it is an entry."""
    database.once(DISCARD, {"person": person_id, "round": round_id})


# Sending


def send(
    session: Session,
    person_id: str,
    round_id: str,
    asked: Questionnaire,
    *,
    age: int | None,
    now: datetime,
    rng: random.Random,
    told: str | None = None,
) -> list[int]:
    """Record the draft as entries, close the sitting and drop the draft: all or nothing. Gives the entries.

    Sent before, each part that says something else now takes the place of what it was; the others are left alone.
    `told`: what the page that they sent said it had told them; None where there was no page, as on paper.

    :raise AlreadyDone: when it was sent before, as after a double tap; nothing is recorded twice.
    :raise NotAllowed: when their Yes to questions does not stand.
    """
    take_turn(session)  # before the sitting: whoever withdraws takes the same two locks in this order
    mine = {"person": person_id, "round": round_id}
    rows = within(session, CLOSE, mine | {"now": now})
    if not rows:
        raise AlreadyDone if stands(session, person_id, Purpose.TAKE_PART) else NotAllowed
    (closed,) = rows
    saved = within(session, SAVED, mine)  # after closing: none can slip in behind
    answers = answers_in({row.page: row.answers for row in saved})
    unrouted = left_out(asked, age, answers)
    easy = asked_easily(asked, unrouted, (row.page for row in saved if row.easy))
    parts = to_send(asked, unrouted, answers, easy)
    before = [] if closed.sent_seq is None else sent_by(session, person_id, round_id)
    taking = taking_the_place_of(before, parts)
    by: dict[str, Any] = {"now": now, "rng": rng, "hands": hands(closed.how, closed.helped_by)}
    seqs = [record_answers(session, person_id, round_id, part, takes=old, **by).seq for part, old in taking]
    if seqs:  # sent again without a change, there is none
        within(session, NAME_ENTRY, mine | {"seq": seqs[-1]})
    within(session, DROP_PAGES, mine)
    if told is not None and seqs:
        codes = {item: code for part in parts for item, code in part.codes.items()}
        tell_of(session, Sending(person_id, round_id, codes, all_answers(before), seqs, told), now, rng)
    return seqs


def answer_all(
    session: Session,
    person_id: str,
    round_id: str,
    asked: Questionnaire,
    answers: Mapping[str, Answer],
    *,
    age: int | None,
    now: datetime,
    rng: random.Random,
) -> list[int]:
    """A whole sitting at once: on paper or in a demonstration. Items not in `answers` are skipped ones.

    :raise ValueError: for an item that is not asked, or a code that is not among its answers. See `send` for the rest.
    """
    require_answers_of(asked, answers)
    unrouted = left_out(asked, age, answers)
    begin = {"person": person_id, "round": round_id, "now": now}
    session.execute(SIT_DOWN[session.get_bind().dialect.name], begin)
    for number in pages_asked(asked, unrouted):
        questions = questions_on(asked.pages[number - 1], unrouted)
        page = {item: answer for each in questions for item, answer in answers_to(each, answers).items()}
        row = {"person_id": person_id, "round_id": round_id, "page": number, "answers": page, "saved_at": now}
        session.execute(insert(PageAnswers), row)
    return send(session, person_id, round_id, asked, age=age, now=now, rng=rng)


def record_answers(
    session: Session,
    person_id: str,
    round_id: str,
    part: Sent,
    *,
    now: datetime,
    rng: random.Random,
    kind: str = SUBMITTED,
    actor: str | None = None,
    takes: int | None = None,
    hands: Mapping[str, str] = BY_THEMSELF,
) -> Recorded:
    """One entry: the codes, then a segment for each of their own words. `actor`: who brought them in, if not they.

    `takes`: the place of the answers that it takes the place of. `hands`: on what screen, and who typed for them.
    """
    facts: dict[str, Any] = {"questionnaire": part.questionnaire, "version": part.version, "round": round_id}
    facts |= hands
    facts |= {"easy": list(part.easy)} if part.easy else {}  # what was shown is part of what was asked
    contents: list[dict[str, Any]] = [facts | {"answers": dict(part.codes)}]
    contents += [{"item": item, "words": words} for item, words in part.words.items()]
    segments = tuple(NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), content) for content in contents)
    kind, links = (kind, {}) if takes is None else (CHANGED, {CORRECTS: takes})
    return record(session, NewEntry(kind, actor or person_id, segments, links=links), now=now, rng=rng)


# What goes when they stop


def _drop_drafts(session: Session, entry: Recorded) -> None:
    """No to questions: what was not sent yet goes. Played again it finds nothing: later drafts began later."""
    if entry.content["purpose"] != Purpose.TAKE_PART.value:
        return
    begun = (Sitting.person_id == entry.subject, Sitting.sent_at.is_(None), Sitting.started_at <= entry.at)
    session.execute(delete(Sitting).where(*begun).execution_options(synchronize_session=False))
    changing = (Sitting.person_id == entry.subject, Sitting.changing_since <= entry.at)
    for round_id in session.scalars(select(Sitting.round_id).where(*changing)).all():
        leave_as_sent(session, entry.subject, round_id)


def _drop_all(session: Session, entry: Recorded) -> None:
    """Their whole record is gone: so is what was not sent, and that anything was."""
    session.execute(
        delete(Sitting).where(Sitting.person_id == entry.subject), execution_options={"synchronize_session": False}
    )


register(Projection("drafts", (), {"consent.withdrawn": _drop_drafts}, erased={"person.added": _drop_all}))
