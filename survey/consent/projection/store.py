"""Where everyone stands, made from entries: a person's own decisions, and those of parents and carers for a child."""

from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from survey.consent.decision import State
from survey.consent.evidence import Decider
from survey.consent.models import STANDING, CarerDecision, ConsentStanding
from survey.consent.purpose import Purpose
from survey.consent.standing import (
    NO_LONGER,
    CarerSaid,
    Standing,
    after_erasing,
    carer_said,
    decider_of,
    is_erased,
    person_of,
    standing_after,
    with_carers,
)
from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries_about

KINDS = tuple(f"consent.{state.value}" for state in State)
FOLDED = (*KINDS, *NO_LONGER)  # what a standing follows from
_WHOLE = {"synchronize_session": False}


def standing(session: Session, person_id: str) -> dict[Purpose, Standing]:
    """How this person stands to each purpose they were ever asked about."""
    rows = session.execute(select(STANDING).where(STANDING.c.person_id == person_id)).all()
    own = {Purpose(row.purpose): _standing(row) for row in rows}
    if not any(each.needs_carer for each in own.values()):
        return own
    return {of: with_carers(each, carers_of(session, person_id, of)) for of, each in own.items()}


def _standing(row: Any) -> Standing:
    return Standing(
        Purpose(row.purpose),
        State(row.state),
        row.seq,
        row.at,
        row.version,
        tuple(row.named),
        needs_carer=row.needs_carer,
        review_on=row.review_on,
        reason=row.reason,
    )


def carers_of(session: Session, person_id: str, purpose: Purpose) -> list[CarerSaid]:
    """What parents and carers have said for this child to one purpose."""
    said = select(CarerDecision.__table__).where(
        CarerDecision.person_id == person_id, CarerDecision.purpose == purpose.value
    )
    return [
        CarerSaid(Decider(row.decider_id, row.relation_seq), State(row.state), row.version, row.seq, row.at)
        for row in session.execute(said)
    ]


def _took_a_step(session: Session, entry: Recorded) -> None:
    if decider_of(entry):
        _carer_said(session, entry)
        return
    person, taken = person_of(entry), standing_after(entry)
    key = (ConsentStanding.person_id == person, ConsentStanding.purpose == taken.purpose.value)
    session.execute(delete(ConsentStanding).where(*key), execution_options=_WHOLE)
    whole = with_carers(taken, carers_of(session, person, taken.purpose) if taken.needs_carer else ())
    values: dict[str, Any] = {"person_id": person, "purpose": taken.purpose.value, "state": taken.state.value}
    values |= {"seq": taken.seq, "at": taken.at, "version": taken.version, "named": list(taken.named)}
    values |= {"needs_carer": taken.needs_carer, "review_on": taken.review_on, "reason": taken.reason}
    session.execute(insert(ConsentStanding).values(values | {"effective": whole.effective.value}))


def _carer_said(session: Session, entry: Recorded) -> None:
    person, purpose, said = person_of(entry), entry.content["purpose"], carer_said(entry)
    mine = (CarerDecision.person_id == person, CarerDecision.purpose == purpose)
    theirs = CarerDecision.decider_id == said.decider.person_id
    session.execute(delete(CarerDecision).where(*mine, theirs), execution_options=_WHOLE)
    values = {"person_id": person, "purpose": purpose, "decider_id": said.decider.person_id, "state": said.state.value}
    by = {"relation_seq": said.decider.relation_seq, "seq": said.seq, "at": said.at, "version": said.version}
    session.execute(insert(CarerDecision).values(values | by))
    _effect_again(session, person, Purpose(purpose))


def _relation_ended(session: Session, entry: Recorded) -> None:
    """A parent's Yes rests on being their parent: when that is over, or a court stops it, so is the Yes."""
    by_it = CarerDecision.relation_seq == entry.links[NO_LONGER[entry.kind]]
    gone = session.execute(select(CarerDecision.person_id, CarerDecision.purpose).where(by_it)).all()
    session.execute(delete(CarerDecision).where(by_it), execution_options=_WHOLE)
    for person, purpose in gone:
        _effect_again(session, person, Purpose(purpose))


def _effect_again(session: Session, person: str, purpose: Purpose) -> None:
    found = standing(session, person).get(purpose)
    if found is not None:
        key = (ConsentStanding.person_id == person, ConsentStanding.purpose == purpose.value)
        now = update(ConsentStanding).where(*key).values(effective=found.effective.value)
        session.execute(now, execution_options=_WHOLE)


def _step_erased(session: Session, entry: Recorded) -> None:
    """Fold again all that those whom it was about ever said. What was erased gives nothing, and may have ended a Yes.

    Played again, this looks ahead; each step after it is then taken anew, and the end is the same.
    """
    people = entry.subjects
    session.execute(delete(ConsentStanding).where(ConsentStanding.person_id.in_(people)), execution_options=_WHOLE)
    session.execute(delete(CarerDecision).where(CarerDecision.person_id.in_(people)), execution_options=_WHOLE)
    every = {each.seq: each for person in people for each in entries_about(session, person, FOLDED, erased=True)}
    for _seq, each in sorted(every.items()):
        if is_erased(each):
            _end_what_it_may_have_ended(session, each)
        elif each.kind in NO_LONGER:
            _relation_ended(session, each)
        elif person_of(each) in people:
            _took_a_step(session, each)


def _end_what_it_may_have_ended(session: Session, entry: Recorded) -> None:
    for person in entry.subjects:
        for purpose, before in standing(session, person).items():
            left = after_erasing(before, entry.kind)
            key = (ConsentStanding.person_id == person, ConsentStanding.purpose == purpose.value)
            values = {"state": left.state.value, "effective": left.effective.value, "reason": left.reason}
            more = {"needs_carer": left.needs_carer, "review_on": left.review_on}
            if left != before:
                now = update(ConsentStanding).where(*key).values(values | more)
                session.execute(now, execution_options=_WHOLE)


register(
    Projection(
        "consent",
        (ConsentStanding, CarerDecision),
        dict.fromkeys(KINDS, _took_a_step) | dict.fromkeys(NO_LONGER, _relation_ended),
        erased=dict.fromkeys(KINDS, _step_erased) | dict.fromkeys(NO_LONGER, _relation_ended),
    )
)
