"""Proposing, signing and stopping erasures: each step an entry. Carrying out is in `doing`."""

import random
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entry_at, record, take_turn
from survey.people.role import Role
from survey.people.seals.projection.store import kept_from
from survey.people.store import person_of
from survey.records.account.gone import Why
from survey.retention.erasure import (
    COOLING,
    CannotGo,
    Erasure,
    NothingToErase,
    Part,
    Place,
    State,
    authors_of,
    chosen,
    require_open,
    require_signer,
    signs_as,
    whole_record,
)
from survey.retention.models import ErasureAbout, ErasureRow
from survey.retention.parts.store import organisation_of, parts_about, parts_at

# Each step


def propose(
    session: Session,
    person_id: str,
    *,
    why: Why,
    words: str,
    by: str | None,
    roles: Collection[Role] = (),
    places: Collection[Place] | None = None,
    rule: str | None = None,
    asked_seq: int | None = None,
    now: datetime,
    rng: random.Random,
) -> int:
    """Record that some parts, or (no `places`) the whole record, should be erased. Gives its place.

    `by` signs first; without it a rule proposes and nobody has signed.
    :raise NotYours: :raise NotOwnWork: :raise NothingToErase: :raise CannotGo:
    """
    take_turn(session)
    role = signs_as(roles) if by is not None else None
    about = parts_about(session, person_id)
    going = whole_record(about, person_id) if places is None else chosen(about, places)
    going, people = _told_of(session, person_id, going)
    if not going:
        raise NothingToErase
    if _open_for(session, person_id, {part.place for part in going}, whole=places is None):
        raise CannotGo("Someone has proposed this already.")
    content = {
        "person": person_id,
        "organisation": organisation_of(session, person_of(session, person_id)),
        "whole": places is None,
        "parts": [list(part.place) for part in going],
        "why": why.value,
        "rule": rule,
        "as": role.value if role else None,
    }
    links = {"asked": asked_seq} if asked_seq is not None else {}
    return _step(session, "erasure.proposed", people, content, words, by, links, now, rng).seq


def _told_of(session: Session, person_id: str, going: list[Part]) -> tuple[list[Part], list[str]]:
    """What goes, and everyone who is told of it: nobody of what is kept from them. :raise CannotGo: of some of both."""
    kept = kept_from(session, {part.seq for part in going})
    going = [part for part in going if person_id not in kept.get(part.seq, ())]
    told = {each for part in going for each in part.subjects if each not in kept.get(part.seq, ())}
    if any(kept.get(part.seq, frozenset()) & told for part in going):
        raise CannotGo("Some of this is kept from someone whom the rest is about. Propose that by itself.")
    return going, sorted({person_id, *told})


def approve(
    session: Session, seq: int, by: str, roles: Collection[Role], *, words: str = "", now: datetime, rng: random.Random
) -> Erasure:
    """Record a signature. With the second the cooling-off begins, and the person sees what is coming.

    :raise NotYours: :raise NotTwice: :raise NotOwnWork: :raise NotWithoutDataLead: :raise AlreadyDone:
    """
    take_turn(session)
    erasure = erasure_at(session, seq)
    role = require_signer(erasure, authors_of(parts_at(session, erasure.parts)), by, roles)
    content = {"as": role.value, "decides": erasure.first_by is not None}
    _step(session, "erasure.approved", erasure.people, content, words, by, {"approves": seq}, now, rng)
    return erasure_at(session, seq)


def stop(session: Session, seq: int, by: str | None, words: str, *, now: datetime, rng: random.Random) -> None:
    """Record that it is kept: by the person, by staff, or by nobody: nothing is left of it. :raise AlreadyDone:"""
    take_turn(session)
    erasure = erasure_at(session, seq)
    require_open(erasure)
    _step(session, "erasure.stopped", erasure.people, {}, words, by, {"stops": seq}, now, rng)


def keep(session: Session, person_id: str, seq: int, *, now: datetime, rng: random.Random) -> None:
    """Record that the person wants it kept. :raise NotThere: when it is not coming, or is not about them."""
    take_turn(session)
    erasure = erasure_at(session, seq)
    if person_id not in erasure.people or erasure.state is State.PROPOSED:
        raise NotThere
    stop(session, seq, person_id, "", now=now, rng=rng)


def _step(
    session: Session,
    kind: str,
    people: Iterable[str],
    content: dict[str, Any],
    words: str,
    by: str | None,
    links: dict[str, int],
    now: datetime,
    rng: random.Random,
) -> Recorded:
    """The facts, which stay; beside them the words, which go when the whole record does."""
    about = tuple(sorted(people))
    parts = [NewSegment(Claim.FACT, by, about, content)]
    if words.strip():
        parts.append(NewSegment(Claim.OPINION, by, about, {"words": words}))
    return record(session, NewEntry(kind, by, tuple(parts), links=links), now=now, rng=rng)


# The projection


def _proposed(session: Session, entry: Recorded) -> None:
    if session.scalar(select(ErasureRow.seq).where(ErasureRow.seq == entry.seq)) is not None:
        return  # its words were erased, and nothing that stands here follows from them
    said = entry.content
    values = {"seq": entry.seq, "person_id": said["person"], "organisation_id": said["organisation"]}
    values |= {name: said[name] for name in ("whole", "parts", "why", "rule")}
    values |= {"asked_seq": entry.links.get("asked"), "proposed_at": entry.at}
    session.execute(insert(ErasureRow).values(values | {"first_by": entry.actor, "first_as": said["as"]}))
    about = [{"person_id": person, "erasure_seq": entry.seq} for person in entry.segments[0].subjects]
    session.execute(insert(ErasureAbout), about)


