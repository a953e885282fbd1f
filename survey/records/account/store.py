"""Fetching a record: everything about one person, in a handful of statements."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.accounts.store import roles_of
from survey.consent.purpose import Purpose
from survey.consent.store import stands
from survey.ledger.entry import Recorded
from survey.ledger.models import ErasedSegment
from survey.ledger.store import entries, entries_about
from survey.people.may_see import Part, worker_scope
from survey.people.models import Area, Organisation, Person, RelationRow
from survey.people.person import Kind
from survey.people.relation import FAMILY, Relation
from survey.people.relations.private.store import private_from
from survey.people.seals.projection.store import barred_to, hidden_from_the_child
from survey.people.seals.seal import truly_about
from survey.people.store import relations_to
from survey.records.account.account import Material, with_deleted_gone
from survey.records.account.gone import Gone
from survey.records.account.looks import Look, Tie, look_from
from survey.records.account.telling import Reader
from survey.records.account.told_to import told_to
from survey.records.models import ChallengeRow
from survey.records.statements.statement import ADDED, HELPED, REMOVED
from survey.records.store import challenges_by, challenges_of, restrictions
from survey.responses.hands import helper_of

BESIDE = (ADDED, REMOVED, HELPED)


def material_of(session: Session, person_id: str, kinds: Iterable[str] | None = None, *, viewer: str) -> Material:
    """All that is recorded about a person, and what others who are named in it have said beside it.

    Without what is kept from `viewer`: it is left out here, where every page gets it, and is not even opened.
    """
    barred = barred_to(session, viewer) | private_from(session, person_id, viewer)
    everything = entries_about(session, person_id, kinds, erased=True, without=barred)[::-1]
    everything = with_deleted_gone(_with_the_childs_own(session, person_id, viewer, everything))
    about = [entry for entry in everything if not entry.has_erased_parts]
    left = {entry.seq: entry for entry in everything if entry.has_erased_parts}
    seqs = [entry.seq for entry in everything]
    raised = challenges_by(session, person_id, without=() if viewer == person_id else barred)
    challenges = {each.seq: each for each in (*challenges_of(session, seqs), *raised)}
    return Material(
        person_id=person_id,
        entries=about,
        challenges=sorted(challenges.values(), key=lambda each: each.seq),
        held=restrictions(session, seqs),
        looks=looks_at(session, person_id, about if kinds is None else None),
        others=_beside(session, everything, challenges, barred),
        left=left,
        gone=_gone(session, left),
        told=told_to(session, person_id) if kinds is None else {},
    )


def _gone(session: Session, left: Iterable[int]) -> dict[tuple[int, int], Gone]:
    """When and why each erased part of these entries went."""
    rows = session.scalars(select(ErasedSegment).where(ErasedSegment.entry_seq.in_(set(left)))).all()
    by = {entry.seq: entry for entry in entries(session, {row.by_seq for row in rows}, erased=True)}
    done = [(row.entry_seq, row.ordinal, by[row.by_seq]) for row in rows]
    return {(seq, ordinal): Gone(entry.at, entry.reason or "") for seq, ordinal, entry in done}


def _with_the_childs_own(session: Session, person_id: str, viewer: str, everything: list[Recorded]) -> list[Recorded]:
    """For staff: also what is kept from the young person themself, and so was recorded about nobody."""
    kind = session.scalar(select(Person.kind).where(Person.id == viewer))
    kept = set(hidden_from_the_child(session, person_id)) if kind == Kind.STAFF.value else set()
    more = [_as_about(each) for each in entries(session, kept - {each.seq for each in everything}, erased=True)]
    return sorted([*everything, *more], key=lambda each: each.seq)


def _as_about(entry: Recorded) -> Recorded:
    """The entry with the people whom each part is about in fact, as it says itself."""
    parts = tuple(replace(p, subjects=tuple(sorted(truly_about(p.content, p.subjects)))) for p in entry.segments)
    return replace(entry, segments=parts)


def _beside(
    session: Session, about: Iterable[Recorded], challenges: Iterable[int], barred: frozenset[int]
) -> list[Recorded]:
    """Statements and decisions beside these entries by someone else: a relative named in the same note, say."""
    people = {person for entry in about for person in entry.subjects}
    named, raised = {entry.seq for entry in about}, set(challenges)
    said = [e for person in people for e in entries_about(session, person, BESIDE, erased=True, without=barred)]
    decided = select(ChallengeRow.decided_seq).where(
        ChallengeRow.seq.in_(raised), ChallengeRow.decided_seq.is_not(None)
    )
    beside = [e for e in said if e.kind != ADDED or e.links.get("beside") in named or e.links.get("with") in raised]
    return [*beside, *entries(session, (seq for seq in session.scalars(decided) if seq is not None))]


def looks_at(session: Session, person_id: str, about: Iterable[Recorded] | None = None) -> list[Look]:
    """Every look at this person's entries, oldest first."""
    if about is None:
        about = entries_about(session, person_id, ("view.made",))[::-1]
    ties = [
        Tie(row.from_id, row.made_at, row.ended_at)
        for row in session.scalars(select(RelationRow).where(RelationRow.to_id == person_id))
    ]
    return [look_from(entry, ties) for entry in about if entry.kind == "view.made"]


