"""Offering a quote, reading it, agreeing, showing it with a later release, and taking it back at once."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outcomes.goals.models import GoalRow
from outcomes.impact.book import Book
from outcomes.impact.kept.store import release_book
from outcomes.impact.models import Cohort, ReleaseRow
from outcomes.impact.voices.models import QuoteRow, ReleaseQuoteRow
from outcomes.impact.voices.projection.store import AGREED, OFFERED, READ, SHOWN, WITHDRAWN
from outcomes.impact.voices.quote import Said, State, Trait, is_due, is_quotable, may_be_said
from survey import due
from survey.consent.models import STANDING
from survey.consent.purpose import Purpose
from survey.consent.store import people_with
from survey.errors import AlreadyDone, NotThere
from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import entries, record, take_turn
from survey.people.models import Area, Person
from survey.responses.changing.change import answers_of
from survey.responses.counting.store import sent_by


@dataclass(frozen=True)
class Source:
    """Own words that can be offered: the entry they are from, which question of it, and the words."""

    seq: int
    item: str
    words: str


@dataclass(frozen=True)
class Quote:
    """A quote on its own person's page: as it would be shown, and why it was declined."""

    seq: int
    source: Source
    state: State
    words: str
    said: Said | None
    why: str


def may_offer(session: Session, person_id: str) -> bool:
    """Whether their Yes to showing their words stands. Without it there is nothing to offer."""
    mine = people_with(Purpose.USE_WORDS).where(STANDING.c.person_id == person_id)
    return session.scalar(mine) is not None


def sources(session: Session, person_id: str) -> list[Source]:
    """Own words of a length to be quoted: goals in their words, and what they wrote in answers, the newest first."""
    goals = select(GoalRow.id, GoalRow.words).where(GoalRow.person_id == person_id, GoalRow.own_words)
    found = [Source(seq, "", words) for seq, words in session.execute(goals)]
    for entry in sent_by(session, person_id):
        found += [Source(entry.seq, item, words) for item, words in answers_of(entry)[1].items()]
    return sorted((each for each in found if is_quotable(each.words)), key=lambda each: (-each.seq, each.item))


def quotes_of(session: Session, person_id: str) -> list[Quote]:
    """This person's quotes, the newest first."""
    rows = list(session.scalars(select(QuoteRow).where(QuoteRow.person_id == person_id).order_by(QuoteRow.seq.desc())))
    return [quote_from(session, row) for row in rows]


def quote_from(session: Session, row: QuoteRow) -> Quote:
    """A quote with its words as they would be shown."""
    offered = entries(session, [row.seq])[0].content
    read = entries(session, [row.read_seq])[0].content if row.read_seq is not None else {}
    source = Source(row.source_seq, row.item, offered["words"])
    words, said = read.get("words") or offered["words"], read.get("said")
    return Quote(row.seq, source, State(row.state), words, _said(said), read.get("reason", ""))


def _said(plain: Any) -> Said | None:
    return Said(Trait(plain[0]), plain[1]) if plain else None


# What the young person does


def offer(session: Session, person_id: str, seq: int, item: str, *, now: datetime, rng: random.Random) -> int:
    """Their Yes to these words of theirs. :raise NotThere: for words that are not theirs, or without that choice."""
    take_turn(session)
    found = [each for each in sources(session, person_id) if (each.seq, each.item) == (seq, item)]
    if not found or not may_offer(session, person_id):
        raise NotThere
    here = select(QuoteRow.seq).where(QuoteRow.source_seq == seq, QuoteRow.item == item)
    if (offered := session.scalar(here)) is not None:
        return offered
    facts = {"source": seq, "item": item, "words": found[0].words, "after": _newest_release(session)}
    segment = NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), facts)
    return record(session, NewEntry(OFFERED, person_id, (segment,)), now=now, rng=rng).seq


def agree(session: Session, person_id: str, seq: int, *, now: datetime, rng: random.Random) -> None:
    """Their Yes to how it reads now. :raise NotThere: :raise AlreadyDone:"""
    row = _theirs(session, person_id, seq)
    if row.state != State.ASKED:
        raise AlreadyDone
    _note(session, AGREED, row, person_id, {"after": _newest_release(session)}, now=now, rng=rng)


def take_back(session: Session, person_id: str, seq: int, *, now: datetime, rng: random.Random) -> None:
    """Taken back: it is on no page from this moment. :raise NotThere: for somebody else's."""
    row = _theirs(session, person_id, seq)
    _note(session, WITHDRAWN, row, person_id, {}, now=now, rng=rng)


def _theirs(session: Session, person_id: str, seq: int) -> QuoteRow:
    take_turn(session)
    row = session.get(QuoteRow, seq)
    if row is None or row.person_id != person_id:
        raise NotThere
    return row


