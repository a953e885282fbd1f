"""Shares and requests as staff see them. What the person is not told yet is looked at without telling them of it.

A look at a share they know of is told like any other. A look at one that waits is recorded all the same, about nobody
until they are told: the look itself would give it away.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.store import entries
from survey.people.glass.store import reach
from survey.people.looks.look import Found, Key, Looker, Seen, Wanted
from survey.people.looks.store import in_duty, name_of
from survey.people.models import Person
from survey.people.role import Role
from survey.people.store import names_of, on_caseload
from survey.records.account.account import Card, cards
from survey.records.account.store import material_of, reader_of, scopes_at_desk
from survey.records.account.telling import Reader
from survey.records.statements.store import words_at
from survey.retention.parts.store import person_here
from survey.sharing.models import RequestRow, ShareRow
from survey.sharing.parts.store import others_in
from survey.sharing.request import Result
from survey.sharing.requests.store import ending_of, request_here, requests_here
from survey.sharing.standing.store import entry_of, share_here, shares_about, shares_here
from survey.sharing.store import held_back, went_with

WHY_LIST = "To look after what is passed on."
WHY_CHOOSE = "To choose what to pass on."
NOTES = ("record.made", "record.corrected")


@dataclass(frozen=True)
class Passed:
    """What was passed on and what was not, and who asked for data; names only of those who know of it."""

    shares: list[ShareRow]
    names: dict[str, str]


def shares_of(looker_roles: frozenset[Role]) -> Wanted[Passed]:
    """A worker’s own shares; for managers and data leads, all of their organisation."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Passed]:
        rows = shares_here(session, looker.organisation_id)
        if looker_roles.isdisjoint({Role.MANAGER, Role.DATA_LEAD}):
            rows = [row for row in rows if row.proposed_by == looker.person_id]
        known = [row for row in rows if row.told_seq is not None]
        staff = {row.proposed_by for row in rows}
        people = {row.person_id for row in known}
        seen = in_duty(session, people, {(row.seq, 0) for row in known}, WHY_LIST)
        return Found(Passed(rows, names_of(session, people | staff)), seen)

    return Wanted(find)


@dataclass(frozen=True)
class OneShare:
    """One share: what its entry says, about whom, and the names in it."""

    row: ShareRow
    facts: dict[str, Any]
    names: dict[str, str]
    words: list[str]  # of the parts it passes on
    beside: list[str]  # their own words, which go along
    others: list[str]  # names of whom else it is about
    released: bool  # whether something on hold went, or would go, because a senior released it


def share_of(seq: int) -> Wanted[OneShare]:
    """One share of the looker's organisation. :raise NotThere: for another's; for a worker, for a colleague's."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[OneShare]:
        row = share_here(session, seq, looker.organisation_id)
        if looker.roles.isdisjoint({Role.MANAGER, Role.DATA_LEAD}) and row.proposed_by != looker.person_id:
            raise NotThere
        facts, went = entry_of(session, seq).content, went_with(session, row, now)
        parts = {(place, ordinal) for place, ordinal in facts.get("parts", ())}
        beside = {(place, 0) for place in went["statements"]}
        others = others_in(session, row.person_id, parts)
        names = names_of(session, {row.person_id, row.proposed_by, row.agreed_by, *others})
        keys = parts | beside | {(row.seq, 0)}
        seen = _told_look(session, row.person_id, keys, is_told=row.told_seq is not None)
        said = {"words": _words(session, parts), "beside": words_at(session, went["statements"])}
        with_others = [names[each] for each in others if each in names]
        return Found(OneShare(row, facts, names, **said, others=with_others, released=bool(went["overridden"])), seen)

    return Wanted(find)


def _words(session: Session, parts: set[tuple[int, int]]) -> list[str]:
    """What these parts say, as far as it is still there."""
    found = entries(session, {seq for seq, _ordinal in parts}, erased=True)
    kept = [(each.seq, part) for each in found for part in each.segments if (each.seq, part.ordinal) in parts]
    return [str(part.content["words"]) for _seq, part in kept if "words" in part.content]


def _told_look(session: Session, person_id: str, keys: Iterable[Key], *, is_told: bool) -> tuple[Seen, ...]:
    seen = in_duty(session, [person_id], set(keys), WHY_LIST)
    return seen if is_told else tuple(replace(each, untold=True, once_a_day=False) for each in seen)


@dataclass(frozen=True)
class Choice:
    """What could be passed on of one young person: their notes, part by part."""

    person: Person
    cards: list[Card]
    reader: Reader


def choice_of(person_id: str) -> Wanted[Choice]:
    """The notes of someone the looker works with. :raise NotThere: for anyone else."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Choice]:
        person = on_caseload(session, looker.person_id, person_id)
        reach(session, looker, person_id, now)
        material = material_of(session, person_id, NOTES, viewer=looker.person_id)
        scopes = scopes_at_desk(session, person_id)
        every = cards(material, looker.person_id, scopes)
        held = held_back(session, {(each.seq, 0) for each in every}, now)
        found = [each for each in every if each.seq not in held]
        parts = {(each.now.entry.seq, part.ordinal) for each in found for part in each.now.parts}
        seen = Seen(person_id, "notes", WHY_CHOOSE, frozenset(parts) | name_of(person), once_a_day=True)
        return Found(Choice(person, found, reader_of(session, looker.person_id, material)), (seen,))

    return Wanted(find)


