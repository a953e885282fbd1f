"""A worker makes a link, a square code and a short code; they open the young person's own pages, and can be ended."""

import re
from datetime import date

import pytest
from staff import desk_of
from werkzeug.test import Client

from survey.ledger.store import entries_about
from survey.people.models import Code, Link
from survey.people.role import Role
from survey.people.store import open_link
from survey.questionnaires.store import make_round

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both


@pytest.fixture
def sam(sayso, cast):
    return desk_of(sayso, cast.sam, Role.PRACTITIONER)


@pytest.fixture
def made(sam, cast):
    """The page on which a link for Amina is shown."""
    return sam.post(f"/desk/people/{cast.amina}/invite")


def link_in(page):
    return re.search(r"http://localhost(/go/1[A-Za-z0-9_-]{32})<", page.text)[1]


def test_the_link_opens_her_own_pages(sayso, made, cast, database, clock):
    assert made.status_code == 200
    with database.reading() as session:
        assert open_link(session, link_in(made).rpartition("/")[2], clock()).person_id == cast.amina
    assert Client(sayso).get(link_in(made)).status_code == 303


def test_the_page_is_kept_nowhere_and_neither_is_the_link(made, database):
    assert "no-store" in made.headers["Cache-Control"]
    token = link_in(made).rpartition("/")[2]
    with database.reading() as session:
        for table in (Link, Code):
            for row in session.query(table):
                assert token.encode() not in b"".join(v for v in vars(row).values() if isinstance(v, bytes))
    assert token not in "".join(made.headers.getlist("Set-Cookie"))


def test_the_square_code_is_drawn_in_the_page(made):
    width, drawn = re.search(r'viewBox="0 0 (\d+) \d+".*?stroke="#15302f" d="([^"]+)"', made.text, re.DOTALL).groups()
    assert int(width) >= 41
    assert drawn.startswith("M4 4.5h7")  # the finder pattern of its first corner, four modules in
    assert "<img" not in made.text


def test_the_short_code_lets_her_in_once(sayso, made, cast, database, clock):
    code = re.search(r'class="so-big" dir="ltr">([A-Z2-9]{4} [A-Z2-9]{4})<', made.text)[1]
    browser = Client(sayso)
    first = browser.post("/en/code", data={"code": code.lower()})
    assert first.status_code == 303
    token = first.location.rpartition("/")[2]
    with database.reading() as session:
        assert open_link(session, token, clock()).person_id == cast.amina
    assert browser.post("/en/code", data={"code": code}).status_code == 422


def test_making_it_is_an_entry_that_names_no_key(made, cast, database):
    with database.reading() as session:
        (entry,) = entries_about(session, cast.amina, ["invitation.made"])
    assert entry.actor == cast.sam
    assert entry.content == {"round": None, "days": 30}


def test_a_lost_phone_ends_them_all(sayso, sam, made, cast):
    assert sam.post(f"/desk/people/{cast.amina}/end-links", f"/desk/people/{cast.amina}/invite").status_code == 303
    assert Client(sayso).get(link_in(made)).status_code == 410
    assert "No link or code of theirs works now." in sam.get(f"/desk/people/{cast.amina}/invite").text


def test_it_leads_to_the_questions_that_are_open(sam, cast, database):
    with database.writing() as session:
        for round_id, title, day in (("autumn", "Autumn questions", 30), ("summer", "Summer questions", 1)):
            days = {"opens_on": date(2026, 9, 1), "closes_on": date(2026, 9, day)}
            facts = {"organisation_id": "harbour", "questionnaire": "strands", "version": 1, "title": title, "wave": 1}
            make_round(session, round_id, **facts, **days)
    page = sam.get(f"/desk/people/{cast.amina}/invite").text
    assert "Autumn questions" in page
    assert "Summer questions" not in page  # closed on the 1st; it is the 14th
    for chosen, kept in (("autumn", "autumn"), ("summer", None), ("made up", None)):
        sam.post(f"/desk/people/{cast.amina}/invite", round=chosen)
        with database.reading() as session:
            assert entries_about(session, cast.amina, ["invitation.made"])[0].content["round"] == kept


def test_her_mother_gets_a_link_of_her_own_without_questions(sam, cast, database, clock):
    page = sam.post(f"/desk/people/{cast.rosa}/invite")
    with database.reading() as session:
        opened = open_link(session, link_in(page).rpartition("/")[2], clock())
    assert (opened.person_id, opened.round_id) == (cast.rosa, None)


@pytest.mark.parametrize("verb", ["invite", "end-links"])
def test_nobody_makes_or_ends_links_for_someone_they_do_not_work_with(sayso, cast, verb):
    jo = desk_of(sayso, cast.jo, Role.PRACTITIONER)
    for person_id in (cast.amina, cast.rosa, cast.lena, "0" * 32):
        assert jo.post(f"/desk/people/{person_id}/{verb}", "/desk/people/new").status_code == 404
