"""Asking, answering and carrying questions; promising, and saying what became of it to everyone who answered."""

import random
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from outcomes.impact.models import Cohort, ReleaseRow
from outcomes.impact.questions.asked import ANSWERS, PROMISES, Promise, Question, State
from outcomes.impact.questions.models import PromiseRow, QuestionRow
from outcomes.impact.readings.reading import require_words
from survey.days import local_day
from survey.errors import AlreadyDone, NotAllowed, NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entry_at, record, take_turn
from survey.people.models import Person
from survey.people.role import Role
from survey.questionnaires.models import Round
from survey.responses.what_changed.store import say_back

ASKED, ANSWERED, CARRIED = "question.asked", "question.answered", "question.carried"
MADE, KEPT, DROPPED = "promise.made", "promise.kept", "promise.dropped"
_ENTRY = {State.KEPT: KEPT, State.DROPPED: DROPPED}


def _note(
    session: Session, kind: str, facts: dict[str, object], *, by: str, of: int | None, now: datetime, rng: random.Random
) -> int:
    links = {} if of is None else {"of": of}
    entry = NewEntry(kind, by, (NewSegment(Claim.FACT, by, (), facts),), links=links)
    return record(session, entry, now=now, rng=rng).seq


# Questions


def pose(
    session: Session, release: int, words: str, *, as_role: Role, by: str, now: datetime, rng: random.Random
) -> int:
    """Record a question for the next analysis. :raise WordsWrong:"""
    facts: dict[str, object] = {"release": release, "as": as_role.value, "words": require_words(words)}
    return _note(session, ASKED, facts, by=by, of=None, now=now, rng=rng)


def answer(
    session: Session, seq: int, words: str, *, as_role: Role, by: str, now: datetime, rng: random.Random
) -> None:
    """Answer a question. :raise NotAllowed: :raise AlreadyDone: :raise WordsWrong:"""
    _open_question(session, seq, as_role)
    facts: dict[str, object] = {"as": as_role.value, "words": require_words(words)}
    _note(session, ANSWERED, facts, by=by, of=seq, now=now, rng=rng)


def carry(session: Session, seq: int, *, as_role: Role, by: str, now: datetime, rng: random.Random) -> None:
    """Carry a question to the next releases, until it is answered. :raise NotAllowed: :raise AlreadyDone:"""
    if _open_question(session, seq, as_role).carried:
        raise AlreadyDone
    _note(session, CARRIED, {}, by=by, of=seq, now=now, rng=rng)


def _open_question(session: Session, seq: int, role: Role) -> QuestionRow:
    if role not in ANSWERS:
        raise NotAllowed
    take_turn(session)
    row = session.get(QuestionRow, seq)
    if row is None:
        raise NotThere
    if row.answer:
        raise AlreadyDone
    return row


def _asked(session: Session, entry: Recorded) -> None:
    facts = entry.content
    about = {"seq": entry.seq, "release_id": facts["release"], "asked_as": facts["as"], "asked_on": local_day(entry.at)}
    new = {"answer": "", "answered_as": "", "answered_on": None, "carried": False}
    session.execute(insert(QuestionRow).values(about | new | {"words": facts["words"]}))


def _answered(session: Session, entry: Recorded) -> None:
    facts = entry.content
    said = {"answer": facts["words"], "answered_as": facts["as"], "answered_on": local_day(entry.at)}
    _change(session, QuestionRow, entry, **said)


def _carried(session: Session, entry: Recorded) -> None:
    _change(session, QuestionRow, entry, carried=True)


def _change(session: Session, model: type[QuestionRow] | type[PromiseRow], entry: Recorded, **values: object) -> None:
    changed = update(model).where(model.seq == entry.links["of"]).values(values)
    session.execute(changed.execution_options(synchronize_session=False))


register(Projection("questions", (QuestionRow,), {ASKED: _asked, ANSWERED: _answered, CARRIED: _carried}))


def questions(session: Session, release: int) -> list[Question]:
    """The questions that stand beside a release, the oldest first."""
    rows = session.scalars(select(QuestionRow).where(QuestionRow.release_id <= release).order_by(QuestionRow.seq))
    found = [
        Question(
            row.seq,
            row.release_id,
            row.asked_as,
            row.asked_on,
            row.words,
            row.answer,
            row.answered_as,
            row.answered_on,
            row.carried,
        )
        for row in rows
    ]
    row = session.get(ReleaseRow, release)
    return [each for each in found if row is not None and each.is_asked_of(release, row.published_on)]


