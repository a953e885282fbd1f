"""Counting a year from its closed quarters, with what they published standing as it is (decision on years).

A young person is in it once for each quarter that counted them: so a year is the sum of its quarters, and there is
nothing to subtract one from the other by.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from outcomes.disclosure.engine import Earlier
from outcomes.disclosure.programme import Programme, Record
from outcomes.impact.book import Book
from outcomes.impact.closing.store import CLOSED, Snapshot, closing_moment, require_open, snapshot
from outcomes.impact.door.places.store import frame_of
from outcomes.impact.door.store import Counting, Quarter, count_again, count_missing
from outcomes.impact.frame import Frame
from outcomes.impact.kept.store import kept_book, withdrawn
from outcomes.impact.models import Cohort, ReleaseRow
from survey.errors import DomainError
from survey.ledger.models import Entry
from survey.ledger.store import entries


class NotYet(DomainError):
    """A year is closed after each of its quarters, and it has at least two."""

    kind = "conflict"


def counted_year(session: Session, year: Cohort, now: datetime) -> Snapshot:
    """Count a year. :raise NotYet: while a quarter is open. :raise RollsOn: with too few."""
    require_open(year)
    quarters = list(session.scalars(select(Cohort).where(Cohort.year_id == year.id).order_by(Cohort.opens_on)))
    if len(quarters) < 2 or any(quarter.state != "closed" for quarter in quarters):
        raise NotYet
    closing = closing_moment(year, now)
    books = {quarter.id: _editions(session, quarter.id) for quarter in quarters}
    frame = _frame(session, year, closing, [book for editions in books.values() for book in editions])
    records: list[Record] = []
    people: set[str] = set()
    earlier: list[Earlier] = []
    for quarter in quarters:
        closed, were = quarter_of(session, quarter)
        found = count_again(session, quarter, frame, closed)
        records += found.values()
        people |= found.keys()
        gone = max(0, were - len(found))
        earlier += [earlier_of(book, frame, str(quarter.id), gone) for book in books[quarter.id]]
    records += count_missing(session, year, frame, closing, people)
    counted = snapshot(session, year, Counting(records, [], frame, {}), closing, earlier)
    in_view = [each[-1] for each in books.values() if each and withdrawn(session, each[-1].number) is None]
    return replace(counted, quarters=tuple(in_view) if len(in_view) == len(quarters) else ())


def _frame(session: Session, year: Cohort, closing: datetime, books: list[Book]) -> Frame:
    """The rows of the year. A scale is told in it only where each quarter that told it told it the same way."""
    frame = frame_of(session, year, closing, tuple(str(each.id) for each in _quarters(session, year)))
    waves = [{scale.key: scale.waves for scale in book.scales} for book in books]
    same = tuple(a for a in frame.asked if all(told.get(a.key, a.scale.waves) == a.scale.waves for told in waves))
    return replace(frame, asked=same)


def _quarters(session: Session, year: Cohort) -> list[Cohort]:
    return list(session.scalars(select(Cohort).where(Cohort.year_id == year.id).order_by(Cohort.opens_on)))


def quarter_of(session: Session, quarter: Cohort) -> tuple[Quarter, int]:
    """What a quarter used, and how many it counted, from the entry that closed it."""
    seqs = session.scalars(select(Entry.seq).where(Entry.kind == CLOSED)).all()
    (entry,) = (each for each in entries(session, seqs) if each.content["cohort"] == quarter.id)
    assert quarter.closed_at is not None, "a closed quarter says when"
    used = frozenset(entry.content["entries"])
    closing = closing_moment(quarter, quarter.closed_at)
    return Quarter(quarter.id, closing, used, entry.content["checkpoint"]), entry.content["people"]


def _editions(session: Session, quarter: int) -> list[Book]:
    """All that was ever published of a quarter, the newest last, in view or not: whoever kept it has it."""
    found = select(ReleaseRow.id).where(ReleaseRow.cohort_id == quarter).order_by(ReleaseRow.edition)
    return [kept_book(session, number) for number in session.scalars(found).all()]


def earlier_of(book: Book, frame: Frame, quarter: str, gone: int) -> Earlier:
    """A release that stands, as the audit takes it: about the records of this quarter, of whom some are gone."""
    known = {dimension.key for dimension in frame.dimensions()}
    tables = tuple(table for table in book.tables if table.dims and known.issuperset(table.dims) and table.among)
    keys = {table.key for table in tables}
    figures = tuple(each for each in book.figures if each.table in keys)
    dimensions = tuple(each for each in book.dimensions if each.key in known)
    programme = Programme(book.programme, dimensions, tables, book.scales)
    return Earlier(programme, figures, {"quarter": quarter}, gone, book.title)
