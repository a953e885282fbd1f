"""A record that someone else takes: a relative what they were let see, a data lead all of it for who asked on paper."""

from datetime import datetime

from sqlalchemy.orm import Session

from survey.consent.purpose import N_
from survey.days import local_day
from survey.errors import NotThere
from survey.exports.store import Taken, taken
from survey.people.looks.look import Found, Looker, Seen, Wanted
from survey.people.looks.store import name_of
from survey.people.relations.store import scopes_of
from survey.people.store import person_of

WHY_TAKEN = N_("They are your family. They saved a copy.")  # the young person reads it, beside who and when


def granted_to_take(person_id: str) -> Wanted[Taken]:
    """What a relative was let see of someone. :raise NotThere: when that is nothing."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Taken]:
        scopes = scopes_of(session, looker.person_id, local_day(now))
        if person_id not in scopes:
            raise NotThere
        return _found(session, taken(session, looker.person_id, person_id, scopes), WHY_TAKEN)

    return Wanted(find)


def record_on_paper(person_id: str, why: str) -> Wanted[Taken]:
    """All of a record as its own person may see it, made for them because they asked on paper."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Taken]:
        if person_of(session, person_id).organisation_id != looker.organisation_id:
            raise NotThere
        return _found(session, taken(session, person_id, person_id, {}), why, has_to=True)

    return Wanted(find)


def _found(session: Session, held: Taken, why: str, *, has_to: bool = False) -> Found[Taken]:
    """Every part that the file opens."""
    parts = {(seq, ordinal) for seq, each in held.opened.items() for ordinal in each.ordinals}
    seen = Seen(held.person, "record", why, name_of(person_of(session, held.person)) | parts, has_to=has_to)
    return Found(held, (seen,))
