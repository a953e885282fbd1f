"""Closing a cohort: whom it counts, whom it leaves out, and that nothing it published ever moves."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from outcomes.goals import store as goals
from outcomes.impact import store
from outcomes.impact.coverage import Missing
from outcomes.impact.export.data_package import datapackage_json
from outcomes.impact.export.figures_csv import figures_csv
from outcomes.impact.frame import NONE
from outcomes.impact.models import CohortMember
from survey.consent import store as consent
from survey.errors import AlreadyDone, DomainError, NotThere
from survey.ledger import store as ledger
from survey.ledger.models import Entry
from survey.ledger.verifying.store import verify
from survey.records import store as records
from survey.records.challenge import Kind as ChallengeKind
from tests.outcomes.impact.growing import close, counting, grow, open_cohort

REFUSED = r"(?i)prohibited|denied|not authorized|read-only"


def decide(house, person: str, state: str, purpose: str = "count_me") -> None:
    with house.database.writing() as session:
        consent.decide(session, person, purpose, state, now=house.clock(), rng=house.rng)


def contest(house, person: str, seq: int) -> None:
    with house.database.writing() as session:
        kind = next(iter(ChallengeKind))
        records.raise_challenge(session, person, seq, kind, "No.", now=house.clock(), rng=house.rng)


def bytes_of(house, number: int) -> tuple[str, str]:
    with house.database.releases() as session:
        book = store.release_book(session, number)
    return figures_csv(book), datapackage_json(book)


def test_a_cohort_closes_once_into_a_release_and_uses_its_entries_up(house):
    grown, cohort = grow(house, 36), open_cohort(house)
    number = close(house, cohort)
    with house.database.releases() as session:
        (row,) = store.releases(session)
        book = store.release_book(session, number)
    assert (row.id, row.title) == (number, "July to September 2026")
    assert [table.key for table in book.tables] == ["headline"]
    assert book.figure("headline").text == "35"
    assert int(book.figure("headline", {"achieved": "yes"}).text) in range(10, 30)
    with pytest.raises(AlreadyDone):
        close(house, cohort)
    _used_up(house, {one.goal for one in grown})


def _used_up(house, goals_counted: set[int]) -> None:
    second = counting(house, open_cohort(house, "October to December 2026"))
    assert second.counted == []
    assert set(second.missing) == {Missing.BEFORE}
    with house.database.writing() as session:
        assert goals_counted <= set(session.scalars(select(CohortMember.entry_seq)))
        (closed,) = session.scalars(select(Entry.seq).where(Entry.kind == "cohort.closed"))
        assert ledger.entry_at(session, closed).content["checkpoint"] == closed
        assert ledger.rebuild(session) == []
        assert verify(session).holds


def test_counting_takes_only_whose_yes_stands(house):
    grown, cohort = grow(house, 5), open_cohort(house)
    decide(house, grown[0].id, "withdrawn")
    decide(house, grown[1].id, "deferred")
    now = counting(house, cohort)
    assert len(now.counted) == 3
    assert sorted(now.missing) == [Missing.NOT_SURE, Missing.TOOK_BACK]
    used = set(now.entries)
    assert not used & {grown[0].goal, grown[1].goal}


@pytest.mark.parametrize("which", ["set", "rating", "closing"])
def test_a_contested_entry_takes_its_goal_out(house, which: str):
    grown, cohort = grow(house, 4), open_cohort(house)
    with house.database.reading() as session:
        of = {
            kind: ledger.entries_about(session, grown[0].id, [kind])
            for kind in ("goal.set", "goal.rated", "goal.closed")
        }
    one = grown[0]
    if which == "closing" and not of["goal.closed"]:
        with house.database.writing() as session:
            goals.close_goal(session, one.id, one.goal, "achieved", now=house.clock(), rng=house.rng)
            of["goal.closed"] = ledger.entries_about(session, one.id, ["goal.closed"])
    seq = {"set": of["goal.set"], "rating": of["goal.rated"], "closing": of["goal.closed"]}[which][0].seq
    contest(house, one.id, seq)
    now = counting(house, cohort)
    assert len(now.counted) == 3
    assert now.missing == [Missing.CONTESTED]


def test_a_change_is_not_worked_out_without_leave_to_compare(house):
    grown, cohort = grow(house, 4), open_cohort(house)
    assert sum(record.at["shape"] == NONE for record in counting(house, cohort).counted) == 0
    decide(house, grown[0].id, "withdrawn", "link_answers")
    assert sum(record.at["shape"] == NONE for record in counting(house, cohort).counted) == 1


def test_a_counted_person_has_no_name_and_no_id(house):
    grown, cohort = grow(house, 4), open_cohort(house)
    said = repr(counting(house, cohort).counted)
    assert not [one for one in grown if one.id in said]
    assert "Young" not in said


def test_fewer_than_thirty_roll_on_and_nothing_is_written(house):
    grow(house, 5)
    cohort = open_cohort(house)
    with house.database.reading() as session:
        before = ledger.size(session)
    with pytest.raises(store.RollsOn, match="stays open"):
        close(house, cohort)
    with house.database.reading() as session:
        assert ledger.size(session) == before
        assert store.cohort_of(session, cohort).state == "open"
    with house.database.releases() as session:
        assert store.releases(session) == []


def test_a_withdrawal_moves_no_published_byte_and_is_out_of_the_next(house):
    grown = grow(house, 36)
    number = close(house, open_cohort(house))
    before = bytes_of(house, number)
    again = grown[:34]
    with house.database.writing() as session:
        at = {"now": house.clock(), "rng": house.rng}
        fresh = [goals.set_goal(session, one.id, "Talk to my dad", rating=3, **at) for one in again]
        for turn, (one, goal) in enumerate(zip(again, fresh, strict=True)):
            goals.close_goal(session, one.id, goal, "achieved" if turn % 3 else "dropped", **at)
    second = open_cohort(house, "October to December 2026")
    assert len(counting(house, second).counted) == 34
    decide(house, again[0].id, "withdrawn")
    contest(house, again[1].id, again[1].goal)
    assert bytes_of(house, number) == before
    now = counting(house, second)
    assert len(now.counted) == 33
    assert fresh[0] not in now.entries
    house.clock.move(days=1)
    close(house, second)
    assert bytes_of(house, number) == before


def test_there_is_no_such_cohort(house):
    with pytest.raises(NotThere):
        close(house, 404)


def test_a_scope_counts_its_own_people_only(house):
    grow(house, 4)
    assert len(counting(house, open_cohort(house, organisation_id="harbour")).counted) == 4
    elsewhere = counting(house, open_cohort(house, "Lantern", organisation_id="lantern"))
    assert (elsewhere.counted, elsewhere.missing) == ([], [])


def test_a_borough_counts_those_who_live_there(house):
    grow(house, 12)
    now = counting(house, open_cohort(house, area_code="B01"))
    assert 0 < len(now.counted) < 12
    assert {record.at["borough"] for record in now.counted} == {"B01"}


def test_two_open_cohorts_never_share_people(house):
    grow(house, 1)
    open_cohort(house, organisation_id="harbour")
    open_cohort(house, "Lantern", organisation_id="lantern")
    for scope in ({}, {"organisation_id": "harbour"}, {"area_code": "B01"}):
        with pytest.raises(store.WrongCohort, match="still open"):
            open_cohort(house, "Another", **scope)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": "What we caused"}, "Leave “caused” out"),
        ({"title": " "}, "Give the cohort a title"),
        ({"closes_on": date(2026, 1, 1)}, "before the first"),
        ({"organisation_id": "nowhere"}, "no organisation"),
        ({"area_code": "W01"}, "no borough"),
    ],
)
def test_a_cohort_that_cannot_be_opened(house, wrong: dict, sentence: str):
    grow(house, 1)
    right = {"title": "Summer", "opens_on": date(2026, 7, 1), "closes_on": date(2026, 9, 30)}
    with pytest.raises(DomainError, match=sentence), house.database.writing() as session:
        store.open_cohort(session, now=house.clock(), **right | wrong)


def test_the_last_day_ends_at_midnight(house):
    grow(house, 1)
    cohort = open_cohort(house)
    house.clock.move(days=60)
    with house.database.reading() as session:
        found = store.cohort_of(session, cohort)
        assert store.closing_moment(found, house.clock()) == datetime.combine(
            found.closes_on + timedelta(days=1), time(), UTC
        )


def test_the_way_to_releases_reads_nothing_else_and_writes_nothing(house):
    grow(house, 1)
    with house.database.releases() as session:
        assert store.releases(session) == []
    tables = ("person", "entry", "segment", "goal", "cohort", "cohort_member", "consent_standing", "account")
    asks = [f"SELECT {what} FROM {table}" for table in tables for what in ("*", "count(*)", "1")]  # noqa: S608 - ours
    asks.append("SELECT title FROM release WHERE EXISTS (SELECT 1 FROM person)")
    for ask in asks:
        with house.database.releases() as session, pytest.raises(DBAPIError, match=REFUSED):
            session.execute(text(ask)).all()
    for wrong in (
        "DELETE FROM release_figure",
        "UPDATE release SET title = 'x'",
        "INSERT INTO release_report VALUES (1,'{}')",
    ):
        with house.database.releases() as session, pytest.raises(DBAPIError, match=REFUSED):
            session.execute(text(wrong))


def test_a_release_cannot_be_rewritten_by_anyone(house):
    grow(house, 31)
    close(house, open_cohort(house))
    for statement in (
        "DELETE FROM release",
        "DELETE FROM release_table",
        "DELETE FROM release_figure",
        "DELETE FROM release_report",
        "UPDATE release SET title = 'x'",
        "UPDATE release_table SET key = 'x'",
        "UPDATE release_figure SET text = '85'",
    ):
        with pytest.raises(Exception, match="History holds"), house.database.writing() as session:
            session.execute(text(statement))
