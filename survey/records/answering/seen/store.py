"""Challenges for those who answer them: which wait, and one with what it is about. Had only through the door."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from survey.errors import DomainError
from survey.ledger.entry import Recorded
from survey.ledger.store import entry_at
from survey.people.looks.look import Found, Key, Looker, Seen, Wanted
from survey.people.role import Role
from survey.people.store import names_of_staff, person_of
from survey.records import store
from survey.records.account import store as accounts
from survey.records.account.account import Material, statements_about
from survey.records.account.looks import ANSWERING
from survey.records.account.telling import Reader
from survey.records.answering.what_next import IS_OVER, Filter, fits, in_order
from survey.records.challenge import Authors, Challenge
from survey.records.challenges.store import answered_here, challenge_of
from survey.records.lifecycle import Step
from survey.records.override.store import releasable, require_not_released_by, usable
from survey.records.seen.store import names_in

WHY_ANSWER = "To answer what you said is not right."
SEE_ALL = frozenset({Role.MANAGER, Role.DATA_LEAD})
SAY_WORDS = frozenset(step.kind for step in (Step.PAUSED, Step.RESUMED, Step.EXTENDED, Step.ESCALATED))

# Challenges that wait for an answer


@dataclass(frozen=True)
class Waiting:
    """A challenge of the reader's organisation: whose it is, who has it, and what the reader may do about it."""

    challenge: Challenge
    name: str
    has_it: str
    may_answer: bool
    wrote_it: bool
    may_release: bool


def owed_here(picked: Filter = Filter.OWED) -> Wanted[list[Waiting]]:
    """What people say is not right, overdue first: all of it for managers and data leads.

    Practitioners get what they may answer, and, without a page of its own, what is said of something they wrote.
    """

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Waiting]]:
        of_all = not looker.roles.isdisjoint(SEE_ALL)
        over = picked in (Filter.ANSWERED, Filter.OVER)
        found = _here(session, looker, over=over) if of_all or not over else []
        in_list = in_order((each for each in found if fits(each, picked)), now)
        names = {each: person_of(session, each).name for each in {one.person_id for one in in_list}}
        staff = names_of_staff(session, (one.acknowledged_by for one in in_list))
        rows = [_waiting(session, looker, now, each, names, staff) for each in in_list]
        rows = [row for row in rows if of_all or row.may_answer or row.wrote_it]
        return Found(rows, tuple(_seen_in_list(session, rows)))

    return Wanted(find)


def _here(session: Session, looker: Looker, *, over: bool) -> list[Challenge]:
    if looker.organisation_id is None:
        return []
    return answered_here(session, looker.organisation_id) if over else store.owed_by(session, looker.organisation_id)


def _waiting(
    session: Session, looker: Looker, now: datetime, challenge: Challenge, names: dict[str, str], staff: dict[str, str]
) -> Waiting:
    entry = entry_at(session, challenge.entry_seq) if challenge.entry_seq is not None else None
    return Waiting(
        challenge=challenge,
        name=names[challenge.person_id],
        has_it=staff.get(challenge.acknowledged_by or "", ""),
        may_answer=challenge.is_open and _may_answer(session, challenge, looker),
        wrote_it=entry is not None and looker.person_id in {entry.actor, *(part.author for part in entry.segments)},
        may_release=_may_release(session, challenge, looker, now),
    )


def _may_answer(session: Session, challenge: Challenge, looker: Looker) -> bool:
    try:
        to_answer(session, challenge.seq, looker)
    except Authors:
        return False
    return True


def _may_release(session: Session, challenge: Challenge, looker: Looker, now: datetime) -> bool:
    """Whether they are a senior who could let it be used while it is on hold, and nobody has yet."""
    try:
        _challenge, entry = releasable(session, challenge.seq, looker)
    except DomainError:
        return False
    return challenge.state not in IS_OVER and not usable(session, [entry.seq], now)


def _seen_in_list(session: Session, rows: Iterable[Waiting]) -> Iterable[Seen]:
    """That there are these challenges, and whose: told to each once a day."""
    theirs: dict[str, set[int]] = {}
    for row in rows:
        theirs.setdefault(row.challenge.person_id, set()).add(row.challenge.seq)
    for person, seqs in sorted(theirs.items()):
        parts = names_in(session, [person]) | {(seq, 0) for seq in seqs}
        yield Seen(person, ANSWERING, WHY_ANSWER, parts, once_a_day=True, has_to=True)


# One to answer


@dataclass(frozen=True)
class Matter:
    """A challenge that the reader may answer, what it is about, and what its people have said beside it.

    Of answers, the entry comes without its parts: they are theirs to show, not ours to open. `talk`: what was asked of
    the person since, what they answered, and why it takes longer.
    """

    challenge: Challenge
    entry: Recorded | None
    statements: list[Recorded]
    reader: Reader
    talk: list[Recorded]


def matter_of(seq: int) -> Wanted[Matter]:
    """A challenge to answer. :raise NotThere: another's; :raise Authors: one's own; :raise AlreadyDone: answered.

    Everyone named in the entry is told of the look; that there is a challenge, only who raised it.
    """

    def find(session: Session, looker: Looker, now: datetime) -> Found[Matter]:
        return matter(session, looker, *to_answer(session, seq, looker), WHY_ANSWER)

    return Wanted(find)


def to_answer(session: Session, seq: int, looker: Looker) -> tuple[Challenge, Recorded | None]:
    """The challenge and what it is about, for someone who may answer. Raises as `matter_of`."""
    challenge = store.owed_here(session, seq, looker.organisation_id)
    require_not_released_by(session, challenge, looker.person_id)
    return store.answerable(session, seq, looker.person_id)


def matter(session: Session, looker: Looker, challenge: Challenge, entry: Recorded | None, why: str) -> Found[Matter]:
    """The challenge with what it is about and what is said beside it, and what of them is seen."""
    if entry is not None and entry.kind.startswith("answers."):
        entry = replace(entry, segments=())
    material = accounts.material_of(session, challenge.person_id, viewer=looker.person_id)
    said, talk = statements_about(material, challenge), _talk(material, challenge)
    parts = _parts_of_matter(session, challenge, entry, (*said, *talk))
    seen = Seen(challenge.person_id, ANSWERING, why, parts, has_to=True)
    reader = accounts.reader_of(session, looker.person_id, material)
    return Found(Matter(challenge, entry, said, reader, talk), (seen,))


def _talk(material: Material, challenge: Challenge) -> list[Recorded]:
    steps = [each for each in material.entries if each.kind in SAY_WORDS]
    return [each for each in steps if challenge_of(each) == challenge.seq]


def _parts_of_matter(
    session: Session, challenge: Challenge, entry: Recorded | None, said: Iterable[Recorded]
) -> frozenset[Key]:
    shown = [each for each in (entry, *said) if each is not None]
    parts = {(each.seq, part.ordinal) for each in shown for part in each.segments} | {(challenge.seq, 0)}
    named = {person for each in shown for person in each.subjects} | {each.actor for each in shown}
    return frozenset(parts) | names_in(session, {challenge.person_id, *named})
