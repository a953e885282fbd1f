"""Erasing: the only way anything goes. The entry that says so is recorded first; the leaf of what goes stays."""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.orm import Session

from survey.keys import key_store, waiting
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.models import ErasedSegment, Segment, SegmentContent
from survey.ledger.projection import Projection, project, register
from survey.ledger.store import Part, entries, record, subjects_of_parts

ERASED = "erasure.done"


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
    subjects = subjects_of_parts(session, places)
    people = tuple(sorted({person for about in subjects.values() for person in about}))
    content = {"parts": [list(place) for place in places]}
    links = {"because": because} if because is not None else {}
    segment = NewSegment(Claim.FACT, actor, people, content)
    recorded = record(session, NewEntry(ERASED, actor, (segment,), reason=reason, links=links), now=now, rng=rng)
    _take_away(session, places, now)
    for entry in entries(session, {seq for seq, _ in places}, erased=True):
        project(session, entry)
    return recorded


def _take_away(session: Session, places: Sequence[Part], now: datetime) -> None:
    here = tuple_(Segment.entry_seq, Segment.ordinal).in_(places)
    keys = waiting(session)
    for key_id in session.scalars(select(Segment.key_id).where(here)):
        keys.made.pop(key_id, None)
        keys.ending[key_id] = now
    content = SegmentContent.__table__
    session.execute(delete(content).where(tuple_(content.c.entry_seq, content.c.ordinal).in_(places)))  # type: ignore[arg-type]  # a Table


def finish_erasures(session: Session, now: datetime) -> int:
    """Destroy the keys of erased parts that a crash left behind, and give how many there were."""
    erased = select(Segment.key_id).join(
        ErasedSegment, (ErasedSegment.entry_seq == Segment.entry_seq) & (ErasedSegment.ordinal == Segment.ordinal)
    )
    keys = key_store(session)
    left = keys.open(list(session.scalars(erased)))
    keys.destroy(dict.fromkeys(left, now))
    return len(left)


def _parts_erased(session: Session, entry: Recorded) -> None:
    known = {
        (row.entry_seq, row.ordinal) for row in session.execute(select(ErasedSegment.entry_seq, ErasedSegment.ordinal))
    }
    rows = [
        {"entry_seq": seq, "ordinal": ordinal, "by_seq": entry.seq}
        for seq, ordinal in entry.content["parts"]
        if (seq, ordinal) not in known
    ]
    if rows:
        session.execute(insert(ErasedSegment), rows)


register(Projection("erasures", (ErasedSegment,), {ERASED: _parts_erased}))
