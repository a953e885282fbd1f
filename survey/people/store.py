"""Adding people and relations, finding them, and the links and codes that let them in."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from survey.errors import LinkEnded, NotThere, TooManyTries
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import record
from survey.people.invitation import code_hash, new_code, new_token, token_hash
from survey.people.models import Area, Code, Link, Organisation, Person, RelationRow, WrongTry
from survey.people.person import Kind
from survey.people.relation import Relation
from survey.people.relations.store import grant

TRIES_WINDOW = timedelta(minutes=10)
TRIES_ALLOWED = 10


# Adding and describing


def add_person(
    session: Session,
    *,
    kind: Kind,
    name: str,
    by: str | None,
    now: datetime,
    rng: random.Random,
    born: str | None = None,
    area_code: str | None = None,
    organisation_id: str | None = None,
    described: Mapping[str, Any] | None = None,
) -> str:
    """Record a new person and give their id. `described`: what they say of themselves (gender, ethnicity…)."""
    person_id = rng.randbytes(16).hex()
    facts = {"person": person_id, "kind": kind.value, "name": name, "born": born, "area": area_code}
    content = facts | {"organisation": organisation_id, "described": dict(described or {})}
    segment = NewSegment(Claim.FACT, by, (person_id,), content)
    record(session, NewEntry("person.added", by or person_id, (segment,)), now=now, rng=rng)
    return person_id


def relate(
    session: Session,
    kind: Relation,
    from_id: str,
    to_id: str,
    *,
    by: str | None,
    now: datetime,
    rng: random.Random,
    sees: Iterable[str] = (),
) -> int:
    """Record that one person stands so to another, and give the entry's seq.

    `sees`: what the young person lets them see, an entry of its own: what is about both of them says nothing of it.
    """
    content: dict[str, Any] = {"kind": kind.value, "from": from_id, "to": to_id, "sees": []}
    segment = NewSegment(Claim.FACT, by, (from_id, to_id), content)
    seq = record(session, NewEntry("relation.made", by, (segment,)), now=now, rng=rng).seq
    if wanted := sorted(sees):
        grant(session, seq, wanted, by=by, now=now, rng=rng)
    return seq


def end_relation(session: Session, seq: int, *, by: str | None, now: datetime, rng: random.Random) -> None:
    """Record that a relation is over. What it let someone see is closed from now."""
    row = session.get_one(RelationRow, seq)
    segment = NewSegment(Claim.FACT, by, (row.from_id, row.to_id), {"relation": seq})
    record(session, NewEntry("relation.ended", by, (segment,), links={"ends": seq}), now=now, rng=rng)


def _person_added(session: Session, entry: Recorded) -> None:
    facts = entry.content
    values = {"id": facts["person"], "seq": entry.seq, "kind": facts["kind"], "name": facts["name"]}
    where = {"born": facts["born"], "area_code": facts["area"], "organisation_id": facts["organisation"]}
    session.execute(insert(Person), values | where | {"described": facts["described"], "added_at": entry.at})


def _relation_made(session: Session, entry: Recorded) -> None:
    facts = entry.content
    values = {"seq": entry.seq, "kind": facts["kind"], "from_id": facts["from"], "to_id": facts["to"]}
    session.execute(insert(RelationRow), values | {"sees": facts["sees"], "made_at": entry.at, "ended_at": None})


def _relation_ended(session: Session, entry: Recorded) -> None:
    ended = update(RelationRow).where(RelationRow.seq == entry.links["ends"]).values(ended_at=entry.at)
    session.execute(ended.execution_options(synchronize_session=False))


def _person_erased(session: Session, entry: Recorded) -> None:
    """An id, and no name: nothing else of them is known here, and what let them in goes too."""
    gone: tuple[Any, ...] = ((Person, Person.id), (Link, Link.person_id), (Code, Code.person_id))
    for table, whose in gone:
        session.execute(delete(table).where(whose == entry.subject), execution_options=_WHOLE)
    values = {"id": entry.subject, "seq": entry.seq, "kind": Kind.ERASED.value, "name": "", "described": {}}
    session.execute(insert(Person), values | {"added_at": entry.at})


def _relation_erased(session: Session, entry: Recorded) -> None:
    session.execute(delete(RelationRow).where(RelationRow.seq == entry.seq), execution_options=_WHOLE)


_WHOLE = {"synchronize_session": False}
register(
    Projection(
        "people",
        (Person, RelationRow),
        {
            "person.added": _person_added,
            "relation.made": _relation_made,
            "relation.ended": _relation_ended,
        },
        erased={
            "person.added": _person_erased,
            "relation.made": _relation_erased,
            "relation.ended": _relation_ended,  # that it ended, and which, is in the header
        },
    )
)


# Finding


def person_of(session: Session, person_id: str) -> Person:
    """The person. :raise NotThere: when there is none."""
    found = session.get(Person, person_id)
    if found is None:
        raise NotThere
    return found


def names_of(session: Session, ids: Iterable[str | None]) -> dict[str, str]:
    """The names of these people, by id."""
    wanted = {each for each in ids if each}
    return {i: name for i, name in session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))}


def names_of_staff(session: Session, ids: Iterable[str | None]) -> dict[str, str]:
    """The names of those of these people who are staff, by id: they act for the service, so no look is told of it."""
    staff = (Person.id.in_({each for each in ids if each}), Person.kind == Kind.STAFF.value)
    return {i: name for i, name in session.execute(select(Person.id, Person.name).where(*staff))}


def relations_from(session: Session, person_id: str, kinds: Iterable[Relation]) -> list[RelationRow]:
    """This person's standing relations of these kinds to others."""
    live = select(RelationRow).where(RelationRow.from_id == person_id, RelationRow.ended_at.is_(None))
    return list(session.scalars(live.where(RelationRow.kind.in_(tuple(kinds))).order_by(RelationRow.seq)))


