"""The data lead's pages: opening a cohort with its bands of age, a year and its quarters; closing; wrong forms."""

import re

import pytest
from staff import Desk, desk_of

from outcomes.impact import store
from survey.people.role import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HERE = "/desk/impact/cohorts"
RIGHT = {"title": "Summer", "opens_on": "2026-07-01", "closes_on": "2026-09-30", "organisation_id": "", "area_code": ""}


@pytest.fixture
def data_lead(sayso, cast) -> Desk:
    return desk_of(sayso, cast.dee, Role.DATA_LEAD)


def opened(house) -> list:
    with house.database.reading() as session:
        return store.cohorts(session)


def test_a_cohort_has_the_bands_that_were_chosen_when_it_was_opened(house, cast, data_lead):
    answer = data_lead.post(HERE, **RIGHT, banding="16-25")
    assert (answer.status_code, answer.location) == (303, HERE)
    (cohort,) = opened(house)
    assert (cohort.title, cohort.banding, cohort.kind) == ("Summer", "16-25", "cohort")
    page = data_lead.get(HERE).text
    assert "Summer" in page
    close = re.search(rf'href="({HERE}/\d+/close)"', page)[1]
    assert "It cannot be undone" in data_lead.get(close).text


def test_a_year_is_opened_first_and_its_quarters_in_it(house, cast, data_lead):
    days = {"opens_on": "2026-01-01", "closes_on": "2026-12-31"}
    assert data_lead.post(HERE, **RIGHT | days | {"title": "The year 2026"}, kind="year").status_code == 303
    (year,) = opened(house)
    assert data_lead.post(HERE, **RIGHT, year_id=str(year.id)).status_code == 303
    assert {cohort.year_id for cohort in opened(house)} == {None, year.id}
    page = data_lead.get(HERE).text
    assert "A year, made of its quarters." in page
    assert "A quarter of a year." in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Give the cohort a title."),
        ({"title": "x" * 20_000}, "Use 120 letters or fewer."),
        ({"title": "What we caused"}, "Leave “caused” out of the title."),
        ({"opens_on": "soon"}, "valid date"),
        ({"opens_on": ""}, "Give the first day"),
        ({"closes_on": "2025-01-01"}, "The last day is before the first."),
        ({"closes_on": "9999-12-31"}, "five years long at most"),
        ({"organisation_id": "nowhere"}, "Not a valid choice"),
        ({"banding": "9-10"}, "Not a valid choice"),
        ({"year_id": "7"}, "Not a valid choice"),
        ({"title": "a\x00b"}, "cannot be kept"),
    ],
    ids=str,
)
def test_a_wrong_form_says_so_and_keeps_what_was_typed(house, cast, data_lead, wrong: dict, sentence: str):
    answer = data_lead.post(HERE, **RIGHT | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (RIGHT | wrong)["title"].replace("\x00", "") in answer.text.replace("\x00", "").replace("�", "")
    assert opened(house) == []


def test_a_cohort_that_is_too_small_rolls_on_to_a_later_last_day(house, cast, data_lead, clock):
    data_lead.post(HERE, **RIGHT | {"opens_on": "2026-01-01", "closes_on": "2026-12-31"}, kind="year")
    (year,) = opened(house)
    data_lead.post(HERE, **RIGHT | {"title": "Summer"}, year_id=str(year.id))
    (quarter,) = (each for each in opened(house) if each.kind == "cohort")
    close, last_day = f"{HERE}/{quarter.id}/close", f"{HERE}/{quarter.id}/last-day"
    early = data_lead.post(last_day, form_on=HERE, closes_on="2026-10-31")
    assert (early.status_code, "Its last day has not passed" in early.text) == (422, True)
    assert "roll on" not in data_lead.get(close).text
    clock.move(days=60)
    assert "roll on" in data_lead.get(close).text
    for wrong, sentence in {
        "2026-09-30": "later than the one it has",
        "2027-01-01": "Give the year a later last day first",
        "9999-12-31": "five years long at most",
        "soon": "valid date",
        "": "Give the last day",
    }.items():
        answer = data_lead.post(last_day, form_on=HERE, closes_on=wrong)
        assert (answer.status_code, sentence in answer.text, wrong in answer.text) == (422, True, True), wrong
    assert data_lead.post(last_day, form_on=HERE, closes_on="2026-11-30").status_code == 303
    assert {str(each.closes_on) for each in opened(house)} == {"2026-11-30", "2026-12-31"}


def test_what_is_being_closed_or_is_closed_does_not_roll_on(house, cast, data_lead, clock):
    data_lead.post(HERE, **RIGHT)
    (cohort,) = opened(house)
    clock.move(days=60)
    assert data_lead.post(f"{HERE}/{cohort.id}/close").status_code == 303
    answer = data_lead.post(f"{HERE}/{cohort.id}/last-day", form_on=HERE, closes_on="2026-12-31")
    assert (answer.status_code, "being closed at this moment" in answer.text) == (422, True)
    with house.database.writing() as session:
        store.cohort_of(session, cohort.id).state = "closed"
    answer = data_lead.post(f"{HERE}/{cohort.id}/last-day", form_on=HERE, closes_on="2026-12-31")
    assert (answer.status_code, "never counted again" in answer.text) == (422, True)
    assert str(opened(house)[0].closes_on) == "2026-09-30"


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.MANAGER, Role.COMMISSIONER, Role.ANALYST])
def test_only_a_data_lead_opens_and_closes(sayso, house, cast, role: Role):
    desk = desk_of(sayso, cast.sam, role)
    for path in (HERE, f"{HERE}/1/close"):
        assert desk.get(path).status_code == 403
        assert desk.client.post(path).status_code in (400, 403)
    assert opened(house) == []
