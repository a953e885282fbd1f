"""What a manager may ask the door for: the quotes of their organisation that wait to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from outcomes.impact.voices.models import QuoteRow
from outcomes.impact.voices.quote import Said, State, Trait
from outcomes.impact.voices.store import Quote, quote_from
from survey.days import local_day
from survey.errors import NotThere
from survey.people.looks.look import Found, Looker, Seen, Wanted
from survey.people.looks.store import name_of, parts_about
from survey.people.models import Area, Person
from survey.people.person import age_band, age_on

WHY = "To see that nothing in your words points to you."  # the young person reads it, beside who and when


@dataclass(frozen=True)
class Waiting:
    """A quote with whose it is, and what might be said of them."""

    quote: Quote
    who: str
    traits: tuple[Said, ...]
    place: str  # what the borough among them is called


def waiting() -> Wanted[list[Waiting]]:
    """Every quote of the looker's organisation that nobody has read yet, the oldest first."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Waiting]]:
        return _found(session, _rows(session, looker), now)

    return Wanted(find)


def one(seq: int) -> Wanted[list[Waiting]]:
    """One of them. :raise NotThere: for another organisation's, and for one that was read."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Waiting]]:
        rows = [row for row in _rows(session, looker) if row.seq == seq]
        if not rows:
            raise NotThere
        return _found(session, rows, now)

    return Wanted(find)


def _rows(session: Session, looker: Looker) -> list[QuoteRow]:
    theirs = select(Person.id).where(Person.organisation_id == looker.organisation_id)
    here = select(QuoteRow).where(QuoteRow.state == State.OFFERED, QuoteRow.person_id.in_(theirs))
    return list(session.scalars(here.order_by(QuoteRow.seq)))


def _found(session: Session, rows: Sequence[QuoteRow], now: datetime) -> Found[list[Waiting]]:
    shown, seen = [], []
    for row in rows:
        person = session.get_one(Person, row.person_id)
        traits = _traits(session, person, now)
        places = [place_name(session, each.group) for each in traits if each.trait is Trait.BOROUGH]
        shown.append(Waiting(quote_from(session, row), person.name, traits, "".join(places)))
        parts = parts_about(session, row.person_id, [row.seq, row.source_seq]) | name_of(person)
        seen.append(Seen(row.person_id, "check", WHY, parts, once_a_day=True, has_to=True))
    return Found(shown, tuple(seen))


def _traits(session: Session, person: Person, now: datetime) -> tuple[Said, ...]:
    band = age_band(age_on(person.born, local_day(now))) if person.born else ""
    ward = session.get(Area, person.area_code) if person.area_code else None
    found = [Said(Trait.AGE, band)] if band[:1].isdigit() else []
    return (*found, Said(Trait.BOROUGH, ward.parent)) if ward and ward.parent else tuple(found)


def place_name(session: Session, code: str) -> str:
    """What a place is called."""
    found = session.get(Area, code)
    return found.name if found else code
