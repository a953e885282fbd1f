"""What is shown, granted, decided and stopped: each an entry about the young person alone, and each holds at once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from people import Cast
from survey.errors import AlreadyDone, NotThere
from survey.house import House
from survey.ledger.erasing.store import erase
from survey.ledger.store import entries, rebuild
from survey.people.may_see import Part
from survey.people.models import RelationRow
from survey.people.person import Kind
from survey.people.relation import Relation
from survey.people.relations import store
from survey.people.relations.models import EvidenceRow, GrantRow, RestrictionRow, UnderstandingRow
from survey.people.relations.tie import (
    Evidence,
    NotForThis,
    NotProven,
    Outcome,
    Restriction,
    SayMore,
    Shown,
    Stops,
    TheirsToDecide,
)
from survey.people.store import add_person, end_relation, relate

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PROVEN = Evidence(True, Shown.BIRTH_CERTIFICATE)
SAW = "Asked what a note is, she said it is a song."
WHY = "Her mother takes her to each visit and has to know."


class Family:
    """Lily, who is seven, her mother and her father, in one session."""

    def __init__(self, house: House, cast: Cast, session) -> None:
        self.session, self.cast = session, cast
        self.when = {"now": house.clock(), "rng": house.rng}
        self.at = {"by": cast.sam, **self.when}
        self.day = house.clock().date()
        self.lily = add_person(session, kind=Kind.YOUNG_PERSON, name="Lily", born="2019-05", **self.at)
        self.mother = add_person(session, kind=Kind.FAMILY, name="Mum", **self.at)
        self.tie = relate(session, Relation.PARENT, self.mother, self.lily, **self.at)

    def sees(self, day: date | None = None) -> frozenset[Part]:
        return store.scopes_of(self.session, self.mother, day or self.day).get(self.lily, frozenset())

    def order(self, since: date | None = None, until: date | None = None) -> Restriction:
        stops = frozenset({Stops.CONTACT})
        return Restriction(stops, self.day, since or self.day, until, "Seen at the family court, number 12.")

    def decided(self, *sees: str, **over: object) -> int:
        note = store.note_understanding(self.session, self.tie, Outcome.DOES_NOT, SAW, **self.at)
        given = {"nation": "england", **self.at} | over
        return store.decide_for_them(self.session, self.tie, sees, WHY, note, **given)


@pytest.fixture
def family(house: House, cast: Cast):
    with house.database.writing() as session:
        yield Family(house, cast, session)
        assert rebuild(session) == [], "played again, every table comes out the same"
        session.rollback()


def test_it_works(family: Family) -> None:
    assert family.sees() == frozenset()
    store.show_evidence(family.session, family.tie, PROVEN, **family.at)
    assert family.sees() == frozenset(), "a certificate opens nothing by itself"
    family.decided("notes")
    assert family.sees() == {Part.NOTES}
    assert store.grant(family.session, family.tie, [], by=family.lily, **family.when) is not None
    assert family.sees() == frozenset(), "her own say wins"
    assert store.grant(family.session, family.tie, [], by=family.lily, **family.when) is None
    order = store.restrict(family.session, family.tie, family.order(), **family.at)
    store.grant(family.session, family.tie, ["goals"], by=family.lily, **family.when)
    assert family.sees() == frozenset()
    store.lift(family.session, order, "The court ended it, seen by me.", **family.at)
    assert family.sees() == {Part.GOALS}
    end_relation(family.session, family.tie, **family.at)
    assert family.sees() == frozenset()


@on_sqlite
def test_none_of_it_is_about_the_relative(family: Family) -> None:
    store.show_evidence(family.session, family.tie, PROVEN, **family.at)
    family.decided("notes")
    order = store.restrict(family.session, family.tie, family.order(), **family.at)
    store.lift(family.session, order, "The court ended it, seen by me.", **family.at)
    of_it = [each for each in entries(family.session, range(family.tie + 1, order + 2))]
    assert len(of_it) == 5
    assert all(each.subjects == {family.lily} for each in of_it)


@on_sqlite
def test_an_order_s_last_day_opens_nothing(family: Family) -> None:
    store.grant(family.session, family.tie, ["notes"], by=family.lily, **family.when)
    tomorrow = family.day + timedelta(days=1)
    store.restrict(family.session, family.tie, family.order(tomorrow, tomorrow), **family.at)
    assert family.sees() == {Part.NOTES}, "not before its first day"
    assert family.sees(tomorrow) == frozenset()
    assert family.sees(tomorrow + timedelta(days=400)) == frozenset()
    (order,) = store.orders_of(family.session, family.tie)
    assert order.is_past_its_day(tomorrow + timedelta(days=1))


@on_sqlite
def test_whom_a_court_keeps_away_does_not_come_back_as_a_carer(family: Family) -> None:
    store.restrict(family.session, family.tie, family.order(), **family.at)
    end_relation(family.session, family.tie, **family.at)
    again = relate(family.session, Relation.CARER, family.mother, family.lily, sees=("notes",), **family.at)
    assert store.standing(family.session, again).kind == "carer"
    assert family.sees() == frozenset()


@on_sqlite
def test_a_note_on_understanding_is_for_its_own_decision_and_once(family: Family) -> None:
    store.show_evidence(family.session, family.tie, PROVEN, **family.at)
    at = {"nation": "england", **family.at}
    father = add_person(family.session, kind=Kind.FAMILY, name="Dan", **family.at)
    other = relate(family.session, Relation.PARENT, father, family.lily, **family.at)
    note = store.note_understanding(family.session, other, Outcome.DOES_NOT, SAW, **family.at)
    with pytest.raises(NotForThis):
        store.decide_for_them(family.session, family.tie, ["notes"], WHY, note, **at)
    own = store.note_understanding(family.session, family.tie, Outcome.DOES_NOT, SAW, **family.at)
    store.decide_for_them(family.session, family.tie, ["notes"], WHY, own, **at)
    with pytest.raises(NotForThis):
        store.decide_for_them(family.session, family.tie, ["goals"], WHY, own, **at)
    could = store.note_understanding(family.session, family.tie, Outcome.UNDERSTANDS, SAW, **family.at)
    with pytest.raises(NotForThis):
        store.decide_for_them(family.session, family.tie, ["goals"], WHY, could, **at)
    with pytest.raises(SayMore):
        store.note_understanding(family.session, family.tie, Outcome.DOES_NOT, "No.", **family.at)
    assert family.sees() == {Part.NOTES}


@on_sqlite
def test_nothing_is_decided_for_them_without_proof_nor_from_sixteen(family: Family, house: House, cast: Cast) -> None:
    with pytest.raises(NotProven):
        family.decided("notes")
    rosa = family.session.scalars(select(RelationRow.seq).where(RelationRow.from_id == cast.rosa)).one()
    store.show_evidence(family.session, rosa, PROVEN, **family.at)
    note = store.note_understanding(family.session, rosa, Outcome.DOES_NOT, SAW, **family.at)
    late = {"nation": "england", **family.at, "now": house.clock() + timedelta(days=180)}  # Amina is 16 in March
    with pytest.raises(TheirsToDecide):
        store.decide_for_them(family.session, rosa, ["answers"], WHY, note, **late)


@on_sqlite
def test_what_was_decided_lapses_with_the_year_and_in_scotland_at_twelve(family: Family) -> None:
    store.show_evidence(family.session, family.tie, PROVEN, **family.at)
    family.decided("notes")
    assert family.sees(family.day + timedelta(days=365)) == {Part.NOTES}
    assert family.sees(family.day + timedelta(days=366)) == frozenset()
    late = {"now": family.when["now"] + timedelta(days=1600), "nation": "scotland"}  # 11 years old
    family.decided("notes", **late)
    assert family.sees(date(2031, 4, 30)) == {Part.NOTES}
    assert family.sees(date(2031, 5, 1)) == frozenset()


@on_sqlite
def test_an_order_is_lifted_once_and_only_by_words(family: Family) -> None:
    order = store.restrict(family.session, family.tie, family.order(), **family.at)
    with pytest.raises(SayMore):
        store.lift(family.session, order, "Over.", **family.at)
    store.lift(family.session, order, "The court ended it, seen by me.", **family.at)
    with pytest.raises(AlreadyDone):
        store.lift(family.session, order, "The court ended it, seen by me.", **family.at)
    for nothing in (order + 1000, family.tie):
        with pytest.raises(NotThere):
            store.lift(family.session, nothing, "The court ended it, seen by me.", **family.at)


@on_sqlite
def test_what_is_erased_leaves_the_door_shut(family: Family) -> None:
    store.grant(family.session, family.tie, ["notes", "goals"], by=family.lily, **family.when)
    narrower = store.grant(family.session, family.tie, ["goals"], by=family.lily, **family.when)
    order = store.restrict(family.session, family.tie, family.order(), **family.at)
    how = {"actor": family.cast.lena, "because": None, "reason": "Asked for.", **family.when}
    erase(family.session, [(order, 0), (order, 1)], **how)
    assert family.sees() == frozenset(), "that there was an order is not erased with its words"
    store.lift(family.session, order, "The court ended it, seen by me.", **family.at)
    assert family.sees() == {Part.GOALS}
    erase(family.session, [(narrower, 0)], **how)
    assert family.sees() == frozenset(), "what was taken back does not come again"


WRONG = [
    (EvidenceRow, {"shown": "hearsay"}),
    (EvidenceRow, {"shown": "said", "responsibility": True}),
    (EvidenceRow, {"since": date(2026, 2, 1), "until": date(2026, 1, 1)}),
    (GrantRow, {"said_by": "best_interests"}),
    (GrantRow, {"note_seq": 4, "until": date(2026, 1, 1)}),
    (RestrictionRow, {"stops_contact": False}),
    (RestrictionRow, {"until": date(2025, 1, 1)}),
    (UnderstandingRow, {"outcome": "perhaps"}),
    (UnderstandingRow, {"used_seq": 4}),
]


def test_the_schema_refuses_what_cannot_be(house: House) -> None:
    day = date(2026, 1, 1)
    stops = {"stops_record": False, "stops_home": False, "stops_contact": True}
    whole = {
        EvidenceRow: {"responsibility": False, "shown": "none", "checked_at": house.clock()},
        GrantRow: {"sees": [], "said_by": "theirs"},
        RestrictionRow: {"from_id": "a", "to_id": "b", "order_on": day, "since": day} | stops,
        UnderstandingRow: {"person_id": "a", "outcome": "understands"},
    }
    for table, wrong in WRONG:
        values = {"seq": 1, "relation_seq": 1} | whole[table]
        with house.database.writing() as session:
            session.execute(insert(table).values(values))
            session.rollback()
        with pytest.raises(IntegrityError), house.database.writing() as session:
            session.execute(insert(table).values(values | wrong))
