"""Counting who asked for data: published once a year, and no number, margin or later publication gives anyone away."""

import csv
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from people import Cast
from survey.app import Sayso
from survey.register import store
from survey.register.count import FEW, KINDS, Band, Year, band, count_year, lines_of_csv, years_due
from survey.sharing.request import Asker, Ending, Power, Request, Result
from survey.sharing.requests import store as requests

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
COUNTS = st.dictionaries(st.sampled_from(KINDS), st.integers(0, 60), max_size=15)


def published(counts: dict[Any, int]) -> Year:
    return count_year(2026, [kind for kind, n in counts.items() for _ in range(n)])


@settings(max_examples=150, deadline=None)
@given(counts=COUNTS, kind=st.sampled_from(KINDS), other=st.integers(0, FEW - 1))
def test_any_small_number_may_have_been_any_other_and_nothing_published_differs(counts, kind, other) -> None:
    """The whole publication is the same for every value below FEW: so no margin, total or file of it can tell."""
    small = counts | {kind: min(counts.get(kind, 0), FEW - 1)}
    one, two = published(small), published(small | {kind: other})
    assert one.facts() == two.facts()
    assert lines_of_csv([one]) == lines_of_csv([two])
    assert one.at_least == two.at_least


@settings(max_examples=100, deadline=None)
@given(counts=COUNTS)
def test_what_is_shown_is_true_and_leaves_five_values_at_least(counts) -> None:
    year = published(counts)
    for kind, shown in year.bands.items():
        assert shown.low <= counts.get(kind, 0) <= shown.high
        assert shown.high - shown.low >= 4
    assert year.at_least <= sum(counts.values())


def test_the_law_above_finds_a_table_with_a_total() -> None:
    """A negative control: with an exact total beside the bands, two small numbers are told apart."""
    one, two = ({KINDS[0]: n, KINDS[1]: 20} for n in (2, 7))
    assert published(one).facts() == published(two).facts()
    assert sum(one.values()) != sum(two.values())


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0, 9), (9, 0, 9), (10, 10, 14), (14, 10, 14), (15, 15, 19)])
def test_a_number_is_a_band(count: int, low: int, high: int) -> None:
    assert band(count) == Band(low, high)


def test_a_year_is_due_once_on_the_first_of_february() -> None:
    began = date(2026, 3, 1)
    assert years_due(began, [], date(2027, 1, 31)) == []
    assert years_due(began, [], date(2027, 2, 1)) == [2026]
    assert years_due(began, [2026], date(2028, 5, 1)) == [2027]
    assert years_due(began, [2026, 2027], date(2028, 5, 1)) == []


def came(sayso: Sayso, cast: Cast, when: datetime, person: str | None, told_in: int | None, times: int) -> None:
    """Requests of the police that were refused: decided that day, the person told some days later, or not yet."""
    house, rng, by = sayso.house, random.SystemRandom(), {"power": Power.NONE, "power_words": "", "compulsory": False}
    asked = Request.of(Asker.POLICE, organisation="Eastmere Police", scope="Where she was.", **by)
    at: dict[str, Any] = {"now": when, "rng": rng}
    day = when.date()
    ending = Ending.of(
        asked, Result.REFUSED, reason="It is not needed here.", given="", tell_on=day + timedelta(days=90), today=day
    )
    with house.database.writing() as session:
        for _ in range(times):
            seq = requests.receive(session, person, asked, organisation_id="harbour", by=cast.lena, **at)
            requests.weigh(session, seq, ending, by=cast.lena, **at)
            weighed = seq + 1
            requests.decide(session, seq, weighed=weighed, by=cast.dee, **at)
            if told_in is not None:
                requests.tell(session, seq, by=cast.lena, now=when + timedelta(days=told_in), rng=rng)


@on_sqlite
def test_a_request_is_counted_in_the_year_its_person_was_told_and_never_before(sayso, cast, clock) -> None:
    autumn = datetime(2026, 11, 20, 12, tzinfo=UTC)
    came(sayso, cast, autumn, cast.amina, 3, 6)
    came(sayso, cast, autumn, None, None, 5)  # about nobody: counted when it was decided
    came(sayso, cast, autumn, cast.jordan, 80, 2)  # told in 2027
    came(sayso, cast, autumn, cast.amina, None, 4)  # not told yet
    clock.now = datetime(2027, 2, 1, 12, tzinfo=UTC)
    assert [store.publish_due(sayso.house), store.publish_due(sayso.house)] == [1, 0]
    with sayso.house.database.reading() as session:
        (year,) = store.published(session)
        assert sorted(store._ended_in(session, 2026)) == [("police", "refused")] * 11
    assert year.bands["police", "refused"] == Band(10, 14)
    came(sayso, cast, autumn, cast.amina, 4, 9)  # written down late: what is published does not move
    assert store.publish_due(sayso.house) == 0
    client = Client(sayso)
    page = client.get("/en/register/requests").text
    assert "10 to 14" in page
    assert page.count("fewer than 10") == 14
    rows = list(csv.DictReader(client.get("/en/register/requests.csv").text.splitlines()))
    assert len(rows) == 15
    assert {"year": "2026", "who_asked": "police", "result": "refused", "from": "10", "to": "14"} in rows
