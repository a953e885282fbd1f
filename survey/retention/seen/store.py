"""Erasing and holds as staff see them. What is in a record is shown by kind, day and author, never what it says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from survey.people.glass.glass import matching
from survey.people.looks.look import Found, Looker, Seen, Wanted
from survey.people.looks.store import in_duty, name_of
from survey.people.models import Person
from survey.people.store import names_of, person_of
from survey.records.challenge import Challenge
from survey.records.challenge import Kind as NotRight
from survey.records.store import owed_by
from survey.retention import store
from survey.retention.doing.store import contested, going_now, holds_against
from survey.retention.erasure import Erasure, Fate, Part
from survey.retention.hold import Hold
from survey.retention.holds.store import hold_here, holds_here, holds_on
from survey.retention.parts.store import parts_about, people_here, person_here

WHY_LOOK = "To see what could be erased."  # the person reads it, beside who and when
WHY_LIST = "To keep what is here no longer than we may."


@dataclass(frozen=True)
class Waiting:
    """What will be erased, what was, and who asked for something to go."""

    erasures: list[Erasure]
    asked: list[Challenge]
    names: dict[str, str]


def waiting_here() -> Wanted[Waiting]:
    """Every erasure of the looker's organisation, and what people asked to have deleted."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Waiting]:
        found = store.erasures_here(session, looker.organisation_id)
        asked = asked_for(session, looker.organisation_id, store.asked_and_proposed(session, looker.organisation_id))
        people = {each.person_id for each in found} | {each.person_id for each in asked}
        staff = {i for each in found for i in (each.first_by, each.approved_by, each.stopped_by)}
        parts = {(each.seq, 0) for each in found} | {(each.seq, 0) for each in asked}
        seen = in_duty(session, people, parts, WHY_LIST)
        return Found(Waiting(found, asked, names_of(session, people | staff)), seen)

    return Wanted(find)


def asked_for(session: Session, organisation_id: str | None, proposed: Collection[int]) -> list[Challenge]:
    """Who asked for something to be deleted, where nobody has proposed it yet."""
    owed = owed_by(session, organisation_id) if organisation_id else []
    return [each for each in owed if each.kind is NotRight.ERASE and each.seq not in proposed]


@dataclass(frozen=True)
class OneErasure:
    """One erasure: what goes, what stands in the way, and why, in words."""

    erasure: Erasure
    going: list[Part]
    names: dict[str, str]
    words: str
    held: list[Hold]
    contested: int


def erasure_of(seq: int) -> Wanted[OneErasure]:
    """One erasure of the looker's organisation. :raise NotThere: for another's."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[OneErasure]:
        erasure = store.erasure_here(session, seq, looker.organisation_id)
        going = going_now(session, erasure) if erasure.is_open else []
        places = {part.seq for part in going}
        people = {erasure.person_id, erasure.first_by, erasure.approved_by, *(part.author for part in going)}
        one = OneErasure(
            erasure=erasure,
            going=going,
            names=names_of(session, people),
            words=store.words_of(session, seq),
            held=holds_against(session, erasure, places) if erasure.is_open else [],
            contested=len(contested(session, erasure, places)) if erasure.is_open else 0,
        )
        return Found(one, _look(session, erasure.person_id, going, [seq]))

    return Wanted(find)


@dataclass(frozen=True)
class Kept:
    """A record by its parts: what could go, what is held, what is under way."""

    who: Person
    parts: list[Part]
    names: dict[str, str]
    held: list[Hold]
    before: list[Erasure]


def record_kept(person_id: str) -> Wanted[Kept]:
    """The parts of one record that the looker's organisation keeps. :raise NotThere: for another's."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Kept]:
        who = person_here(session, person_id, looker.organisation_id)
        parts = parts_about(session, person_id)
        open_now = [each for each in store.erasures_about(session, person_id) if each.is_open]
        names = names_of(session, (part.author for part in parts))
        kept = Kept(who, parts, names, holds_on(session, [person_id]), open_now)
        steps = [*(each.seq for each in kept.held), *(each.seq for each in open_now)]
        return Found(kept, _look(session, person_id, parts, steps))

    return Wanted(find)


def _look(session: Session, person_id: str, parts: Iterable[Part], steps: Iterable[int]) -> tuple[Seen, ...]:
    shown = {(part.seq, part.ordinal) for part in parts if part.fate is Fate.ALONE}
    said = {(seq, ordinal) for seq in steps for ordinal in (0, 1)}
    keys = name_of(person_of(session, person_id)) | shown | said
    return (Seen(person_id, "record", WHY_LOOK, keys, has_to=True),)


def people_kept(typed: str) -> Wanted[list[Person]]:
    """Those so called whose record the looker's organisation keeps; nobody, when there are too many to show."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Person]]:
        here = people_here(session, looker.organisation_id)
        named = set(matching(typed, [(each.id, each.name) for each in here]))
        people = [each for each in here if each.id in named]
        return Found(people, in_duty(session, (each.id for each in people), (), WHY_LIST))

    return Wanted(find)


@dataclass(frozen=True)
class Holding:
    """Holds, and the names that stand in them; `words` of one hold alone."""

    holds: list[Hold]
    names: dict[str, str]
    words: str = ""


def holding_here() -> Wanted[Holding]:
    """The holds that stand in the looker's organisation, the one to look at next first."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Holding]:
        return _holding(session, holds_here(session, looker.organisation_id))

    return Wanted(find)


def hold_of(seq: int) -> Wanted[Holding]:
    """One hold, and why it was placed. :raise NotThere: for another organisation's."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Holding]:
        return _holding(session, [hold_here(session, seq, looker.organisation_id)], store.words_of(session, seq))

    return Wanted(find)


def _holding(session: Session, holds: list[Hold], words: str = "") -> Found[Holding]:
    names = names_of(session, {i for each in holds for i in (each.person_id, each.placed_by)})
    parts = {(each.seq, ordinal) for each in holds for ordinal in (0, 1)}
    return Found(Holding(holds, names, words), in_duty(session, (each.person_id for each in holds), parts, WHY_LIST))
