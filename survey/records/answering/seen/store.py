"""Challenges for those who answer them: which wait, and one with what it is about. Had only through the door."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from survey.ledger.entry import Recorded
from survey.people.looks.look import Found, Key, Looker, Seen, Wanted
from survey.people.store import person_of
from survey.records import store
from survey.records.account import store as accounts
from survey.records.account.account import statements_about
from survey.records.account.looks import ANSWERING
from survey.records.account.telling import Reader
from survey.records.challenge import Challenge
from survey.records.seen.store import names_in

WHY_ANSWER = "To answer what you said is not right."

# Challenges that wait for an answer


@dataclass(frozen=True)
class Waiting:
    """A challenge that nobody here has answered, and whose it is."""

    challenge: Challenge
    name: str


def owed_here() -> Wanted[list[Waiting]]:
    """What people say is not right and the looker's organisation has not answered, the longest waiting first."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Waiting]]:
        waiting = store.owed_by(session, looker.organisation_id) if looker.organisation_id else []
        people = {each: person_of(session, each) for each in {one.person_id for one in waiting}}
        seen = tuple(
            Seen(
                person,
                ANSWERING,
                WHY_ANSWER,
                names_in(session, [person]) | {(one.seq, 0) for one in waiting if one.person_id == person},
                once_a_day=True,
                has_to=True,
            )
            for person in sorted(people)
        )
        return Found([Waiting(one, people[one.person_id].name) for one in waiting], seen)

    return Wanted(find)


@dataclass(frozen=True)
class Matter:
    """A challenge that the reader may answer, what it is about, and what its people have said beside it.

    Of answers, the entry comes without its parts: they are theirs to show, not ours to open.
    """

    challenge: Challenge
    entry: Recorded | None
    statements: list[Recorded]
    reader: Reader


def matter_of(seq: int) -> Wanted[Matter]:
    """A challenge to answer. :raise NotThere: another's; :raise Authors: one's own; :raise AlreadyDone: answered.

    Everyone named in the entry is told of the look; that there is a challenge, only who raised it.
    """

    def find(session: Session, looker: Looker, now: datetime) -> Found[Matter]:
        store.owed_here(session, seq, looker.organisation_id)
        return matter(session, looker, *store.answerable(session, seq, looker.person_id), WHY_ANSWER)

    return Wanted(find)


def matter(session: Session, looker: Looker, challenge: Challenge, entry: Recorded | None, why: str) -> Found[Matter]:
    """The challenge with what it is about and what is said beside it, and what of them is seen."""
    if entry is not None and entry.kind.startswith("answers."):
        entry = replace(entry, segments=())
    material = accounts.material_of(session, challenge.person_id, viewer=looker.person_id)
    said = statements_about(material, challenge)
    parts = _parts_of_matter(session, challenge, entry, said)
    seen = Seen(challenge.person_id, ANSWERING, why, parts, has_to=True)
    reader = accounts.reader_of(session, looker.person_id, material)
    return Found(Matter(challenge, entry, said, reader), (seen,))


def _parts_of_matter(
    session: Session, challenge: Challenge, entry: Recorded | None, said: Iterable[Recorded]
) -> frozenset[Key]:
    shown = [each for each in (entry, *said) if each is not None]
    parts = {(each.seq, part.ordinal) for each in shown for part in each.segments} | {(challenge.seq, 0)}
    named = {person for each in shown for person in each.subjects} | {each.actor for each in shown}
    return frozenset(parts) | names_in(session, {challenge.person_id, *named})
