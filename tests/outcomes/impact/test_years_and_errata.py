"""A year of quarters, a release taken from view, and one that is mended: the same people, published again."""

from datetime import date

import pytest
from sqlalchemy import select

from outcomes.disclosure.engine import NothingSafe
from outcomes.disclosure.report import Report, Tried
from outcomes.goals import store as goals
from outcomes.impact import store
from outcomes.impact.closing import store as closing
from outcomes.impact.errata import store as errata
from outcomes.impact.models import CohortMember
from survey.errors import AlreadyDone, DomainError, NotThere
from survey.ledger import store as ledger
from tests.outcomes.impact.growing import close, grow, open_cohort
from tests.outcomes.impact.test_closing import decide

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHY = "Two services sent the same list."


@pytest.fixture(autouse=True)
def small_cohorts(monkeypatch):
    """Twelve are enough here: what is tested is who is counted."""
    monkeypatch.setattr(closing, "SMALLEST_COHORT", 12)


def year_of_two(house) -> tuple[int, int, int, list, list]:
    """A year with two closed quarters: who was in each."""
    year = open_cohort(house, "July 2026 to June 2027", kind="year", closes_on=date(2027, 12, 31))
    first = grow(house, 14, seed=1)
    one = open_cohort(house, "First", year_id=year, closes_on=house.clock().date())
    close(house, one)
    house.clock.move(days=1)
    second = grow(house, 14, seed=2)
    two = open_cohort(house, "Second", year_id=year, closes_on=house.clock().date())
    close(house, two)
    return year, one, two, first, second


def look(house, cohort: int):
    with house.database.reading() as session:
        return store.look_at(session, cohort, house.clock())


def test_a_year_is_the_sum_of_its_quarters_with_what_they_published(house):
    year, one, two, first, second = year_of_two(house)
    with house.database.reading() as session:
        rows = session.execute(select(CohortMember.entry_seq, CohortMember.cohort_id)).all()
    assert len({row.entry_seq for row in rows}) == len(rows)  # nothing is in two cohorts
    assert {row.cohort_id for row in rows} == {one, two}
    grow(house, 3, seed=9)
    found = look(house, year)
    by_quarter = [record.at["quarter"] for record in found.counting.counted]
    assert (by_quarter.count(str(one)), by_quarter.count(str(two))) == (len(first), len(second))
    assert found.counting.missing == ["too_soon"] * 3  # a year counts nothing that no quarter counted
    assert [each.at["quarter"] for each in found.earlier] == [str(one), str(two)]
    assert [each.gone for each in found.earlier] == [0, 0]
    assert all(each.figures for each in found.earlier)
    decide(house, first[0].id, "withdrawn")  # a quarter that is out stands; the year is without them
    with house.database.writing() as session:
        at = {"now": house.clock(), "rng": house.rng}
        goals.group_goal(session, second[0].id, second[0].goal, "creativity", **at)  # and without whoever has changed
    again = look(house, year)
    assert [each.gone for each in again.earlier] == [1, 1]
    assert len(again.counting.counted) == 26
    assert_goes_out_as_a_sum_where_nothing_is_safe(house, year)
    assert_knows_a_quarter_that_is_out_of_view(house, year)
    number = close(house, year)
    with house.database.releases() as session:
        book = store.release_book(session, number)
    assert book.figure("headline").text == "25"
    with house.database.writing() as session:
        assert ledger.rebuild(session) == []
    with pytest.raises(AlreadyDone):
        close(house, year)
    with pytest.raises(errata.TooFewChanged, match="Its year is published"):
        mend(house, number - 1)


def assert_goes_out_as_a_sum_where_nothing_is_safe(house, year: int) -> None:
    """What goes out instead is what its quarters published, added up; here it is taken back again."""

    def nothing(*_args, **_more):
        raise NothingSafe(Report([Tried("crossed", 12, why_not="A small group could not be protected.")]))

    with pytest.MonkeyPatch.context() as patch, house.database.writing() as session:
        patch.setattr(closing, "protect", nothing)
        quarters = [store.release_book(session, row.id).figure("headline") for row in store.releases(session)]
        at = {"now": house.clock(), "rng": house.rng}
        made = store.release_book(session, store.close(session, year, by=None, **at))
        assert made.is_added_up
        assert made.figure("headline").number == sum(each.number for each in quarters) == 30
        assert made.table("headline").note.startswith("Added up from the published quarters; each is rounded.")
        assert [each["why_not"] for each in made.report["tried"]] == ["A small group could not be protected."]
        session.rollback()


