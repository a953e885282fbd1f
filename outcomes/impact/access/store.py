"""Making and ending agreements, reading releases under them, and writing down and counting that they were read."""

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from outcomes.impact.access.agreement import (
    FOR_PARTS,
    Agreement,
    AgreementWrong,
    Audience,
    Format,
    Reader,
    Terms,
    for_release,
    narrow,
)
from outcomes.impact.access.models import AgreementRow, FigureView
from outcomes.impact.book import Book
from outcomes.impact.kept.store import release_book, releases, short_books, withdrawn
from outcomes.impact.models import ReleaseRow, ReleaseWithdrawnRow
from survey import due
from survey.accounts.models import Account, AccountRole
from survey.days import begins, local_day
from survey.errors import AlreadyDone, NotThere
from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.models import Entry
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries, record, take_turn
from survey.people.models import Area, Organisation, Person
from survey.people.role import Role
from survey.register.count import Band, band

MADE, ENDED, COUNTED = "agreement.made", "agreement.ended", "figures.counted"
MAKES_THEM = Role.DATA_LEAD.value  # reads every release, and makes the agreements
HOUSE = "house"


# Making and ending


def agree(session: Session, terms: Terms, *, by: str | None, now: datetime, rng: random.Random) -> int:
    """Record an agreement, and give its place. :raise AgreementWrong: when it names what there is not."""
    take_turn(session)
    _refuse_unknown(session, terms)
    segment = NewSegment(Claim.FACT, by, (), terms.plain())
    return record(session, NewEntry(MADE, by, (segment,)), now=now, rng=rng).seq


def _refuse_unknown(session: Session, terms: Terms) -> None:
    known: Mapping[Audience, bool] = {
        Audience.ROLE: terms.who in [role.value for role in Role],
        Audience.ORGANISATION: session.get(Organisation, terms.who) is not None,
        Audience.ACCOUNT: getattr(session.get(Person, terms.who), "kind", "") == "staff",
        Audience.PUBLIC: True,
    }
    if not known[terms.audience]:
        raise AgreementWrong("There is nobody here by that name.")
    for number in terms.releases:
        if session.get(ReleaseRow, number) is None:
            raise AgreementWrong(f"There is no release {number}.")
    for code in terms.areas:
        if session.get(Area, code) is None:
            raise AgreementWrong(f"There is no area {code}.")


def end(session: Session, seq: int, *, by: str | None, now: datetime, rng: random.Random) -> None:
    """Record that an agreement is over, from now. :raise NotThere: :raise AlreadyDone:"""
    take_turn(session)
    row = session.get(AgreementRow, seq)
    if row is None:
        raise NotThere
    if row.ended_on is not None:
        raise AlreadyDone("This agreement has been ended already.")
    record(session, NewEntry(ENDED, by, (NewSegment(Claim.FACT, by, (), {}),), links={"of": seq}), now=now, rng=rng)


def _made(session: Session, entry: Recorded) -> None:
    values = {"seq": entry.seq, "terms": entry.content, "made_on": local_day(entry.at)}
    session.execute(insert(AgreementRow).values(values))


def _ended(session: Session, entry: Recorded) -> None:
    over = update(AgreementRow).where(AgreementRow.seq == entry.links["of"]).values(ended_on=local_day(entry.at))
    session.execute(over.execution_options(synchronize_session=False))


register(Projection("agreements", (AgreementRow,), {MADE: _made, ENDED: _ended}))


def agreements(session: Session) -> list[Agreement]:
    """Every agreement there ever was, the newest first."""
    rows = session.scalars(select(AgreementRow).order_by(AgreementRow.seq.desc()))
    return [Agreement(row.seq, Terms.from_plain(row.terms), row.ended_on) for row in rows]


def organisations(session: Session) -> list[tuple[str, str]]:
    """Each organisation's id and name, for the form."""
    rows = session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.name))
    return [(each.id, each.name) for each in rows]


def readers(session: Session) -> list[tuple[str, str]]:
    """Staff whose accounts are there to read releases, by name: an agreement may be with one of them alone."""
    held = select(Account.person_id).join(AccountRole, AccountRole.account_id == Account.id)
    those = held.where(Account.active, AccountRole.name.in_((Role.COMMISSIONER.value, Role.ANALYST.value)))
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(those)).order_by(Person.name, Person.id))
    return [(each.id, each.name) for each in rows]


# Reading, through a session that can read releases and nothing else


@dataclass(frozen=True)
class Opened:
    """A release as this reader may read it, and under which agreement; none: they make the agreements."""

    book: Book
    agreement: Agreement | None


class OutOfView(NotThere):
    """This release was taken from view."""

    def __init__(self, release: ReleaseRow, gone: ReleaseWithdrawnRow) -> None:
        super().__init__()
        self.title, self.published_on = release.title, release.published_on
        self.on, self.why, self.replaced_by = gone.withdrawn_on, gone.why, gone.replaced_by


def opened(session: Session, reader: Reader, number: int, how: Format, today: date) -> Opened:
    """A release for this reader. :raise NotThere: when there is none, and when no agreement lets them read it.

    :raise OutOfView: when they could read it, had it not been taken from view.
    """
    every = MAKES_THEM in reader.roles
    found = [] if every else for_release(_standing(session, reader, today), number, how)
    if not found and not every:
        raise NotThere
    gone = withdrawn(session, number)
    if gone is not None:
        raise OutOfView(session.get_one(ReleaseRow, number), gone)
    book = release_book(session, number)
    return Opened(book, None) if every else Opened(narrow(book, found), found[0])


