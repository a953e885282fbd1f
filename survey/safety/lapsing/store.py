"""Letters before a route lapses, and when it has: a watch never goes off unnoticed by those who can test it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey import due
from survey.house import House
from survey.post.letter import Letter, Words
from survey.post.store import Kind, Pen, write
from survey.post.store import register as register_letter
from survey.safety.addresses.store import address_of
from survey.safety.models import WatchRow
from survey.safety.store import MANAGES, desk, staff_of
from survey.safety.watching import PROVEN_FOR

LETTER = "watch_lapses"
BEFORE = timedelta(days=7)


def remind(house: House) -> int:
    """Write to whoever manages where a route lapses within a week, and once more when it has: how many letters."""
    now = house.clock()
    with house.database.reading() as session:
        if not _lapsing(session, now):
            return 0
    with house.database.writing() as session:
        return sum(_tell(session, row, now) for row in _lapsing(session, now))


def _lapsing(session: Session, now: datetime) -> list[WatchRow]:
    stands = (WatchRow.confirmed_by.is_not(None), WatchRow.ended_at.is_(None))
    rows = select(WatchRow).where(*stands, WatchRow.proven_at <= now - (PROVEN_FOR - BEFORE))
    return list(session.scalars(rows, execution_options={"populate_existing": True}))


def _tell(session: Session, row: WatchRow, now: datetime) -> int:
    """One letter to each: of this test, before it lapses and after."""
    when = "lapsed" if _has_lapsed(row, now) else "soon"
    who = sorted(staff_of(session, row.organisation_id, MANAGES))
    return sum(write(session, LETTER, row.seq, f"{LETTER}:{row.proven_seq}:{when}:{each}", now) for each in who)


def _has_lapsed(row: WatchRow, now: datetime) -> bool:
    return row.proven_at is not None and row.proven_at + PROVEN_FOR <= now


due.register("routes that are about to lapse", remind)


def words(session: Session, letter: Letter, pen: Pen) -> Words | None:
    """That a test is due, or that the watch is off. Nothing where it was tested or ended since."""
    row = session.get(WatchRow, letter.about, populate_existing=True)
    test, _when, who = letter.once.split(":")[1:]
    if row is None or row.ended_at is not None or str(row.proven_seq) != test:
        return None
    address = address_of(session, who)
    if address is None:
        return None
    _ = pen.say
    if _has_lapsed(row, pen.now):
        said = _("A watch is off: nobody has tested it for 30 days. Please sign in and test it:\n%(link)s")
        subject = _("A watch is off until it is tested")
    else:
        said = _("A watch goes off in a few days unless it is tested. Please sign in and test it:\n%(link)s")
        subject = _("A watch needs a test")
    return Words(address, subject, said % {"link": desk(pen)})


register_letter(LETTER, Kind(words, lambda _session, _letter, _now, _rng: None))