def _approved(session: Session, entry: Recorded) -> None:
    if not entry.content["decides"]:
        _change(session, ErasureRow.seq == entry.links["approves"], first_by=entry.actor, first_as=entry.content["as"])
        return
    decided = {"approved_seq": entry.seq, "approved_by": entry.actor, "due_at": entry.at + COOLING}
    _change(session, ErasureRow.seq == entry.links["approves"], **decided)


def _stopped(session: Session, entry: Recorded) -> None:
    stopped = {"stopped_seq": entry.seq, "stopped_by": entry.actor, "stopped_at": entry.at}
    _change(session, ErasureRow.seq == entry.links["stops"], **stopped)


def _done(session: Session, entry: Recorded) -> None:
    if "because" in entry.links:
        _change(session, ErasureRow.approved_seq == entry.links["because"], done_seq=entry.seq)


def _change(session: Session, which: Any, **values: Any) -> None:
    changed = update(ErasureRow).where(which).values(values)
    session.execute(changed.execution_options(synchronize_session=False))


_ON = {"erasure.proposed": _proposed, "erasure.approved": _approved, "erasure.stopped": _stopped, "erasure.done": _done}
register(Projection("retention", (ErasureAbout, ErasureRow), _ON, erased=_ON))  # only their words are ever erased


# Finding

LATELY = 20  # of those that are over, so many are listed
_IS_OPEN = ErasureRow.done_seq.is_(None) & ErasureRow.stopped_seq.is_(None)


def erasure_at(session: Session, seq: int) -> Erasure:
    """One erasure. :raise NotThere:"""
    found = _erasures(session, select(ErasureRow).where(ErasureRow.seq == seq))
    if not found:
        raise NotThere
    return found[0]


def erasure_here(session: Session, seq: int, organisation_id: str | None) -> Erasure:
    """One erasure that this organisation decides. :raise NotThere: for another's, just as for none."""
    erasure = erasure_at(session, seq)
    if organisation_id is None or erasure.organisation_id != organisation_id:
        raise NotThere
    return erasure


def erasures_here(session: Session, organisation_id: str | None) -> list[Erasure]:
    """An organisation's erasures: the nearest to being carried out first, those that wait, the newest that are over."""
    here = select(ErasureRow).where(ErasureRow.organisation_id == organisation_id)
    waiting = _erasures(session, here.where(_IS_OPEN))
    newest = here.with_only_columns(ErasureRow.seq).where(~_IS_OPEN).order_by(ErasureRow.seq.desc()).limit(LATELY)
    over = _erasures(session, select(ErasureRow).where(ErasureRow.seq.in_(newest)))
    waiting.sort(key=lambda each: (each.state is State.PROPOSED, each.due_at or each.proposed_at))
    return [*waiting, *reversed(over)]


def asked_and_proposed(session: Session, organisation_id: str | None) -> set[int]:
    """The challenges that asked for an erasure which was proposed."""
    here = ErasureRow.organisation_id == organisation_id
    return {seq for seq in session.scalars(select(ErasureRow.asked_seq).where(here)) if seq is not None}


def erasures_about(session: Session, person_id: str) -> list[Erasure]:
    """Every erasure that would take, or took, a part about this person; oldest first."""
    mine = select(ErasureAbout.erasure_seq).where(ErasureAbout.person_id == person_id)
    return _erasures(session, select(ErasureRow).where(ErasureRow.seq.in_(mine)))


def due(session: Session, now: datetime) -> list[Erasure]:
    """Those whose cooling-off is over, that nobody stopped, and that were not carried out; longest waiting first."""
    waiting = (ErasureRow.due_at <= now, ErasureRow.done_seq.is_(None), ErasureRow.stopped_seq.is_(None))
    return sorted(_erasures(session, select(ErasureRow).where(*waiting)), key=lambda each: each.due_at or now)


def words_of(session: Session, seq: int) -> str:
    """What was said at a step: the reason in words; empty when there was none, or it is gone."""
    entry = entry_at(session, seq)
    said = [str(part.content.get("words", "")) for part in entry.segments[1:]] if entry else []
    return said[0] if said else ""


def _open_for(session: Session, person_id: str, places: Collection[Place], *, whole: bool) -> bool:
    """Whether an erasure that is not over yet covers any of these already."""
    under_way = [each for each in erasures_about(session, person_id) if each.is_open]
    return any((whole and each.whole) or bool(set(each.parts) & set(places) and not whole) for each in under_way)


def _erasures(session: Session, wanted: Select[ErasureRow]) -> list[Erasure]:
    fresh = {"populate_existing": True}  # projections write below the session
    rows = list(session.scalars(wanted.order_by(ErasureRow.seq), execution_options=fresh))
    people: dict[int, set[str]] = {}
    named = select(ErasureAbout.erasure_seq, ErasureAbout.person_id)
    for seq, person in session.execute(named.where(ErasureAbout.erasure_seq.in_([row.seq for row in rows]))):
        people.setdefault(seq, set()).add(person)
    return [_erasure(row, frozenset(people[row.seq])) for row in rows]


def _erasure(row: ErasureRow, people: frozenset[str]) -> Erasure:
    facts = {column.key: getattr(row, column.key) for column in ErasureRow.__table__.columns}
    facts |= {"people": people, "parts": tuple((seq, ordinal) for seq, ordinal in row.parts)}
    facts |= {"why": Why(row.why), "first_as": Role(row.first_as) if row.first_as else None}
    return Erasure(**facts)