def out_of_view(session: Session, reader: Reader, today: date) -> list[ReleaseRow]:
    """The releases that this reader could read, had they not been taken from view, the newest first."""
    rows = session.scalars(
        select(ReleaseRow).join(ReleaseWithdrawnRow, ReleaseWithdrawnRow.release_id == ReleaseRow.id)
    ).all()
    standing = _standing(session, reader, today)
    found = [each for each in rows if MAKES_THEM in reader.roles or for_release(standing, each.id, Format.PAGE)]
    return sorted(found, key=lambda each: -each.id)


def listed(
    session: Session,
    reader: Reader,
    today: date,
    scales: Collection[str] = (),
    line: Callable[[Sequence[ReleaseRow]], Sequence[ReleaseRow]] = lambda rows: rows,
) -> list[Opened]:
    """Every release whose page this reader may open, the newest first; `line` picks those of which more is read.

    Short books: who is in each, its headline, and the change on `scales`, in as many statements for all as for one.
    """
    every, standing = MAKES_THEM in reader.roles, _standing(session, reader, today)
    rows, lets = releases(session), dict[int, list[Agreement]]()
    for row in rows:
        lets[row.id] = for_release(standing, row.id, Format.PAGE)
    books = short_books(session, line([row for row in rows if every or lets[row.id]]), scales)
    if every:
        return [Opened(book, None) for book in books]
    return [Opened(narrow(book, lets[book.number]), lets[book.number][0]) for book in books]


def formats(session: Session, reader: Reader, number: int, today: date) -> frozenset[Format]:
    """The ways in which this reader may read a release."""
    return formats_of(session, reader, today).get(number, frozenset())


def formats_of(session: Session, reader: Reader, today: date) -> dict[int, frozenset[Format]]:
    """The ways in which this reader may read each release, by its number."""
    numbers = [row.id for row in releases(session)]
    if MAKES_THEM in reader.roles:
        return dict.fromkeys(numbers, frozenset(Format))
    standing = _standing(session, reader, today)
    return {number: frozenset(how for how in Format if for_release(standing, number, how)) for number in numbers}


def _standing(session: Session, reader: Reader, today: date) -> list[Agreement]:
    return [each for each in agreements(session) if each.lets(reader, today)]


# Writing down that a release was read, and counting it


def write_down(session: Session, number: int, how: Format, agreement: Agreement | None, now: datetime) -> None:
    """That a release was read: under which agreement, how, in which hour."""
    write_down_all(session, [(number, agreement)], how, now)


def write_down_all(session: Session, read: Sequence[tuple[int, Agreement | None]], how: Format, now: datetime) -> None:
    """The same of several releases that one page shows."""
    hour, rows = now.replace(minute=0, second=0, microsecond=0), list[dict[str, Any]]()
    for number, under in read:
        audience = under.terms.audience.value if under else HOUSE
        place = {"agreement_seq": under.seq if under else None, "audience": audience}
        rows.append({"release_id": number, "how": how.value, "at_hour": hour} | place)
    if rows:
        session.execute(insert(FigureView), rows)


def times_read(session: Session) -> dict[int, int]:
    """How often each agreement was used, for whoever makes them."""
    used = select(FigureView.agreement_seq, func.count()).where(FigureView.agreement_seq.is_not(None))
    return {seq or 0: int(count) for seq, count in session.execute(used.group_by(FigureView.agreement_seq))}


@dataclass(frozen=True)
class Read:
    """How often a release was read, as it is told to everyone: by whom, on pages or as files, in bands."""

    release: int
    by_public: bool
    as_file: bool
    band: Band


def count_day(session: Session, today: date, now: datetime, rng: random.Random) -> int:
    """Once a day, tell how often each release was read until midnight; nothing when no band has moved."""
    take_turn(session)
    last = _last_count(session)
    if last is not None and last.content["on"] >= today.isoformat():
        return 0
    if session.scalar(select(ReleaseRow.id).limit(1)) is None:
        return 0
    bands = [[one.release, one.by_public, one.as_file, one.band.low, one.band.high] for one in _counts(session, today)]
    if last is not None and last.content["bands"] == bands:
        return 0
    facts = {"on": today.isoformat(), "bands": bands}
    record(session, NewEntry(COUNTED, None, (NewSegment(Claim.FACT, None, (), facts),)), now=now, rng=rng)
    return 1


def _counts(session: Session, today: date) -> list[Read]:
    counted: dict[tuple[int, bool, bool], int] = {}
    for number in session.scalars(select(ReleaseRow.id).order_by(ReleaseRow.id)):
        counted |= {(number, public, file): 0 for public in (False, True) for file in (False, True)}
    columns = (FigureView.release_id, FigureView.audience, FigureView.how)
    until = FigureView.at_hour < begins(today)
    for number, audience, how, count in session.execute(select(*columns, func.count()).where(until).group_by(*columns)):
        counted[number, audience == Audience.PUBLIC, how not in FOR_PARTS] += count
    return [Read(*key, band(count)) for key, count in counted.items()]


def told(session: Session) -> tuple[date | None, list[Read]]:
    """What was last told of how often releases were read, and when."""
    last = _last_count(session)
    if last is None:
        return None, []
    bands: list[Any] = last.content["bands"]
    read = [Read(number, public, file, Band(low, high)) for number, public, file, low, high in bands]
    return date.fromisoformat(last.content["on"]), read


def _last_count(session: Session) -> Recorded | None:
    seq = session.scalar(select(func.max(Entry.seq)).where(Entry.kind == COUNTED))
    return entries(session, [seq])[0] if seq is not None else None


_counted: dict[str, date] = {}  # by database: the day on which a step was last taken there, so that it need not look


def _step(house: House) -> int:
    today = local_day(house.clock())
    if _counted.get(house.database.url) == today:
        return 0
    with house.database.writing() as session:
        done = count_day(session, today, house.clock(), house.rng)
    _counted[house.database.url] = today
    return done


due.register("how often releases were read", _step)
