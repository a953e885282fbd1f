"""Drafts: one statement to read a page and one to save it. Sending: the draft becomes entries, in one transaction."""

import random
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Date,
    Integer,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.consent.decision import State
from survey.consent.models import ConsentStanding
from survey.consent.purpose import Purpose
from survey.consent.store import stands
from survey.database import Base, Database, UtcDateTime
from survey.errors import AlreadyDone, LinkEnded, NotAllowed
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries, record, take_turn
from survey.people.invitation import token_hash
from survey.people.models import Link, Organisation, Person
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.models import Round
from survey.questionnaires.question_types import Answer
from survey.questionnaires.routing import left_out, pages_asked
from survey.responses.models import PageAnswers, Sitting
from survey.responses.sitting import Saved, Seat, Sent, answers_in, require_answers_of, to_send


def _table(model: type[Base]) -> Table:
    """The plain table of a model: on the pages that everyone walks through, Core costs half of the ORM."""
    return cast(Table, model.__table__)


_SITTING, _PAGE, _LINK, _STANDING = _table(Sitting), _table(PageAnswers), _table(Link), _table(ConsentStanding)
_ROUND, _PERSON, _ORGANISATION = _table(Round), _table(Person), _table(Organisation)

# Reading: who holds this link, what they are asked, and what they have answered


_MINE = and_(_PAGE.c.person_id == _SITTING.c.person_id, _PAGE.c.round_id == _SITTING.c.round_id)
_MY_SITTING = and_(_SITTING.c.person_id == _LINK.c.person_id, _SITTING.c.round_id == _LINK.c.round_id)
_TAKES_PART = and_(_STANDING.c.person_id == _LINK.c.person_id, _STANDING.c.purpose == literal(Purpose.TAKE_PART.value))
_PAGES_SAVED = select(func.count()).where(_MINE).correlate(_SITTING).scalar_subquery()
_LOOK = (
    select(
        *_LINK.c["person_id", "round_id", "ends_at", "ended_at"],
        _PERSON.c.born,
        _ORGANISATION.c.name.label("organisation"),
        _ROUND.c.title.label("round_title"),
        *_ROUND.c["questionnaire", "version", "opens_on", "closes_on"],
        _STANDING.c.state.label("may_ask"),
        *_SITTING.c["started_at", "sent_at", "sent_seq"],
        _PAGES_SAVED.label("pages_saved"),
        _PAGE.c.answers.label("saved"),
    )
    .select_from(_LINK)
    .join(_PERSON, _PERSON.c.id == _LINK.c.person_id)
    .outerjoin(_ROUND, _ROUND.c.id == _LINK.c.round_id)
    .outerjoin(_ORGANISATION, _ORGANISATION.c.id == _ROUND.c.organisation_id)
    .outerjoin(_STANDING, _TAKES_PART)
    .outerjoin(_SITTING, _MY_SITTING)
    .outerjoin(_PAGE, and_(_MINE, _PAGE.c.page == bindparam("page")))
    .where(_LINK.c.token_hash == bindparam("token_hash"))
)


def look(database: Database, token: str, now: datetime, *, page: int = 0) -> Seat:
    """Everything a page needs, in one statement. :raise LinkEnded: when the link no longer works."""
    found = database.once(_LOOK, {"token_hash": token_hash(token), "page": page})
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
        started=row.started_at is not None,
        sent_at=row.sent_at,
        sent_seq=row.sent_seq,
        pages_saved=row.pages_saved,
        saved=row.saved,
    )


def saved_pages(session: Session, person_id: str, round_id: str) -> Saved:
    """Every saved page of a draft."""
    mine = select(PageAnswers.page, PageAnswers.answers).where(
        PageAnswers.person_id == person_id, PageAnswers.round_id == round_id
    )
    return {page: answers for page, answers in session.execute(mine.order_by(PageAnswers.page))}


# Saving


_SIT_DOWN = {
    "sqlite": sqlite.insert(_SITTING).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_SITTING).on_conflict_do_nothing(),
}


def sit_down(session: Session, person_id: str, round_id: str, now: datetime) -> None:
    """Begin, once; a second tap finds the sitting there."""
    values = {"person_id": person_id, "round_id": round_id, "started_at": now}
    session.execute(_SIT_DOWN[session.get_bind().dialect.name], values)


_NOW, _TODAY = bindparam("now", type_=UtcDateTime), bindparam("today", type_=Date)
_MAY_SAVE = (
    select(
        *_SITTING.c["person_id", "round_id"],
        bindparam("page", type_=Integer),
        bindparam("answers", type_=JSON),
        _NOW,
    )
    .select_from(_LINK)
    .join(_SITTING, _MY_SITTING)
    .join(_ROUND, _ROUND.c.id == _SITTING.c.round_id)
    .where(
        _LINK.c.token_hash == bindparam("token_hash"),
        _LINK.c.ended_at.is_(null()),
        _LINK.c.ends_at > _NOW,
        _ROUND.c.questionnaire == bindparam("questionnaire"),
        _ROUND.c.version == bindparam("version"),
        _ROUND.c.opens_on <= _TODAY,
        _ROUND.c.closes_on >= _TODAY,
        _SITTING.c.sent_at.is_(null()),
        exists().where(_TAKES_PART, _STANDING.c.state == literal(State.GIVEN.value)),
    )
    .with_for_update(read=True, of=_SITTING)  # a save and a send of the same sitting wait for each other
)


