"""Seals as projections of entries; what is kept from whom; and finding both.

Every page that one person opens reads a record through `barred_to`, with or without a seal: one statement, always the
same. Every look is divided by `kept_from` before it is told.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries, entries_about, entry_at
from survey.people.models import Organisation, Person
from survey.people.person import Kind
from survey.people.seals.models import SealedPlace, SealRound, SealRow
from survey.people.seals.seal import Authority, Mode, Standing, looks_to_take_away, places_told

HANGS_ON = ("corrects", "beside", "removes", "of")  # links to what an entry is a version of, or stands beside
HANGING = ("record.corrected", "answers.changed", "statement.added", "statement.removed", "statement.helped")
WHOLE = {"synchronize_session": False}

# What is kept from whom


def barred_to(session: Session, viewer: str) -> frozenset[int]:
    """The places in the ledger that are kept from this person."""
    return frozenset(session.scalars(select(SealedPlace.entry_seq).where(SealedPlace.viewer_id == viewer)))


def kept_from(session: Session, seqs: Collection[int]) -> dict[int, frozenset[str]]:
    """From whom each of these places is kept; those that are kept from nobody are left out."""
    found: dict[int, set[str]] = {}
    asked = select(SealedPlace.entry_seq, SealedPlace.viewer_id).where(SealedPlace.entry_seq.in_(set(seqs)))
    for seq, viewer in session.execute(asked):
        found.setdefault(seq, set()).add(viewer)
    return {seq: frozenset(people) for seq, people in found.items()}


def hidden_from_the_child(session: Session, person_id: str) -> list[int]:
    """What was recorded about nobody, because its own test names the child: for staff who work with them."""
    kept = select(SealedPlace.entry_seq).join(SealRow, SealRow.seq == SealedPlace.seal_seq)
    return list(session.scalars(kept.where(SealRow.person_id == person_id, SealRow.viewer_id == person_id)))


def last_check(session: Session) -> datetime | None:
    """When all that is kept back was last looked at, everywhere; None while some organisation never has.

    It follows from rounds alone: not from what is sealed, nor for whom.
    """
    keeps = exists().where(Person.organisation_id == Organisation.id, Person.kind == Kind.YOUNG_PERSON.value)
    asked = select(SealRound.at).select_from(Organisation)
    asked = asked.outerjoin(SealRound, SealRound.organisation_id == Organisation.id).where(keeps)
    days = list(session.scalars(asked))
    return min(days) if days and None not in days else None


# The projection


def _proposed(session: Session, entry: Recorded) -> None:
    facts, sealed = entry.content, entry.links["seals"]
    who = {"person_id": facts["person"], "viewer_id": facts["viewer"], "organisation_id": facts["organisation"]}
    law = {name: facts[name] for name in ("mode", "authority", "about_viewer", "review_days")}
    values: dict[str, Any] = {"seq": entry.seq, "entry_seq": sealed, "since": entry.at, "first_by": entry.actor}
    values |= who | law | {"names_child": bool(facts["child_test"]), "test_seq": entry.seq}
    session.execute(insert(SealRow), values | {"review_on": date.fromisoformat(facts["review_on"])})
    places = versions_of(session, sealed, before=entry.seq, but_by=facts["viewer"])
    _bar(session, facts["viewer"], entry.seq, places)
    told = [each for each in entries_about(session, facts["viewer"], ("view.made",)) if each.seq < entry.seq]
    barred = barred_to(session, facts["viewer"])
    _bar(session, facts["viewer"], entry.seq, set(looks_to_take_away(told, barred)) - barred)


def versions_of(session: Session, seq: int, *, before: int | None = None, but_by: str | None = None) -> set[int]:
    """An entry with its newer versions and the words beside any of them: before a place, and not by someone."""
    found = {seq}
    first = entry_at(session, seq, erased=True)
    people = sorted(first.subjects) if first else ()
    about = {each.seq: each for person in people for each in entries_about(session, person, HANGING, erased=True)}
    for each in sorted(about.values(), key=lambda one: one.seq):
        if (before is None or each.seq < before) and each.actor != but_by and found & _hangs_on(each):
            found.add(each.seq)
    return found


def _hangs_on(entry: Recorded) -> set[int]:
    return {entry.links[name] for name in HANGS_ON if name in entry.links}


def _bar(session: Session, viewer: str, seal_seq: int, places: Iterable[int]) -> None:
    rows = [{"viewer_id": viewer, "entry_seq": seq, "seal_seq": seal_seq} for seq in sorted(places)]
    if rows:
        session.execute(insert(SealedPlace), rows)


def _inherits(session: Session, entry: Recorded) -> None:
    """A newer version of what is sealed, or words beside it, is kept from the same people from the moment it exists."""
    kept = select(SealedPlace.viewer_id, SealedPlace.seal_seq).where(SealedPlace.entry_seq.in_(_hangs_on(entry)))
    for viewer, seal_seq in {viewer: seq for viewer, seq in session.execute(kept)}.items():
        if viewer != entry.actor:  # what they say themself is theirs
            _bar(session, viewer, seal_seq, [entry.seq])


def _signed(session: Session, entry: Recorded) -> None:
    seal = session.get_one(SealRow, entry.links["signs"], populate_existing=True)
    values: dict[str, Any] = {"second_by": entry.actor, "signed_at": entry.at}
    if seal.renewal_by is not None:
        values |= {"first_by": seal.renewal_by, "review_on": seal.renewal_on, "review_days": seal.renewal_days}
        values |= {"test_seq": seal.renewal_seq, "renewal_seq": None, "renewal_by": None, "renewal_on": None}
        values |= {"renewal_days": None, "asked_seq": None}
    _change(session, SealRow.seq == entry.links["signs"], **values)


def _renewed(session: Session, entry: Recorded) -> None:
    facts = entry.content
    values = {"renewal_days": facts["review_days"], "renewal_on": date.fromisoformat(facts["review_on"])}
    values |= {"renewal_seq": entry.seq, "renewal_by": entry.actor}
    _change(session, SealRow.seq == entry.links["renews"], **values)


def _ended(session: Session, entry: Recorded) -> None:
    seq = entry.links["ends"]
    mine = select(SealedPlace.entry_seq, SealedPlace.viewer_id).where(SealedPlace.seal_seq == seq)
    was = session.execute(mine).all()
    session.execute(delete(SealedPlace).where(SealedPlace.seal_seq == seq), execution_options=WHOLE)
    _change(session, SealRow.seq == seq, ended_seq=entry.seq)
    for look in entries(session, [place for place, _viewer in was]):
        if look.kind == "view.made":
            _still_bar(session, was[0].viewer_id, look)


def _still_bar(session: Session, viewer: str, look: Recorded) -> None:
    """A look at nothing but what other seals still keep from them stays out of sight."""
    told = places_told(look)
    kept = select(SealedPlace.entry_seq, SealedPlace.seal_seq).where(SealedPlace.viewer_id == viewer)
    others = dict(session.execute(kept.where(SealedPlace.entry_seq.in_(told))).tuples().all())
    if others and told <= set(others):
        _bar(session, viewer, max(others.values()), [look.seq])


def _asked(session: Session, entry: Recorded) -> None:
    _change(session, (SealRow.viewer_id == entry.actor) & SealRow.ended_seq.is_(None), asked_seq=entry.seq)


def _checked(session: Session, entry: Recorded) -> None:
    organisation = entry.content["organisation"]
    gone = delete(SealRound).where(SealRound.organisation_id == organisation)
    session.execute(gone, execution_options=WHOLE)
    session.execute(insert(SealRound), {"organisation_id": organisation, "at": entry.at})


def _look_erased(session: Session, entry: Recorded) -> None:
    gone = delete(SealedPlace).where(SealedPlace.entry_seq == entry.seq)
    session.execute(gone, execution_options=WHOLE)


def _change(session: Session, which: Any, **values: Any) -> None:
    session.execute(update(SealRow).where(which).values(values), execution_options=WHOLE)


_HANGING = dict.fromkeys(HANGING, _inherits)
register(
    Projection(
        "seals",
        (SealRow, SealedPlace, SealRound),
        {
            "seal.proposed": _proposed,
            "seal.signed": _signed,
            "seal.renewed": _renewed,
            "seal.ended": _ended,
            "seal.asked": _asked,
            "seal.checked": _checked,
            **_HANGING,
        },
        # of what is erased, its place and its links are left: what is sealed follows from those
        erased={"seal.ended": _ended, "seal.asked": _asked, "view.made": _look_erased, **_HANGING},
    )
)


# Finding seals


def seal_at(session: Session, seq: int) -> Standing:
    """One seal. :raise NotThere:"""
    found = _seals(session, select(SealRow).where(SealRow.seq == seq))
    if not found:
        raise NotThere
    return found[0]


def seals_here(session: Session, organisation_id: str | None) -> list[Standing]:
    """The seals that an organisation answers for and that stand, the one to look at next first."""
    here = select(SealRow).where(SealRow.organisation_id == organisation_id, SealRow.ended_seq.is_(None))
    return sorted(_seals(session, here), key=lambda each: (each.review_on, each.seq))


def seals_from(session: Session, viewer: str, mode: Mode | None = None) -> list[Standing]:
    """What stands between this person and something, oldest first; only of one mode, if given."""
    mine = select(SealRow).where(SealRow.viewer_id == viewer, SealRow.ended_seq.is_(None))
    return _seals(session, mine if mode is None else mine.where(SealRow.mode == mode.value))


def seals_on(session: Session, person_id: str) -> list[Standing]:
    """Every seal that stands in one person's record, oldest first."""
    return _seals(session, select(SealRow).where(SealRow.person_id == person_id, SealRow.ended_seq.is_(None)))


def _seals(session: Session, wanted: Select[SealRow]) -> list[Standing]:
    rows = session.scalars(wanted.order_by(SealRow.seq), execution_options={"populate_existing": True})
    return [_standing(row) for row in rows]


def _standing(row: SealRow) -> Standing:
    facts = {column.key: getattr(row, column.key) for column in SealRow.__table__.columns}
    for name in ("names_child", "review_days", "renewal_days"):
        facts.pop(name)
    return Standing(**facts | {"mode": Mode(row.mode), "authority": Authority(row.authority)})