# Requests


@dataclass(frozen=True)
class Asked:
    """Requests for data, and the names of staff and of those who know."""

    requests: list[RequestRow]
    names: dict[str, str]


def requests_of() -> Wanted[Asked]:
    """Every request to the looker's organisation."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Asked]:
        rows = requests_here(session, looker.organisation_id)
        known = [row for row in rows if row.told_seq is not None]
        staff = {each for row in rows for each in (row.weighed_by, row.decided_by)} - {None}
        people = {row.person_id for row in known if row.person_id is not None}
        seen = in_duty(session, people, {(row.told_seq or 0, 0) for row in known}, WHY_LIST)
        return Found(Asked(rows, names_of(session, people | staff)), seen)

    return Wanted(find)


def whom_they_ask_about(person_id: str) -> Wanted[Person]:
    """Whose record the looker's organisation keeps. That someone asks about them is not theirs to read off a look."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Person]:
        person = person_here(session, person_id, looker.organisation_id)
        return Found(person, _told_look(session, person_id, (), is_told=False))

    return Wanted(find)


@dataclass(frozen=True)
class OneRequest:
    """One request: what was asked, what was weighed, what went out, and the names in it."""

    row: RequestRow
    facts: dict[str, Any]
    ending: dict[str, Any]
    names: dict[str, str]
    delay: dict[str, Any]  # the telling that someone would put off, or that two put off
    shares: list[ShareRow]  # what went out, part by part
    other_shares: list[ShareRow]  # of the same person, which could be what went out


def request_of(seq: int) -> Wanted[OneRequest]:
    """One request to the looker's organisation. :raise NotThere: for another's."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[OneRequest]:
        row = request_here(session, seq, looker.organisation_id)
        staff = {row.weighed_by, row.decided_by, row.delay_by, row.put_off_by}
        names = names_of(session, {each for each in {row.person_id, *staff} if each is not None})
        delay = entry_of(session, row.delay_seq).content if row.delay_seq is not None else {}
        sent = [each for each in _sent_of(session, row) if each.organisation_id == row.organisation_id]
        went = [each for each in sent if each.request_seq == seq], [each for each in sent if each.request_seq is None]
        facts, ending = entry_of(session, seq).content, ending_of(session, row)
        one = OneRequest(row, facts, ending, names, delay, *went)
        if row.person_id is None:
            return Found(one, ())
        keys = {(row.told_seq or row.seq, 0)} | {(each.seq, 0) for each in sent if each.told_seq is not None}
        return Found(one, _told_look(session, row.person_id, keys, is_told=row.told_seq is not None))

    return Wanted(find)


def _sent_of(session: Session, row: RequestRow) -> list[ShareRow]:
    """What was passed on about the same person, which may be what went out."""
    if row.person_id is None or row.result == Result.REFUSED.value:
        return []
    return [each for each in shares_about(session, row.person_id) if each.sent_seq is not None]