def _save_statement(dialect: Any) -> Any:
    made = dialect.insert(_PAGE).from_select(["person_id", "round_id", "page", "answers", "saved_at"], _MAY_SAVE)
    new = {"answers": made.excluded.answers, "saved_at": made.excluded.saved_at}
    return made.on_conflict_do_update(index_elements=list(_PAGE.primary_key), set_=new).returning(_PAGE.c.page)


_SAVE = {"sqlite": _save_statement(sqlite), "postgresql": _save_statement(postgresql)}


def save_page(
    database: Database,
    token: str,
    page: int,
    questionnaire: tuple[str, int],
    answers: Mapping[str, Answer],
    now: datetime,
) -> bool:
    """Save a page, in one statement, where it still may be. False: nothing was saved; `look` says why."""
    values = {"token_hash": token_hash(token), "page": page, "answers": dict(answers), "now": now, "today": now.date()}
    asked = {"questionnaire": questionnaire[0], "version": questionnaire[1]}
    return bool(database.once(_SAVE[database.engine.dialect.name], values | asked))


def discard(session: Session, person_id: str, round_id: str) -> None:
    """Forget a draft. What was sent stays: it is an entry."""
    mine = (Sitting.person_id == person_id, Sitting.round_id == round_id, Sitting.sent_at.is_(None))
    session.execute(delete(Sitting).where(*mine).execution_options(synchronize_session=False))


# Sending


def send(
    session: Session,
    person_id: str,
    round_id: str,
    asked: Questionnaire,
    unrouted: frozenset[str],
    *,
    now: datetime,
    rng: random.Random,
) -> list[int]:
    """Record the draft as entries, close the sitting and drop the draft: all or nothing. Gives the entries.

    :raise AlreadyDone: when it was sent before, as after a double tap; nothing is recorded twice.
    :raise NotAllowed: when their Yes to questions does not stand.
    """
    take_turn(session)  # before the sitting: whoever withdraws takes the same two locks in this order
    if not stands(session, person_id, Purpose.TAKE_PART):
        raise NotAllowed
    mine = (Sitting.person_id == person_id, Sitting.round_id == round_id)
    close = update(Sitting).where(*mine, Sitting.sent_at.is_(None)).values(sent_at=now).returning(Sitting.round_id)
    if session.execute(close.execution_options(synchronize_session=False)).one_or_none() is None:
        raise AlreadyDone
    answers = answers_in(saved_pages(session, person_id, round_id))  # after closing: no page can slip in behind
    parts = to_send(asked, unrouted, answers)
    seqs = [record_answers(session, person_id, round_id, part, now=now, rng=rng).seq for part in parts]
    last = update(Sitting).where(*mine).values(sent_seq=seqs[-1])
    session.execute(last.execution_options(synchronize_session=False))
    draft = delete(PageAnswers).where(PageAnswers.person_id == person_id, PageAnswers.round_id == round_id)
    session.execute(draft.execution_options(synchronize_session=False))
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
    unrouted = left_out(asked, age)
    sit_down(session, person_id, round_id, now)
    for number in pages_asked(asked, unrouted):
        page = {item: answers[item] for item in asked.pages[number - 1].items if item in answers}
        row = {"person_id": person_id, "round_id": round_id, "page": number, "answers": page, "saved_at": now}
        session.execute(insert(_PAGE), row)
    return send(session, person_id, round_id, asked, unrouted, now=now, rng=rng)


def record_answers(
    session: Session,
    person_id: str,
    round_id: str,
    part: Sent,
    *,
    now: datetime,
    rng: random.Random,
    kind: str = "answers.submitted",
    actor: str | None = None,
) -> Recorded:
    """One entry: the codes, then a segment for each of their own words. `actor`: who brought them in, if not they."""
    facts = {"questionnaire": part.questionnaire, "version": part.version, "round": round_id}
    contents: list[dict[str, Any]] = [facts | {"answers": dict(part.codes)}]
    contents += [{"item": item, "words": words} for item, words in part.words.items()]
    segments = tuple(NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), content) for content in contents)
    return record(session, NewEntry(kind, actor or person_id, segments), now=now, rng=rng)


def answers_sent(session: Session, seqs: Iterable[int]) -> dict[str, Answer]:
    """Every answer of these entries, by item."""
    found: dict[str, Answer] = {}
    for entry in entries(session, seqs):
        found |= entry.content["answers"]
        found |= {segment.content["item"]: segment.content["words"] for segment in entry.segments[1:]}
    return found


# What goes when they stop


def _drop_drafts(session: Session, entry: Recorded) -> None:
    """No to questions: what was not sent yet goes. Played again it finds nothing: later drafts began later."""
    if entry.content["purpose"] != Purpose.TAKE_PART.value:
        return
    begun = (Sitting.person_id == entry.subject, Sitting.sent_at.is_(None), Sitting.started_at <= entry.at)
    session.execute(delete(Sitting).where(*begun).execution_options(synchronize_session=False))


register(Projection("drafts", (), {"consent.withdrawn": _drop_drafts}))
