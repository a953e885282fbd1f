"""Breaking glass and finding by name: what is recorded, what it opens, and for how long."""

import random
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries, record, take_turn
from survey.people.glass.glass import OPEN_FOR, Glass, Match, Reason, matching
from survey.people.glass.models import GlassRow
from survey.people.looks.look import NAME, SEARCH, Found, Key, Looker, Seen, Wanted
from survey.people.looks.store import name_of
from survey.people.models import Person
from survey.people.person import Kind
from survey.people.relation import Relation
from survey.people.store import names_of, person_of, relations_to

WHY_SEARCH = "To find someone by name."
WHY_BEFORE_GLASS = "To ask to open your page."
WHY_LIST = "To check why your page was opened."


# What is recorded


def break_glass(
    session: Session, looker: Looker, person_id: str, reason: Reason, words: str, *, now: datetime, rng: random.Random
) -> int:
    """Record that this worker opens this person's page for an hour, and why. :raise NotThere: not one of theirs.

    A second tap while it is open opens nothing more.
    """
    take_turn(session)
    _colleague(session, looker, person_id)
    held = standing(session, looker.person_id, person_id, now)
    if held is not None:
        return held.seq
    content = {
        "worker": looker.person_id,
        "person": person_id,
        "organisation": looker.organisation_id,
        "reason": reason.value,
        "why": words,
        "until": (now + OPEN_FOR).isoformat(timespec="milliseconds"),
    }
    segment = NewSegment(Claim.FACT, looker.person_id, (person_id,), content)
    return record(session, NewEntry("glass.broken", looker.person_id, (segment,)), now=now, rng=rng).seq


def _broken(session: Session, entry: Recorded) -> None:
    said = entry.content
    who = {"worker_id": said["worker"], "person_id": said["person"], "organisation_id": said["organisation"]}
    until = datetime.fromisoformat(said["until"])
    session.execute(insert(GlassRow), {"seq": entry.seq, **who, "at": entry.at, "until": until})


def _forgotten(session: Session, entry: Recorded) -> None:
    """The entry is erased: nothing is open through it, and the list no longer has it."""
    gone = delete(GlassRow).where(GlassRow.seq == entry.seq)
    session.execute(gone.execution_options(synchronize_session=False))


register(Projection("glass", (GlassRow,), {"glass.broken": _broken}, erased={"glass.broken": _forgotten}))


# What it opens


@dataclass(frozen=True)
class Reach:
    """Someone whose page this worker may open: because they work with them, or through broken glass."""

    person: Person
    glass: Glass | None


def reach(session: Session, looker: Looker, person_id: str, now: datetime) -> Reach:
    """The person, if this worker may open their page now. :raise NotThere: otherwise, just as for no such person."""
    if is_mine(session, looker.person_id, person_id):
        return Reach(person_of(session, person_id), None)
    held = standing(session, looker.person_id, person_id, now)
    if held is None:
        raise NotThere
    return Reach(_colleague(session, looker, person_id), held)


def why_of(reached: Reach, usual: str) -> str:
    """Why they looked: what they wrote when they broke the glass, or the usual."""
    return reached.glass.words if reached.glass else usual


def is_mine(session: Session, worker_id: str, person_id: str) -> bool:
    """Whether this worker works with this person now."""
    return any(each.from_id == worker_id for each in relations_to(session, person_id, [Relation.WORKS_WITH]))


def standing(session: Session, worker_id: str, person_id: str, now: datetime) -> Glass | None:
    """The glass that this worker has broken to this person and that is still open; None when there is none."""
    rows = session.scalars(
        select(GlassRow.seq)
        .where(GlassRow.worker_id == worker_id, GlassRow.person_id == person_id)
        .where(GlassRow.at <= now, GlassRow.until > now)
        .order_by(GlassRow.seq)
    )
    return next(iter(_glasses(session, list(rows))), None)


def _glasses(session: Session, seqs: list[int]) -> list[Glass]:
    return [_glass(entry) for entry in entries(session, seqs)]


def _glass(entry: Recorded) -> Glass:
    said = entry.content
    until = datetime.fromisoformat(said["until"])
    return Glass(entry.seq, said["worker"], said["person"], Reason(said["reason"]), said["why"], entry.at, until)


def _colleague(session: Session, looker: Looker, person_id: str) -> Person:
    """A young person of the looker's own organisation. :raise NotThere: for anyone else, just as for nobody."""
    found = session.get(Person, person_id)
    is_here = found is not None and found.organisation_id == looker.organisation_id
    if found is None or not is_here or found.kind != Kind.YOUNG_PERSON.value:
        raise NotThere
    return found


# What can be asked of the door


def before_glass(person_id: str) -> Wanted[Match]:
    """Whose glass it would be, and who works with them: to be asked first."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Match]:
        person = _colleague(session, looker, person_id)
        match, parts = _match(session, looker, person)
        return Found(match, (Seen(person.id, NAME, WHY_BEFORE_GLASS, parts, once_a_day=True),))

    return Wanted(find)


def by_name(typed: str) -> Wanted[list[Match]]:
    """The young people of the looker's organisation in whose name this is."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Match]]:
        here = (Person.kind == Kind.YOUNG_PERSON.value, Person.organisation_id == looker.organisation_id)
        names = session.execute(select(Person.id, Person.name).where(*here).order_by(Person.name, Person.id))
        found = [
            _match(session, looker, person_of(session, each))
            for each in matching(typed, [(person, name) for person, name in names])
        ]
        seen = tuple(Seen(match.person_id, SEARCH, WHY_SEARCH, parts) for match, parts in found)
        return Found([match for match, _parts in found], seen)

    return Wanted(find)


def _match(session: Session, looker: Looker, person: Person) -> tuple[Match, frozenset[Key]]:
    """The person and who works with them now, and the parts that say so."""
    ties = relations_to(session, person.id, [Relation.WORKS_WITH])
    workers = names_of(session, (each.from_id for each in ties))
    is_mine = any(each.from_id == looker.person_id for each in ties)
    others = tuple(sorted(name for each, name in workers.items() if each != looker.person_id))
    return Match(person.id, person.name, others, is_mine), name_of(person) | {(each.seq, 0) for each in ties}


@dataclass(frozen=True)
class Broken:
    """One line of the list that managers read."""

    glass: Glass
    worker: str
    name: str


def broken_since(since: datetime) -> Wanted[list[Broken]]:
    """Every glass broken in the looker's organisation from then on, the newest first."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Broken]]:
        here = (GlassRow.organisation_id == looker.organisation_id, GlassRow.at >= since)
        glasses = _glasses(session, list(session.scalars(select(GlassRow.seq).where(*here))))[::-1]
        names = names_of(session, (each for one in glasses for each in (one.worker_id, one.person_id)))
        parts = {one.person_id: name_of(person_of(session, one.person_id)) for one in glasses}
        seen = tuple(
            Seen(
                person,
                "glass",
                WHY_LIST,
                own | {(one.seq, 0) for one in glasses if one.person_id == person},
                once_a_day=True,
                has_to=True,
            )
            for person, own in parts.items()
        )
        lines = [Broken(one, names.get(one.worker_id, ""), names.get(one.person_id, "")) for one in glasses]
        return Found(lines, seen)

    return Wanted(find)