def _note(
    session: Session,
    kind: str,
    row: QuoteRow,
    by: str | None,
    facts: Mapping[str, Any],
    *,
    now: datetime,
    rng: random.Random,
) -> None:
    segment = NewSegment(Claim.FACT, by, (row.person_id,), dict(facts))
    record(session, NewEntry(kind, by, (segment,), links={"of": row.seq}), now=now, rng=rng)


# What the person who reads it does


@dataclass(frozen=True)
class Reading:
    """How a quote was read: kept or not, in which words, with which one thing about them, or why not."""

    keep: bool
    words: str = ""
    said: Said | None = None
    reason: str = ""


def read(session: Session, seq: int, reading: Reading, *, by: str, now: datetime, rng: random.Random) -> None:
    """Record how it was read. With a word changed, or a thing said of them, it waits for the young person's Yes."""
    take_turn(session)
    row = session.get(QuoteRow, seq)
    if row is None or row.state != State.OFFERED:
        raise AlreadyDone
    offered = entries(session, [row.seq])[0].content["words"]
    words = reading.words.strip() if reading.words.strip() != offered.strip() else ""
    asks = bool(words or reading.said)
    said = [reading.said.trait.value, reading.said.group] if reading.said else None
    facts = {"keep": reading.keep, "words": words, "said": said, "reason": reading.reason, "asks": asks}
    _note(session, READ, row, by, facts | {"after": _newest_release(session)}, now=now, rng=rng)


# Showing it, with a later release


def place(session: Session, number: int, *, now: datetime, rng: random.Random) -> int:
    """Put beside a release that is being published every quote that is due. How many.

    Called once, at publishing: nothing comes to a page between releases.
    """
    release = session.get_one(ReleaseRow, number)
    if release.kind != "cohort":
        return 0
    book, cohort = release_book(session, number), session.get(Cohort, release.cohort_id)
    every = list(session.scalars(select(ReleaseRow.id)))
    ready = select(QuoteRow).where(
        QuoteRow.state == State.READY, QuoteRow.person_id.in_(people_with(Purpose.USE_WORDS))
    )
    rows = [
        row
        for row in session.scalars(ready.order_by(QuoteRow.seq))
        if is_due(number, row.offered_after, row.ready_after or 0, every) and _is_about(session, row, cohort)
    ]
    rng.shuffle(rows)  # nothing follows from the order
    for at, row in enumerate(rows):
        quote = quote_from(session, row)
        said = may_be_said(book, quote.said)
        facts = {"release": number, "place": at, "words": quote.words, "said": _with_label(book, said)}
        _note(session, SHOWN, row, None, facts, now=now, rng=rng)
    return len(rows)


def _with_label(book: Book, said: Said | None) -> list[str] | None:
    if said is None:
        return None
    groups = {each.key: each.label for each in book.dimension(said.trait.value).categories}
    return [said.trait.value, said.group, groups[said.group]]


def _is_about(session: Session, row: QuoteRow, cohort: Cohort | None) -> bool:
    person = session.get(Person, row.person_id)
    if person is None or (cohort and cohort.organisation_id not in (None, person.organisation_id)):
        return False
    ward = session.get(Area, person.area_code) if person.area_code else None
    return not cohort or cohort.area_code in (None, ward.parent if ward else "")


def _newest_release(session: Session) -> int:
    return session.scalar(select(func.max(ReleaseRow.id))) or 0


@dataclass(frozen=True)
class Shown:
    """A quote as a release page reads it."""

    words: str
    said: Said | None
    label: str  # what its group is called


def shown(session: Session, number: int) -> list[Shown]:
    """The quotes beside a release, through the way in that reads releases alone."""
    rows = select(ReleaseQuoteRow).where(ReleaseQuoteRow.release_id == number).order_by(ReleaseQuoteRow.place)
    return [Shown(row.words, _said(row.said), row.said[2] if row.said else "") for row in session.scalars(rows)]


# A Yes that ended by itself


def take_down(session: Session, *, now: datetime, rng: random.Random) -> int:
    """Take back each quote whose Yes has ended as no entry of theirs says: the card changed, or a parent's right."""
    left = select(QuoteRow).where(QuoteRow.person_id.not_in(people_with(Purpose.USE_WORDS)))
    rows = list(session.scalars(left))
    for row in rows:
        _note(session, WITHDRAWN, row, None, {}, now=now, rng=rng)
    return len(rows)


def _step(house: House) -> int:
    with house.database.reading() as session:
        left = select(QuoteRow.seq).where(QuoteRow.person_id.not_in(people_with(Purpose.USE_WORDS))).limit(1)
        if session.scalar(left) is None:
            return 0
    with house.database.writing() as session:
        take_turn(session)
        return take_down(session, now=house.clock(), rng=house.rng)


due.register("quotes whose Yes has ended", _step)