# What we will do because of this


def promise(
    session: Session,
    release: int,
    words: str,
    due_on: date,
    *,
    as_role: Role,
    by: str,
    now: datetime,
    rng: random.Random,
) -> int:
    """Promise something by a day, and tell everyone who answered: it arrives on the link they answered with.

    :raise NotAllowed: :raise WordsWrong:
    """
    if as_role not in PROMISES:
        raise NotAllowed
    kept, rounds = require_words(words), _rounds(session, release, _organisation_of(session, by, as_role))
    facts: dict[str, object] = {"release": release, "as": as_role.value, "words": kept, "due_on": due_on.isoformat()}
    seq = _note(session, MADE, facts | {"rounds": rounds}, by=by, of=None, now=now, rng=rng)
    _tell(session, rounds, kept, is_change=True, by=by, now=now, rng=rng)
    return seq


def settle(session: Session, seq: int, state: State, words: str, *, by: str, now: datetime, rng: random.Random) -> None:
    """Say what became of a promise, to the same people. :raise NotThere: for one that someone else made."""
    take_turn(session)
    entry = entry_at(session, seq)
    if entry is None or entry.kind != MADE or entry.actor != by:
        raise NotThere
    if session.get_one(PromiseRow, seq).state != State.OPEN:
        raise AlreadyDone
    kept = require_words(words)
    _note(session, _ENTRY[state], {"words": kept}, by=by, of=seq, now=now, rng=rng)
    _tell(session, entry.content["rounds"], kept, is_change=state is State.KEPT, by=by, now=now, rng=rng)


def _tell(
    session: Session, rounds: list[str], words: str, *, is_change: bool, by: str, now: datetime, rng: random.Random
) -> None:
    for each in rounds:
        say_back(session, each, words, is_change=is_change, by=by, now=now, rng=rng)


def _organisation_of(session: Session, by: str, role: Role) -> str | None:
    """A manager speaks for their own organisation; a commissioner to everyone in the release."""
    return session.get_one(Person, by).organisation_id if role is Role.MANAGER else None


def _rounds(session: Session, release: int, organisation_id: str | None) -> list[str]:
    """The rounds of the days that a release is about, of the organisations it is about."""
    row = session.get(ReleaseRow, release)
    if row is None:
        raise NotThere
    cohort = session.get(Cohort, row.cohort_id)
    here = select(Round.id).where(Round.opens_on <= row.closes_on, Round.closes_on >= row.opens_on)
    for only in filter(None, (organisation_id, cohort.organisation_id if cohort else None)):
        here = here.where(Round.organisation_id == only)
    return list(session.scalars(here.order_by(Round.id)))


def _made(session: Session, entry: Recorded) -> None:
    facts = entry.content
    about = {"seq": entry.seq, "release_id": facts["release"], "made_as": facts["as"], "made_by": entry.actor}
    said = {"words": facts["words"], "due_on": date.fromisoformat(facts["due_on"]), "made_on": local_day(entry.at)}
    session.execute(
        insert(PromiseRow).values(about | said | {"state": State.OPEN.value, "state_words": "", "state_on": None})
    )


def _settled(session: Session, entry: Recorded) -> None:
    state = State.KEPT if entry.kind == KEPT else State.DROPPED
    _change(
        session, PromiseRow, entry, state=state.value, state_words=entry.content["words"], state_on=local_day(entry.at)
    )


register(Projection("promises", (PromiseRow,), {MADE: _made, KEPT: _settled, DROPPED: _settled}))


def promises(session: Session, release: int) -> list[Promise]:
    """What was promised because of a release, the oldest first."""
    rows = session.scalars(select(PromiseRow).where(PromiseRow.release_id == release).order_by(PromiseRow.seq))
    return [
        Promise(
            row.seq,
            row.release_id,
            row.made_as,
            row.made_by,
            row.made_on,
            row.due_on,
            row.words,
            State(row.state),
            row.state_words,
            row.state_on,
        )
        for row in rows
    ]
