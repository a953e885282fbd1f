"""Taking a release from view, and mending one. A published release never changes: what is said of it is beside it.

Ten or more must be concerned before a mended one may stand beside the first, or the difference is a person. Whoever
kept the first has both, so it enters the audit of the mended one as it stands, about those whose records are the same.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outcomes.disclosure.programme import Record
from outcomes.impact.captions import words_to_leave_out
from outcomes.impact.closing.stages import LIMIT, Progress, silent
from outcomes.impact.closing.store import Moved, RollsOn, Snapshot, fresh, safe, snapshot
from outcomes.impact.closing.year.store import earlier_of, quarter_of
from outcomes.impact.door.places.store import frame_of
from outcomes.impact.door.store import Counting, count_again, count_mended
from outcomes.impact.kept.store import LARGEST_NUMBER, keep, release_book, withdrawn
from outcomes.impact.models import Cohort, ReleaseRow, ReleaseWithdrawnRow
from survey.days import local_day
from survey.errors import AlreadyDone, DomainError, NotThere
from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record, take_turn

FEWEST_CHANGED = 10  # young people whose record is another now (facts/disclosure.md, 2.3)
LONGEST_WHY = 500
TOO_SMALL = "What is left of it is too small to be published. Withdraw it."
WITHDRAWN, MENDED = "release.withdrawn", "release.mended"


class WhyWrong(DomainError):
    """Say why in a sentence of 500 letters or fewer, without a word that claims a cause or a fault."""


class TooFewChanged(DomainError):
    """Fewer than ten young people’s records are others now, so a mended release would point to them. Withdraw it."""

    kind = "conflict"


def withdraw(session: Session, number: int, why: str, *, by: str | None, now: datetime, rng: random.Random) -> None:
    """Take a release from view for good. :raise NotThere: :raise AlreadyDone: :raise WhyWrong:"""
    take_turn(session)
    release = _in_view(session, number)
    _gone(session, release, _require_why(why), None, by=by, now=now, rng=rng)


def mend(
    house: House, number: int, why: str, *, by: str | None, progress: Progress = silent, limit: float = LIMIT
) -> int:
    """Publish a cohort again from the entries it used, as they are put right now. The number of the new release.

    The audit takes minutes and holds nothing up. :raise TooFewChanged: when fewer than ten records are others now; the
    whole release may still be withdrawn. :raise Moved: when what counts changed meanwhile. `limit`: seconds.
    """
    kept = _require_why(why)
    with house.database.reading() as session:
        found = _counted_again(session, number)
    try:
        made = safe(found, progress, limit=limit)
    except RollsOn:
        raise TooFewChanged(TOO_SMALL) from None
    with house.database.writing() as session:
        take_turn(session)
        if _counted_again(session, number).counting.records != found.counting.records:
            raise Moved
        now, release = house.clock(), _in_view(session, number)
        cohort = session.get_one(Cohort, release.cohort_id)
        another = keep(session, fresh(session, cohort, made, now, edition=release.edition + 1))
        _gone(session, release, kept, another, by=by, now=now, rng=house.rng)
    return another


def _counted_again(session: Session, number: int) -> Snapshot:
    """The cohort of a release as it is counted now, with what the release said as known. :raise TooFewChanged:"""
    release = _in_view(session, number)
    cohort = session.get_one(Cohort, release.cohort_id)
    if cohort.kind == "year":
        raise TooFewChanged("A year is made of its quarters: mend the quarter, or withdraw the year.")
    if release.edition > 1:
        raise TooFewChanged("It was mended once. Mended again, the two could differ by one person. Withdraw it.")
    if cohort.year_id is not None and session.get_one(Cohort, cohort.year_id).state == "closed":
        raise TooFewChanged("Its year is published, and could be subtracted from a mended quarter. Withdraw it.")
    quarter, people = quarter_of(session, cohort)
    frame = frame_of(session, cohort, quarter.closing, (str(cohort.id),))
    records, unchanged = count_mended(session, cohort, frame, quarter)
    if people - unchanged < FEWEST_CHANGED:
        raise TooFewChanged
    same = count_again(session, cohort, frame, quarter).values()
    first = earlier_of(release_book(session, number), frame, str(cohort.id), gone=people - unchanged)
    try:
        counting = Counting(list(_with_quarter(records, same)), [], frame, {})
        return snapshot(session, cohort, counting, quarter.closing, [first])
    except RollsOn:
        raise TooFewChanged(TOO_SMALL) from None


def _with_quarter(records: Iterable[Record], same: Iterable[Record]) -> Iterator[Record]:
    """The records, those that are the same as ever marked as the first release's; of two alike, either."""
    left = Counter(map(_face, same))
    marks = {_face(each): each.at["quarter"] for each in same}
    for each in records:
        face = _face(each)
        if left[face]:
            left[face] -= 1
            yield replace(each, at={**each.at, "quarter": marks[face]})
        else:
            yield each


def _face(record: Record) -> tuple[object, ...]:
    at = {dim: key for dim, key in record.at.items() if dim != "quarter"}
    return frozenset(at.items()), record.provider, frozenset(record.scores.items())


def _in_view(session: Session, number: int) -> ReleaseRow:
    found = session.get(ReleaseRow, number) if number <= LARGEST_NUMBER else None
    if found is None:
        raise NotThere
    if withdrawn(session, number) is not None:
        raise AlreadyDone("This release was taken from view before.")
    newest = select(func.max(ReleaseRow.edition)).where(ReleaseRow.cohort_id == found.cohort_id)
    if found.edition != session.scalar(newest):
        raise AlreadyDone("This release was published again since.")
    return found


def _require_why(why: str) -> str:
    kept = " ".join(why.split())
    if not kept or len(kept) > LONGEST_WHY or words_to_leave_out(kept) or not kept.isprintable():
        raise WhyWrong
    return kept


def _gone(
    session: Session,
    release: ReleaseRow,
    why: str,
    by_another: int | None,
    *,
    by: str | None,
    now: datetime,
    rng: random.Random,
) -> None:
    content = {"release": release.id, "why": why, "replaced_by": by_another}
    segment = NewSegment(Claim.FACT, by, (), content)
    record(session, NewEntry(MENDED if by_another else WITHDRAWN, by, (segment,)), now=now, rng=rng)
    row = {"release_id": release.id, "withdrawn_on": local_day(now), "why": why, "replaced_by": by_another}
    session.add(ReleaseWithdrawnRow(**row))
    session.flush()
