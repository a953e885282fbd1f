"""Recording a person's own words beside an entry, and that they took them away again."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.errors import AlreadyDone, NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.models import Entry, SegmentSubject
from survey.ledger.store import entries, entries_about, entry_at, record, take_turn
from survey.people.beside import words_come_from
from survey.records.correction import plain
from survey.records.statements.statement import (
    ADDED,
    HELPED,
    REMOVED,
    Helper,
    content_of,
    standing,
    taken_away,
    words_of,
)

SENT_TWICE = timedelta(minutes=10)


def add_statement(
    session: Session,
    person_id: str,
    entry_seq: int | None,
    words: str,
    *,
    now: datetime,
    rng: random.Random,
    challenge_seq: int | None = None,
    helper: Helper | None = None,
    by: str | None = None,
) -> int:
    """Their own words beside an entry about them, kept exactly; no one can edit them. :raise NotThere:

    `by` says them for the person; `helper` helped them to say it.
    """
    if entry_seq is not None:
        entry_about(session, entry_seq, person_id)
    take_turn(session)
    links = {"beside": entry_seq, "with": challenge_seq}
    by = by or person_id
    segment = NewSegment(Claim.THEIR_WORDS, by, (person_id,), content_of(words))
    named = {name: seq for name, seq in links.items() if seq is not None}
    whose = person_id if by != person_id else None
    statement = NewEntry(ADDED, by, (segment,), on_behalf_of=whose, links=named)
    twice = sent_already(session, statement, now)
    if twice is not None and twice not in _taken_by(session, person_id):
        return twice
    seq = record(session, statement, now=now, rng=rng).seq
    if helper:
        told = NewSegment(Claim.FACT, by, (person_id,), {"helper": helper.facts()})
        record(session, NewEntry(HELPED, by, (told,), on_behalf_of=whose, links={"of": seq}), now=now, rng=rng)
    return seq


def take_away(session: Session, person_id: str, seq: int, *, now: datetime, rng: random.Random) -> None:
    """Record that they took their words away: from here on they are on no page, in no file and in no share.

    :raise NotThere: for another's words, just as for none. :raise AlreadyDone: when they were taken away before.
    """
    take_turn(session)
    statement = standing_at(session, person_id, seq)
    segment = NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), {})
    record(session, NewEntry(REMOVED, person_id, (segment,), links={"removes": statement.seq}), now=now, rng=rng)


def standing_at(session: Session, person_id: str, seq: int) -> Recorded:
    """Words of this person's that stand beside something now. :raise NotThere: :raise AlreadyDone:"""
    statement = entry_at(session, seq)
    if statement is None or statement.kind != ADDED or statement.subjects != {person_id}:
        raise NotThere
    if seq in _taken_by(session, person_id):
        raise AlreadyDone
    return statement


def _taken_by(session: Session, person_id: str) -> frozenset[int]:
    return taken_away(entries_about(session, person_id, (REMOVED,), erased=True))


def entry_about(session: Session, seq: int, person_id: str) -> Recorded:
    """An entry about this person. :raise NotThere: for any other, just as for none."""
    entry = entry_at(session, seq)
    if entry is None or person_id not in entry.subjects:
        raise NotThere
    return entry


def sent_already(session: Session, new: NewEntry, now: datetime) -> int | None:
    """The place of the same entry by the same hand in the last minutes: a button tapped twice, a page sent again."""
    parts = [part.plain() for part in new.segments]
    for entry in entries_about(session, new.segments[0].subjects[0], (new.kind,)):
        if now - entry.at > SENT_TWICE:
            return None
        same = (entry.actor, entry.effective_at, entry.links) == (new.actor, new.effective_at, dict(new.links))
        if same and [plain(part) for part in entry.segments] == parts:
            return entry.seq
    return None


# Finding


@dataclass(frozen=True)
class Beside:
    """Their words beside an entry: where they are, and the words exactly."""

    seq: int
    words: str


def beside_each(session: Session, wanted: Mapping[str, Iterable[int]]) -> dict[int, list[Beside]]:
    """Each of these people's words that stand beside these entries now, by the entry's place, oldest first."""
    places = {person: set(seqs) for person, seqs in wanted.items()}
    about = select(SegmentSubject.entry_seq).join(Entry, Entry.seq == SegmentSubject.entry_seq)
    mine = about.where(SegmentSubject.person_id.in_(places), Entry.kind.in_((ADDED, REMOVED)))
    found = defaultdict[int, list[Beside]](list)
    for entry in standing(entries(session, session.scalars(mine), erased=True)) if any(places.values()) else ():
        place = entry.links.get("beside")
        if place is not None and place in places.get(entry.subject, ()):
            found[place].append(Beside(entry.seq, words_of(entry)))
    return dict(found)


def beside(session: Session, person_id: str, seqs: Iterable[int]) -> dict[int, list[Beside]]:
    """One person's words that stand beside these entries now, by the entry's place, oldest first."""
    return beside_each(session, {person_id: seqs})


def words_at(session: Session, seqs: Iterable[int]) -> list[str]:
    """The words at these places that stand now: none that were taken away since, or erased."""
    found = [entry for entry in entries(session, set(seqs)) if entry.kind == ADDED]
    gone = {seq for person in {entry.subject for entry in found} for seq in _taken_by(session, person)}
    return [words_of(entry) for entry in found if entry.seq not in gone]


words_come_from(beside)