def family_of(session: Session, person_id: str) -> list[Person]:
    """The relatives recorded for a young person, who may be named in a note beside them."""
    ids = [each.from_id for each in relations_to(session, person_id, FAMILY)]
    return [person for each in dict.fromkeys(ids) if (person := session.get(Person, each))]


def scopes_at_desk(session: Session, person_id: str) -> dict[str, frozenset[Part]]:
    """What a worker sees of someone they work with, and of the relatives who are named in the same entries."""
    whole = worker_scope(answers=False)
    return {person_id: whole} | {relative.id: whole for relative in family_of(session, person_id)}


def reader_of(session: Session, viewer: str, material: Material) -> Reader:
    """The names this reader knows people by, their organisations, and who works with the person now."""
    ids = {material.person_id, viewer} | {look.viewer for look in material.looks}
    for entry in (*material.entries, *material.others, *material.left.values()):
        ids |= {entry.actor or "", *entry.subjects, *(part.author or "" for part in entry.segments)}
        ids |= {helper_of(part.content) or "" for part in entry.segments}
    ids |= {each.acknowledged_by or "" for each in material.challenges}
    named = select(Person.id, Person.name, Organisation.name).outerjoin(
        Organisation, Organisation.id == Person.organisation_id
    )
    people = session.execute(named.where(Person.id.in_(ids))).all()
    return Reader(
        viewer=viewer,
        person=material.person_id,
        names={person: name for person, name, _organisation in people} | _area_names(session, material.entries),
        organisations={person: organisation for person, _name, organisation in people if organisation},
        workers=frozenset(each.from_id for each in relations_to(session, material.person_id, [Relation.WORKS_WITH])),
        linked={entry.seq: entry for entry in material.entries},
        roles=roles_of(session, ids),
        **(_own(session, viewer) if viewer == material.person_id else {}),
    )


def _own(session: Session, person_id: str) -> dict[str, Any]:
    """What is said to a person alone: who is family to them, and what they have said Yes to."""
    kin = {each.from_id: each.kind for each in relations_to(session, person_id, FAMILY)}
    yes = frozenset(each.value for each in (Purpose.COUNT_ME, Purpose.WORKER_SEES) if stands(session, person_id, each))
    return {"kin": kin, "yes": yes}


def _area_names(session: Session, about: Iterable[Recorded]) -> dict[str, str]:
    codes = {entry.content.get("area") for entry in about if entry.kind.startswith("person.")}
    return {code: name for code, name in session.execute(select(Area.code, Area.name).where(Area.code.in_(codes)))}
