"""What staff decide about what is kept back, for their own organisation's seals; and what waits for them."""

import random
from datetime import date, datetime

from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import DomainError, NotThere
from survey.people.may_see import Part
from survey.people.person import Kind
from survey.people.relation import FAMILY
from survey.people.relations.store import scopes_of
from survey.people.seals import store as seals
from survey.people.seals.projection.store import seal_at, seals_here
from survey.people.seals.seal import Seal, Standing
from survey.people.store import on_caseload, person_of, relations_to
from survey.records.clock import working_days_after
from survey.withholding.queue import SIGN_WITHIN, Waiting, in_order, may_close_a_round


class NotYetLookedAt(DomainError):
    """Some of it still waits. Decide about each first: then this round is done."""

    kind = "conflict"


def seal_here(session: Session, seq: int, organisation_id: str | None) -> Standing:
    """One seal that this organisation answers for. :raise NotThere: for another's, just as for none."""
    seal = seal_at(session, seq)
    if organisation_id is None or seal.organisation_id != organisation_id:
        raise NotThere
    return seal


def waiting_here(session: Session, organisation_id: str | None, today: date, nation: str) -> list[Waiting]:
    """Every seal of an organisation, those that wait for someone in front."""

    def sign_by(seal: Standing) -> date:
        return working_days_after(local_day(seal.since), SIGN_WITHIN, nation)

    return in_order(seals_here(session, organisation_id), today, sign_by)


def propose(
    session: Session, seal: Seal, entry_seq: int, *, by: str, today: date, now: datetime, rng: random.Random
) -> int:
    """Keep a note from someone, from now. :raise NotThere: when it is not from them or their family, or not theirs."""
    on_caseload(session, by, seal.person_id)
    family = {each.from_id for each in relations_to(session, seal.person_id, FAMILY)}
    if seal.viewer_id not in family | {seal.person_id}:
        raise NotThere
    return seals.propose(session, seal, entry_seq, by=by, today=today, now=now, rng=rng)


def end(
    session: Session, seq: int, organisation_id: str | None, words: str, *, by: str, now: datetime, rng: random.Random
) -> None:
    """End a seal. Whom it was kept from is told, if they know that it is there or may see it now."""
    seal = seal_here(session, seq, organisation_id)
    is_theirs = Part.NOTES in scopes_of(session, seal.viewer_id, local_day(now)).get(seal.person_id, frozenset())
    is_here = person_of(session, seal.viewer_id).kind != Kind.ERASED.value
    seals.end(session, seq, by=by, words=words, is_theirs=is_theirs and is_here, now=now, rng=rng)


def close_round(
    session: Session, organisation_id: str, *, by: str, nation: str, now: datetime, rng: random.Random
) -> None:
    """Record that all of it was looked at. :raise NotYetLookedAt: while something waits."""
    if not may_close_a_round(waiting_here(session, organisation_id, local_day(now), nation)):
        raise NotYetLookedAt
    seals.check(session, organisation_id, by=by, now=now, rng=rng)
