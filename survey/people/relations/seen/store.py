"""What the desk may ask the door for: one relation of a young person, with what was shown, granted and stopped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import NotThere
from survey.ledger.store import entries
from survey.people.caseload.store import family_of
from survey.people.looks.look import Found, Key, Looker, Seen, Wanted
from survey.people.looks.store import name_of, parts_about
from survey.people.models import Person, RelationRow
from survey.people.person import age_on
from survey.people.relation import Relation
from survey.people.relations.models import EvidenceRow, GrantRow, RestrictionRow
from survey.people.relations.store import Order, evidence_of, grants_of, orders_of, standing, stopped_from
from survey.people.relations.tie import Evidence, is_grown_up, presumed
from survey.people.relations.view import Grant, Tie, scope
from survey.people.role import Role
from survey.people.store import names_of_staff, on_caseload, person_of

AS_THEIR_WORKER = "As your worker."  # the young person reads it, beside who and when
TO_KEEP_IT_RIGHT = "To keep right who can see what."


@dataclass(frozen=True)
class Said:
    """An order, with what was written of it."""

    order: Order
    words: str
    is_past_its_day: bool


@dataclass(frozen=True)
class OnShow:
    """One relation, as it stands today."""

    seq: int
    who: Person
    relative: Person
    kind: Relation
    evidence: Evidence
    checked_by: str
    grant: Grant
    opens: frozenset[str]
    orders: list[Said]
    is_stopped: bool
    is_grown_up: bool


def relation_of(person_id: str, seq: int) -> Wanted[OnShow]:
    """A relation of a young person. :raise NotThere: when it is none, or they are not the looker's to keep right."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[OnShow]:
        who, has_to = theirs_to_keep(session, looker, person_id)
        row = standing(session, seq)
        if row.to_id != person_id:
            raise NotThere
        day, kind = local_day(now), Relation(row.kind)
        relative, orders = person_of(session, row.from_id), orders_of(session, seq)
        shown, grant = evidence_of(session, [seq])[seq], grants_of(session, [row])[seq]
        stopped = person_id in stopped_from(session, row.from_id, day)
        opens = scope([Tie(kind, shown, grant)], is_stopped=stopped, born=who.born, day=day)
        on_show = OnShow(
            seq=seq,
            who=who,
            relative=relative,
            kind=kind,
            evidence=shown,
            checked_by=_checked_by(session, seq),
            grant=grant,
            opens=frozenset(part.value for part in opens),
            orders=_said(session, orders, day),
            is_stopped=stopped,
            is_grown_up=is_grown_up(who.born, day),
        )
        parts = name_of(who) | name_of(relative) | {(seq, 0)} | _parts(session, person_id, seq, orders)
        why = TO_KEEP_IT_RIGHT if has_to else AS_THEIR_WORKER
        return Found(on_show, (Seen(person_id, "profile", why, parts, once_a_day=True, has_to=has_to),))

    return Wanted(find)


@dataclass(frozen=True)
class Household:
    """A young person and everyone who is family to them now."""

    who: Person
    family: list[tuple[RelationRow, Person]]


def family_to_keep(person_id: str) -> Wanted[Household]:
    """Everyone recorded as family of a young person whose worker, or a manager of whose organisation, looks."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Household]:
        who, has_to = theirs_to_keep(session, looker, person_id)
        family = family_of(session, person_id)
        parts = name_of(who).union(*(name_of(relative) | {(row.seq, 0)} for row, relative in family))
        why = TO_KEEP_IT_RIGHT if has_to else AS_THEIR_WORKER
        return Found(Household(who, family), (Seen(person_id, "profile", why, parts, once_a_day=True, has_to=has_to),))

    return Wanted(find)


def theirs_to_keep(session: Session, looker: Looker, person_id: str) -> tuple[Person, bool]:
    """The young person, if the looker works with them; and for a manager of their organisation, who has to look.

    :raise NotThere: for anyone else, just as for no such person.
    """
    try:
        return on_caseload(session, looker.person_id, person_id), False
    except NotThere:
        found = session.get(Person, person_id)
        is_here = found is not None and found.organisation_id == looker.organisation_id
        if found is None or not is_here or Role.MANAGER not in looker.roles:
            raise
        return found, True


def require_theirs(session: Session, looker: Looker, person_id: str, seq: int) -> None:
    """:raise NotThere: unless this relation of this person is the looker's to keep right."""
    theirs_to_keep(session, looker, person_id)
    if standing(session, seq).to_id != person_id:
        raise NotThere


def relation_with_order(session: Session, person_id: str, order: int) -> int:
    """The relation for which an order was recorded. :raise NotThere:"""
    row = session.get(RestrictionRow, order, populate_existing=True)
    if row is None or row.to_id != person_id:
        raise NotThere
    return row.relation_seq


def needs_note(person: Person, nation: str, day: date) -> bool:
    """Whether what a young person says has to come with what was seen of how they understand it."""
    return person.born is None or age_on(person.born, day) < presumed(nation)


def _checked_by(session: Session, seq: int) -> str:
    checker = session.scalar(select(EvidenceRow.checked_by).where(EvidenceRow.relation_seq == seq))
    return names_of_staff(session, [checker]).get(checker or "", "")


def _said(session: Session, orders: list[Order], day: date) -> list[Said]:
    written = {entry.seq: entry for entry in entries(session, [order.seq for order in orders])}
    found = []
    for order in orders:
        parts = written[order.seq].segments if order.seq in written else ()
        words = str(parts[1].content.get("words", "")) if len(parts) > 1 else ""
        found.append(Said(order, words, order.is_past_its_day(day)))
    return found


def _parts(session: Session, person_id: str, seq: int, orders: Iterable[Order]) -> frozenset[Key]:
    shown = [session.scalar(select(table.seq).where(table.relation_seq == seq)) for table in (EvidenceRow, GrantRow)]
    seqs = {each for each in shown if each is not None} | {order.seq for order in orders}
    return parts_about(session, person_id, seqs)
