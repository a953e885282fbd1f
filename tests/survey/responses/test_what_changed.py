"""What changed because you told us: to everyone who answered, on the same link, also when it has run out."""

import re

import pytest
from staff import desk_of

from survey.ledger.store import entries_about, rebuild
from survey.people.role import Role
from survey.people.store import end_links
from survey.responses.what_changed.store import ANSWERED, said_here
from tests.house.page_words import too_hard_to_read
from tests.house.test_every_page import whole
from tests.survey.responses.answering import another_link, begin
from tests.survey.responses.test_their_say_after import opened

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

PAGE = "/desk/responses/changed"
WORDS = "You said it was cold. We got two heaters."
HARD = (
    "Following an extensive consultation, the organisation has commissioned additional thermostatically controlled "
    "appliances."
)


@pytest.fixture
def amina(sayso, cast):
    phone = begin(sayso, cast.amina)
    phone.token = another_link(phone, days=20)
    phone.starts()
    phone.taps(1, experience_1="3")
    phone.sends()
    return phone


@pytest.fixture
def lena(sayso, cast):
    return desk_of(sayso, cast.lena, Role.MANAGER)


def tells(lena, words=WORDS, is_change="yes", act="publish"):
    return lena.post(PAGE, round_id="autumn", is_change=is_change, words=words, act=act)


def test_it_is_on_the_link_in_the_record_and_on_the_link_that_has_run_out(amina, lena, clock):
    assert tells(lena).status_code == 303
    for page in ("", "done"):
        assert WORDS in amina.sees(page).text
    assert WORDS in amina.client.get(f"{opened(amina)}/sent").text
    clock.move(days=21)
    ended = amina.sees()
    assert ended.status_code == 410
    assert WORDS in ended.text
    assert not whole(ended.text)
    assert not too_hard_to_read(ended.text)
    for personal in ("Amina", "Harbour", "Autumn", "Delete", amina.token):
        assert personal not in re.sub(r"<a [^>]*hreflang[^>]*>", "", ended.text)  # the link they hold
    assert WORDS in amina.client.get(f"/go/{amina.token}", follow_redirects=True).text


def test_a_link_that_was_stopped_or_never_used_tells_nothing(amina, lena, cast, clock, house):
    tells(lena)
    unused = begin(amina.sayso, cast.jordan, round_id="summer")
    with house.database.writing() as session:
        end_links(session, cast.amina, house.clock())
    clock.move(days=200)
    for phone in (amina, unused):
        page = phone.sees()
        assert page.status_code == 410
        assert WORDS not in page.text


def test_the_writer_sees_it_first_and_what_makes_it_hard(lena, amina):
    seen = tells(lena, HARD, act="look").text
    assert "This reads as if for a grown-up." in seen
    assert "thermostatically" in seen
    assert "thermostatically" not in amina.sees("done").text
    assert "This reads as if" not in tells(lena, act="look").text


def test_that_nothing_changed_is_said_as_plainly(lena, amina):
    tells(lena, "There is no money for a trip. We ask again in May.", is_change="no")
    assert "We have not changed it yet. This is why:" in amina.sees("done").text


def test_bad_input_says_what_to_do_and_loses_nothing(lena):
    for fields, said in (
        ({"words": " "}, "Write what you want to tell them."),
        ({"words": "x" * 2001}, "2,000 letters or less"),
        ({"is_change": ""}, "Say whether something changed."),
    ):
        wrong = lena.post(PAGE, **({"round_id": "", "words": WORDS, "is_change": "yes", "act": "publish"} | fields))
        assert wrong.status_code == 422
        assert said in wrong.text
        assert "words" in fields or WORDS in wrong.text


def test_it_is_about_nobody_is_said_once_and_can_be_taken_back(lena, amina, cast, house):
    for _tap in range(2):
        tells(lena)
    with house.database.writing() as session:
        (said,) = said_here(session, "harbour")
        assert not entries_about(session, cast.amina, [ANSWERED])
        assert rebuild(session) == []
    assert lena.post(f"{PAGE}/{said.seq}/withdraw", PAGE).status_code == 303
    assert WORDS not in amina.sees("done").text
    assert lena.post(f"{PAGE}/{said.seq}/withdraw", PAGE).status_code == 404
