"""Without an agreement a release is not there, for pages and files; with one it is read, written down and counted."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from staff import desk_of
from werkzeug.test import Client

from outcomes.impact.access.agreement import Audience, Format, Terms
from outcomes.impact.access.models import FigureView
from outcomes.impact.access.store import agree, count_day, end, told
from outcomes.impact.errata import store as errata
from survey.database import Database
from survey.people.role import Role
from survey.register.count import Band
from tests.house.page_words import too_hard_to_read
from tests.house.test_every_page import whole
from tests.outcomes.impact.published import publish

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the role is tested on both


def agreed(house, audience: Audience, who: str, **changes) -> int:
    today = house.clock().date()
    signed = {"purpose": "To plan.", "signed_by": "Head of commissioning"} | changes
    terms = Terms(audience, who, today, today + timedelta(days=90), **signed)
    with house.database.writing() as session:
        return agree(session, terms, by=None, now=house.clock(), rng=house.rng)


@pytest.fixture
def number(house) -> int:
    return publish(house)


def test_without_an_agreement_it_is_not_there_and_nothing_can_be_said_of_it(sayso, cast, house, number):
    seq = agreed(house, Audience.ROLE, Role.COMMISSIONER)
    carys, ana = desk_of(sayso, cast.carys, Role.COMMISSIONER), desk_of(sayso, cast.jo, Role.ANALYST)
    here = f"/desk/impact/{number}"
    pages = [here, f"{here}/say", f"{here}/missing", f"{here}/print", f"{here}/figure/headline"]
    files = [f"{here}/files/figures.csv", f"{here}/files/release.xlsx"]
    assert {carys.get(page).status_code for page in pages} == {200}
    missing = ana.get(f"/desk/impact/{number + 1}")
    for page in (*pages, *files):
        assert (ana.get(page).status_code, ana.get(page).text) == (404, missing.text)
    assert {carys.get(file).status_code for file in files} == {404}, "her agreement is about pages"
    token = {"csrf_token": ana.token("/desk/accounts/change")}
    said = {"group": "analysts", "signed_as": "Data team", "words": "It went up.", "no_names": "y"}
    assert ana.client.post(f"{here}/say/reading", data=said | token).status_code == 404
    assert "July to September" not in ana.get("/desk/impact/").text
    with house.database.writing() as session:
        end(session, seq, by=None, now=house.clock(), rng=house.rng)
    assert {carys.get(page).status_code for page in pages} == {404}


def test_an_agreement_about_some_tables_shows_them_and_no_other(sayso, cast, house, number):
    agreed(house, Audience.ACCOUNT, cast.carys, tables=("age",), areas=("B01",))
    carys = desk_of(sayso, cast.carys, Role.COMMISSIONER)
    groups, places = (carys.get(f"/desk/impact/{number}/{page}").text for page in ("groups", "places"))
    assert "11 to 15" in groups
    assert "Westmere" not in groups + places
    assert carys.get(f"/desk/impact/{number}/figure/borough?borough=B02").status_code == 404


def test_reading_asks_nothing_but_releases_and_is_counted_once_a_day_in_bands(
    sayso, cast, house, number, clock, monkeypatch
):
    agreed(house, Audience.ROLE, Role.COMMISSIONER)
    carys, here = desk_of(sayso, cast.carys, Role.COMMISSIONER), f"/desk/impact/{number}"
    monkeypatch.setattr(Database, "reading", _refuse)
    pages = ["/desk/impact/", here, *(f"{here}/{page}" for page in ("say", "measures", "groups", "places", "readings"))]
    first = {page: carys.get(page).data for page in pages}
    for _n in range(10):
        assert carys.get(here).data == first[here], "a view moves nothing on the page"
    monkeypatch.undo()
    at = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        views = session.scalar(select(func.count()).select_from(FigureView))
        assert views == len(pages) + 10, "the list is a view of each"
        assert count_day(session, clock.now.date(), **at) == 1
        assert {each.band for each in told(session)[1]} == {Band(0, 9)}, "today is not over"
        assert count_day(session, clock.now.date(), **at) == 0
        assert count_day(session, clock.now.date() + timedelta(days=1), **at) == 1
        (read,) = [each for each in told(session)[1] if not each.by_public and not each.as_file]
        assert read.band == Band(15, 19)


def _refuse(_self: Database) -> None:
    raise AssertionError("a page of figures asked for more than releases")


def test_where_a_release_was_stands_why_it_is_not_there_for_those_who_could_read_it(sayso, cast, house, number):
    agreed(house, Audience.ROLE, Role.COMMISSIONER)
    carys, sam = desk_of(sayso, cast.carys, Role.COMMISSIONER), desk_of(sayso, cast.sam, Role.PRACTITIONER)
    another = publish(house, 2, title="October to December 2026")
    with house.database.writing() as session:
        errata.withdraw(session, number, "One list was sent twice.", by=None, now=house.clock(), rng=house.rng)
    for page in ("", "/groups", "/print", "/figure/headline", "/say"):
        answer = carys.get(f"/desk/impact/{number}{page}")
        assert (answer.status_code, "One list was sent twice." in answer.text, "40" in answer.text) == (
            410,
            True,
            False,
        )
    assert whole(answer.text) == []
    assert sam.get(f"/desk/impact/{number}").status_code == 404
    assert Client(sayso).get(f"/en/figures/{number}.csv").status_code == 404
    listed = carys.get("/desk/impact/").text
    assert listed.index("October to December") < listed.index("Taken from view") < listed.index("July to September")
    assert (whole(listed), carys.get(f"/desk/impact/{another}").status_code) == ([], 200)


def test_the_public_reads_what_an_agreement_with_it_names_without_a_cookie(sayso, house, number):
    anyone = Client(sayso)
    assert "No numbers are out for all to read yet." in anyone.get("/en/figures").text
    assert anyone.get(f"/en/figures/{number}.csv").status_code == 404
    agreed(house, Audience.PUBLIC, "", releases=(number,), formats=(Format.PAGE,))
    other = publish(house, 2, title="October to December 2026")
    page = anyone.get("/en/figures")
    assert "40 of 60 young people said" in page.text
    assert "October to December" not in page.text.partition("Who reads the numbers")[0]
    assert (whole(page.text), too_hard_to_read(page.text, quotes=True)) == ([], [])
    assert "Set-Cookie" not in page.headers
    assert anyone.get(f"/en/figures/{number}.csv").status_code == 404, "pages only"
    agreed(house, Audience.PUBLIC, "", releases=(number,), formats=(Format.CSV,))
    file = anyone.get(f"/en/figures/{number}.csv")
    assert file.text.startswith("release,table,measure")
    assert anyone.get(f"/en/figures/{other}.csv").status_code == 404


def test_a_data_lead_makes_and_ends_an_agreement_and_nobody_else_does(sayso, cast, house, number):
    dee, carys = desk_of(sayso, cast.dee, Role.DATA_LEAD), desk_of(sayso, cast.carys, Role.COMMISSIONER)
    page, today = "/desk/impact/agreements/", house.clock().date()
    typed = {"who": "role:commissioner", "purpose": "To plan.", "signed_by": "Head", "page": "y"}
    days = {"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=1)).isoformat()}
    wrong = dee.post(page, **typed, **(days | {"ends_on": "2020-01-01"}), releases="x")
    assert wrong.status_code == 422
    assert "The last day is before the first." in wrong.text
    assert "Give numbers with commas, such as: 1, 2." in wrong.text
    assert "There is no release 99." in dee.post(page, **typed, **days, releases="99").text
    assert "A file holds the whole release." in dee.post(page, **typed, **days, tables="age", csv="y").text
    assert dee.post(page, **typed, **days).status_code == 303
    assert carys.get(f"/desk/impact/{number}").status_code == 200
    listed = dee.get(page).text
    assert whole(listed) == []
    assert carys.get(page).status_code == 403
    stop = listed.partition('action="/desk/impact/agreements/')[2].partition('"')[0]
    assert dee.post(f"{page}{stop}", page).status_code == 303
    assert carys.get(f"/desk/impact/{number}").status_code == 404