def relations_to(session: Session, person_id: str, kinds: Iterable[Relation]) -> list[RelationRow]:
    """Others' standing relations of these kinds to this person."""
    live = select(RelationRow).where(RelationRow.to_id == person_id, RelationRow.ended_at.is_(None))
    return list(session.scalars(live.where(RelationRow.kind.in_(tuple(kinds))).order_by(RelationRow.seq)))


def caseload_of(session: Session, worker_id: str) -> list[Person]:
    """The young people this worker works with now, by name."""
    works_with = (RelationRow.kind == Relation.WORKS_WITH.value, RelationRow.ended_at.is_(None))
    mine = select(RelationRow.to_id).where(RelationRow.from_id == worker_id, *works_with)
    return list(session.scalars(select(Person).where(Person.id.in_(mine)).order_by(func.lower(Person.name), Person.id)))


def require_on_caseload(session: Session, worker_id: str, person_id: str) -> None:
    """:raise NotThere: unless this worker works with this person now."""
    on_caseload(session, worker_id, person_id)


def on_caseload(session: Session, worker_id: str, person_id: str) -> Person:
    """The person, if this worker works with them now. :raise NotThere: otherwise, just as for no such person."""
    relations = relations_to(session, person_id, [Relation.WORKS_WITH])
    if all(each.from_id != worker_id for each in relations):
        raise NotThere
    return person_of(session, person_id)


def add_organisation(session: Session, organisation_id: str, name: str) -> None:
    """A new organisation."""
    session.add(Organisation(id=organisation_id, name=name))
    session.flush()


def organisation_of(session: Session, organisation_id: str) -> Organisation:
    """The organisation. :raise NotThere: when there is none."""
    found = session.get(Organisation, organisation_id)
    if found is None:
        raise NotThere(f"There is no organisation {organisation_id}.")
    return found


def areas(session: Session) -> list[Area]:
    """Every borough and ward, by code."""
    return list(session.scalars(select(Area).order_by(Area.code)))


def add_area(session: Session, code: str, name: str, level: str, parent: str | None = None) -> None:
    """A new ward or borough; a ward names its borough as parent."""
    session.add(Area(code=code, name=name, level=level, parent=parent))
    session.flush()


# Links and codes


@dataclass(frozen=True)
class OpenLink:
    """A link that works now: whose it is, and for which round."""

    person_id: str
    round_id: str | None
    token: str


@dataclass(frozen=True)
class Invitation:
    """What is handed over, once: it can be shown now and never again, because only hashes are kept."""

    token: str
    code: str


def invite(
    session: Session,
    person_id: str,
    *,
    by: str | None,
    days: int,
    secret_key: str,
    now: datetime,
    rng: random.Random,
    round_id: str | None = None,
) -> Invitation:
    """Make a link and a short code for a person, and record that it was done."""
    token, code, ends_at = new_token(rng), new_code(rng), now + timedelta(days=days)
    session.add(Link(token_hash=token_hash(token), person_id=person_id, round_id=round_id, ends_at=ends_at))
    session.add(Code(code_hash=code_hash(code, secret_key), person_id=person_id, round_id=round_id, ends_at=ends_at))
    segment = NewSegment(Claim.FACT, by, (person_id,), {"round": round_id, "days": days})
    record(session, NewEntry("invitation.made", by, (segment,)), now=now, rng=rng)
    session.flush()
    return Invitation(token, code)


def open_link(session: Session, token: str, now: datetime) -> OpenLink:
    """Whose link this is. :raise LinkEnded: when it was mistyped, has run out, or was ended."""
    wanted = (Link.person_id, Link.round_id, Link.ends_at, Link.ended_at)
    found = session.execute(select(*wanted).where(Link.token_hash == token_hash(token))).one_or_none()
    if found is None or found.ended_at is not None or found.ends_at <= now:
        raise LinkEnded
    return OpenLink(found.person_id, found.round_id, token)


def end_links(session: Session, person_id: str, now: datetime) -> None:
    """End every link and code of a person: a lost phone, a wrong number."""
    for table, ended in ((Link, Link.ended_at), (Code, Code.used_at)):
        stop = update(table).where(table.person_id == person_id, ended.is_(None)).values({ended.key: now})
        session.execute(stop.execution_options(synchronize_session=False))


def count_wrong_try(session: Session, door: str, who: bytes, now: datetime) -> None:
    """Remember one wrong try, in the database, so that every worker process counts the same."""
    session.add(WrongTry(door=door, who=who, at=now))
    session.flush()


def refuse_too_many(session: Session, door: str, who: bytes, now: datetime, allowed: int = TRIES_ALLOWED) -> None:
    """:raise TooManyTries: after `allowed` wrong tries at this door by `who` in ten minutes."""
    since = (WrongTry.door == door, WrongTry.who == who, WrongTry.at > now - TRIES_WINDOW)
    if session.execute(select(func.count()).select_from(WrongTry).where(*since)).scalar_one() >= allowed:
        raise TooManyTries