def assert_knows_a_quarter_that_is_out_of_view(house, year: int) -> None:
    """Whoever kept it has it: it enters the audit, and nothing is added up without it. Here it is taken back again."""
    with house.database.writing() as session:
        first = min(row.id for row in store.releases(session))
        errata.withdraw(session, first, WHY, by=None, now=house.clock(), rng=house.rng)
        found = store.look_at(session, year, house.clock())
        assert [bool(each.figures) for each in found.earlier] == [True, True]
        assert found.quarters == ()
        session.rollback()


def test_a_year_waits_for_its_quarters_and_counts_nothing_twice(house):
    grow(house, 13)
    year = open_cohort(house, "A year", kind="year", closes_on=date(2027, 12, 31))
    with pytest.raises(store.NotYet):
        look(house, year)
    one = open_cohort(house, "First", year_id=year, closes_on=house.clock().date())
    with pytest.raises(store.NotYet):
        look(house, year)
    close(house, one)
    with house.database.reading() as session:
        used = list(session.scalars(select(CohortMember.cohort_id)))
    assert set(used) == {one}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"banding": "16-25"}, "same bands of age"),
        ({"organisation_id": "harbour"}, "same young people"),
        ({"closes_on": date(2029, 1, 1)}, "within its year"),
        ({"banding": "7-9"}, "from the list"),
    ],
)
def test_a_quarter_that_does_not_belong_to_its_year(house, wrong: dict, sentence: str):
    grow(house, 1)
    year = open_cohort(house, "A year", kind="year", closes_on=date(2027, 12, 31))
    with pytest.raises(DomainError, match=sentence):
        open_cohort(house, "Quarter", **{"year_id": year} | wrong)


# Taken from view, and mended


def withdraw(house, number: int, why: str = WHY) -> None:
    with house.database.writing() as session:
        errata.withdraw(session, number, why, by=None, now=house.clock(), rng=house.rng)


def mend(house, number: int) -> int:
    return errata.mend(house, number, WHY, by=None)


def test_a_release_taken_from_view_keeps_its_row_and_says_so(house):
    grow(house, 13)
    number = close(house, open_cohort(house))
    for wrong in ("", "x" * 501, "It was due to a mistake."):
        with pytest.raises(errata.WhyWrong):
            withdraw(house, number, wrong)
    withdraw(house, number)
    with house.database.releases() as session:
        assert store.releases(session) == []
        assert store.withdrawn(session, number).why == WHY
        with pytest.raises(NotThere):
            store.release_book(session, number)
    with pytest.raises(AlreadyDone):
        withdraw(house, number)
    with pytest.raises(NotThere):
        withdraw(house, 404)


def test_a_mended_release_needs_ten_who_are_concerned(house, monkeypatch):
    grown = grow(house, 26)
    number = close(house, open_cohort(house))
    for one in grown[:9]:
        decide(house, one.id, "withdrawn")
    with pytest.raises(errata.TooFewChanged):
        mend(house, number)
    decide(house, grown[9].id, "withdrawn")
    seen = []
    monkeypatch.setattr(errata, "safe", lambda found, *_, **__: seen.append(found) or _headline(found))
    made = mend(house, number)
    with house.database.releases() as session:
        (row,) = store.releases(session)
        assert (row.id, row.edition) == (made, 2)
        assert store.release_book(session, made).figure("headline").text == "15"
        assert store.withdrawn(session, number).replaced_by == made
    with pytest.raises(AlreadyDone):
        mend(house, number)
    with pytest.raises(errata.TooFewChanged, match="mended once"):
        mend(house, made)
    ((earlier,), records) = seen[0].earlier, seen[0].counting.counted
    assert (earlier.gone, bool(earlier.figures)) == (10, True), "whoever kept the first release has both"
    assert [record.at["quarter"] for record in records] == [*earlier.at.values()] * 16


def test_a_release_is_not_mended_from_what_changed_meanwhile(house, monkeypatch):
    grown = grow(house, 26)
    number = close(house, open_cohort(house))
    for one in grown[:10]:
        decide(house, one.id, "withdrawn")

    def somebody_leaves(found, *_, **__):
        decide(house, grown[10].id, "withdrawn")
        return _headline(found)

    monkeypatch.setattr(errata, "safe", somebody_leaves)
    with pytest.raises(closing.Moved):
        mend(house, number)
    with house.database.releases() as session:
        assert [row.id for row in store.releases(session)] == [number]


def _headline(found):
    from outcomes.impact.closing.store import safe

    return safe(found, enough=lambda: True)
