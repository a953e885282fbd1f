"""Erasing: the only way anything goes. The entry that says so is recorded first; the leaf of what goes stays."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.orm import Session

from survey.keys import key_store, waiting
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.models import Entry, ErasedSegment, Segment, SegmentContent
from survey.ledger.projection import Projection, project, register
from survey.ledger.store import Part, entries, record, subjects_of_parts

ERASED = "erasure.done"
AT_ONCE = 500  # parts in one statement
NEWEST = 50  # more erasures than a crash can leave unfinished
T = TypeVar("T")


def erase(
    session: Session,
    parts: Iterable[Part],
    *,
    actor: str | None,
    because: int | None,
    reason: str,
    now: datetime,
    rng: random.Random,
) -> Recorded:
    """Record that these parts are erased, delete what they say, and have their keys destroyed once that is durable.

    `because` is the place of the entry that decided it. Who may decide, and when, is not asked here (retention).
    """
    places = sorted(set(parts))
    subjects = [about for some in batched(places) for about in subjects_of_parts(session, some).values()]
    people = tuple(sorted({person for about in subjects for person in about}))
    content = {"parts": [list(place) for place in places]}
    links = {"because": because} if because is not None else {}
    segment = NewSegment(Claim.FACT, actor, people, content)
    recorded = record(session, NewEntry(ERASED, actor, (segment,), reason=reason, links=links), now=now, rng=rng)
    for some in batched(places):
        _take_away(session, some, now)
    for seqs in batched(sorted({seq for seq, _ in places})):
        for entry in entries(session, seqs, erased=True):
            project(session, entry)
    return recorded


def batched(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """A few at a time: a statement holds only so many."""
    for start in range(0, len(things), AT_ONCE):
        yield things[start : start + AT_ONCE]


def _take_away(session: Session, places: Sequence[Part], now: datetime) -> None:
    here = tuple_(Segment.entry_seq, Segment.ordinal).in_(places)
    keys = waiting(session)
    for key_id in session.scalars(select(Segment.key_id).where(here)):
        keys.made.pop(key_id, None)
        keys.ending[key_id] = now
    content = SegmentContent.__table__
    session.execute(delete(content).where(tuple_(content.c.entry_seq, content.c.ordinal).in_(places)))  # type: ignore[arg-type]  # a Table


def finish_erasures(session: Session, now: datetime, *, newest: int | None = None) -> int:
    """Destroy the keys of erased parts that a crash left behind, and give how many there were.

    `newest`: look at so many erasures only, the last ones: a crash leaves nothing older behind, a restore may.
    """
    erased = select(Segment.key_id).join(
        ErasedSegment, (ErasedSegment.entry_seq == Segment.entry_seq) & (ErasedSegment.ordinal == Segment.ordinal)
    )
    if newest is not None:
        last = select(Entry.seq).where(Entry.kind == ERASED).order_by(Entry.seq.desc()).limit(newest)
        erased = erased.where(ErasedSegment.by_seq.in_(session.scalars(last).all()))
    keys = key_store(session)
    left = keys.open(list(session.scalars(erased)))
    keys.destroy(dict.fromkeys(left, now))
    return len(left)


def _parts_erased(session: Session, entry: Recorded) -> None:
    known: set[Part] = set()
    for some in batched(sorted({seq for seq, _ in entry.content["parts"]})):
        there = select(ErasedSegment.entry_seq, ErasedSegment.ordinal).where(ErasedSegment.entry_seq.in_(some))
        known |= {(seq, ordinal) for seq, ordinal in session.execute(there)}
    rows = [
        {"entry_seq": seq, "ordinal": ordinal, "by_seq": entry.seq}
        for seq, ordinal in entry.content["parts"]
        if (seq, ordinal) not in known
    ]
    if rows:
        session.execute(insert(ErasedSegment), rows)


register(Projection("erasures", (ErasedSegment,), {ERASED: _parts_erased}))
