"""Recording a note. What is kept from someone is an entry of its own, about nobody from whom it is kept.

So their own record, receipts, looks, exports and counts have nothing of it, and no place where it would be; a relative
who may read notes is stopped by the seal, which stands before this transaction ends.
"""

import random
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

from sqlalchemy.orm import Session

from survey.ledger.entry import NewEntry, NewSegment
from survey.ledger.store import record
from survey.people.seals.seal import Seal, SealedAlready
from survey.people.seals.store import propose
from survey.records.notes.note import Draft, NothingWritten, by_whom_it_is_kept_from, kept_segments, segments
from survey.records.store import make_note


def write(
    session: Session,
    worker: str,
    person_id: str,
    drafts: Sequence[Draft],
    seals: Sequence[Seal],
    *,
    happened_at: datetime | None,
    today: date,
    now: datetime,
    rng: random.Random,
) -> None:
    """Record what was written: the note, and apart from it each part that is kept from someone, sealed.

    `seals`: one for everyone from whom a part is kept. :raise NothingWritten: :raise WhoseWords: :raise TheirOwn:
    """
    written = [draft for draft in drafts if draft.words.strip()]
    if not written:
        raise NothingWritten
    for kept_from, parts in by_whom_it_is_kept_from(written).items():
        if not kept_from:
            make_note(session, worker, segments(parts, worker), happened_at=happened_at, now=now, rng=rng)
            continue
        made = kept_segments(parts, worker, person_id)
        place = _apart(session, worker, made, happened_at, now, rng)
        for seal in seals:
            if seal.viewer_id in kept_from:
                with suppress(SealedAlready):  # the same note, sent twice
                    propose(session, seal, place, by=worker, today=today, now=now, rng=rng)


def _apart(
    session: Session,
    worker: str,
    parts: tuple[NewSegment, ...],
    happened_at: datetime | None,
    now: datetime,
    rng: random.Random,
) -> int:
    if parts[0].subjects:
        return make_note(session, worker, parts, happened_at=happened_at, now=now, rng=rng)
    return record(session, NewEntry("record.made", worker, parts, effective_at=happened_at), now=now, rng=rng).seq
