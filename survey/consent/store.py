"""Recording what a person chose, and asking what stands."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.orm import Session

from survey.consent.decision import State
from survey.consent.models import ConsentStanding
from survey.consent.notice import Face, Notice, Say, compose
from survey.consent.purpose import Purpose, card_for, purpose_named
from survey.consent.standing import Standing, next_to_ask, require_step, standing_after
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries_about, record, take_turn
from survey.people.models import Person, RelationRow
from survey.people.relation import Relation
from survey.people.store import names_of

KINDS = tuple(f"consent.{state.value}" for state in State)


# Choosing


def decide(
    session: Session,
    person_id: str,
    purpose: Purpose | str,
    state: State | str,
    *,
    now: datetime,
    rng: random.Random,
    notice: Notice | None = None,
    by: str | None = None,
) -> Standing:
    """Record where a person now stands to a purpose. `notice`: what they were shown; without one, the card in English.

    A second tap that changes nothing records nothing. :raise NoSuchStep: on a step that cannot be.
    """
    purpose, state = Purpose(purpose), State(state)
    take_turn(session)
    before = standing(session, person_id).get(purpose)
    shown = notice or notice_for(session, person_id, purpose, standing=before)
    require_step(before, state)
    if before and (before.state, before.version, before.named) == (state, shown.version, shown.named):
        return before
    content = {"purpose": purpose.value, "named": list(shown.named), "notice": shown.facts()}
    claim = Claim.FACT if state is State.REQUESTED else Claim.THEIR_WORDS
    author = by if state is State.REQUESTED else person_id
    segment = NewSegment(claim, author, (person_id,), content)
    entry = NewEntry(f"consent.{state.value}", by or person_id, (segment,))
    return standing_after(record(session, entry, now=now, rng=rng))


def notice_for(
    session: Session,
    person_id: str,
    purpose: Purpose,
    *,
    language: str = "en",
    say: Say = str,
    medium: str = "screen",
    standing: Standing | None = None,
    workers: Sequence[tuple[str, str]] | None = None,
) -> Notice:
    """The card as this person would see it now. :raise NotThere: where it would have to name a worker and cannot."""
    named = list(workers_of(session, person_id) if workers is None else workers)
    face = Face.ASK
    if standing is not None and standing.stands and _still_named(purpose, standing, named):
        face = Face.STOP
        named = _with_names(session, standing.named) or named
    if purpose is Purpose.WORKER_SEES and not named:
        named = _with_names(session, standing.named if standing else ())
        if not named:
            raise NotThere
    return compose(card_for(purpose), face, language=language, say=say, named=named, medium=medium)


def _still_named(purpose: Purpose, standing: Standing, workers: Sequence[tuple[str, str]]) -> bool:
    return purpose is not Purpose.WORKER_SEES or {i for i, _ in workers} <= set(standing.named)


def _with_names(session: Session, ids: Sequence[str]) -> list[tuple[str, str]]:
    names = names_of(session, ids) if ids else {}
    return [(each, names[each]) for each in ids if each in names]


def workers_of(session: Session, person_id: str) -> list[tuple[str, str]]:
    """Id and name of everyone who works with this person now, the longest first."""
    now = (RelationRow.kind == Relation.WORKS_WITH.value, RelationRow.ended_at.is_(None))
    with_names = select(Person.id, Person.name).join(RelationRow, RelationRow.from_id == Person.id)
    found = session.execute(with_names.where(RelationRow.to_id == person_id, *now).order_by(RelationRow.seq))
    return list(dict.fromkeys((row.id, row.name) for row in found))


# Asking


def standing(session: Session, person_id: str) -> dict[Purpose, Standing]:
    """How this person stands to each purpose they were ever asked about."""
    rows = session.execute(select(ConsentStanding.__table__).where(ConsentStanding.person_id == person_id))
    return {
        Purpose(row.purpose): Standing(
            Purpose(row.purpose), State(row.state), row.seq, row.at, row.version, tuple(row.named)
        )
        for row in rows
    }


def stands(session: Session, person_id: str, purpose: Purpose | str) -> bool:
    """Whether this person's Yes to a purpose stands now. For a worker and answers, ask `answers_open_to`."""
    asked = select(ConsentStanding.state).where(
        ConsentStanding.person_id == person_id, ConsentStanding.purpose == purpose_named(purpose).value
    )
    return session.execute(asked).scalar_one_or_none() == State.GIVEN.value


def answers_open_to(session: Session, person_id: str, worker_id: str) -> bool:
    """Whether a Yes stands that names this worker: a Yes to one worker is not a Yes to the next."""
    found = standing(session, person_id).get(Purpose.WORKER_SEES)
    return found is not None and found.stands and worker_id in found.named


def people_with(purpose: Purpose | str) -> Select[str]:
    """A select of the ids of everyone whose Yes to a purpose stands now: the only door from people to figures."""
    given = (ConsentStanding.purpose == purpose_named(purpose).value, ConsentStanding.state == State.GIVEN.value)
    return select(ConsentStanding.person_id).where(*given)


def next_card(session: Session, person_id: str, now: datetime, after: Purpose | None = None) -> Purpose | None:
    """The next card to put before this person unasked; None when there is none."""
    workers = [i for i, _ in workers_of(session, person_id)]
    return next_to_ask(standing(session, person_id), now, workers=workers, after=after)


def history(session: Session, person_id: str, purpose: Purpose) -> list[Standing]:
    """Each step of one person on one purpose, oldest first."""
    steps = [standing_after(entry) for entry in entries_about(session, person_id, KINDS)[::-1]]
    return [step for step in steps if step.purpose is purpose]


# The projection


def _took_a_step(session: Session, entry: Recorded) -> None:
    step = standing_after(entry)
    key = (ConsentStanding.person_id == entry.subject, ConsentStanding.purpose == step.purpose.value)
    session.execute(delete(ConsentStanding).where(*key), execution_options={"synchronize_session": False})
    values: dict[str, Any] = {"person_id": entry.subject, "purpose": step.purpose.value, "state": step.state.value}
    values |= {"seq": step.seq, "at": step.at, "version": step.version, "named": list(step.named)}
    session.execute(insert(ConsentStanding).values(values))


register(Projection("consent", (ConsentStanding,), dict.fromkeys(KINDS, _took_a_step)))
