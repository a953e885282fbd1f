"""Opening a link: what this is, from whom, how long; starting; and coming back to where they were."""

import pytest

from survey.people.store import end_links, invite
from tests.survey.responses.answering import another_link, begin, says

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both


def test_the_link_says_what_this_is_from_whom_and_how_long(sayso, cast):
    page = begin(sayso, cast.amina).sees().text
    for words in (
        "How it was to get help",
        "Harbour Youth Project, and Sam Okafor who works with you.",
        "About 3 minutes",
    ):
        assert words in page
    assert "You get the same help if you skip, stop or say No." in page
    assert "Start" in page


def test_nothing_is_kept_on_the_phone(sayso, cast):
    amina = begin(sayso, cast.amina)
    for page in (amina.sees(), amina.starts(), amina.sees(1)):
        assert "Set-Cookie" not in page.headers
        assert page.headers["Cache-Control"] == "no-store"


def test_a_yes_comes_before_the_first_question(sayso, cast):
    amina = begin(sayso, cast.amina, says_yes=False)
    assert amina.starts().headers["Location"] == f"/en/consent/{amina.token}/take_part"
    assert amina.sees(1).headers["Location"] == amina.address()


@pytest.mark.parametrize("state", ["refused", "deferred"])
def test_without_a_yes_nothing_is_asked(sayso, cast, state):
    amina = begin(sayso, cast.amina, says_yes=False)
    says(amina, "take_part", state)
    assert amina.sees(1).status_code == 303
    assert amina.sees("check").status_code == 303
    assert ("You said No to our questions. That is fine." in amina.sees().text) == (state == "refused")


def test_the_link_goes_on_at_the_first_page_still_to_do(sayso, cast):
    amina = begin(sayso, cast.amina)
    assert amina.starts().headers["Location"] == amina.address(1)
    amina.taps(1, experience_1="3")
    amina.taps(2, "skip")
    assert amina.starts().headers["Location"] == amina.address(3)
    assert "Carry on" in amina.sees().text


def test_another_link_of_theirs_finds_the_same_answers(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    amina.token = another_link(amina)
    assert amina.starts().headers["Location"] == amina.address(2)
    assert amina.chosen(1) == {"experience_1": "3"}


def test_all_done_leads_to_checking(sayso, cast):
    amina = begin(sayso, cast.amina, "ons_loneliness")
    amina.answers_everything()
    assert amina.starts().headers["Location"] == amina.address("check")


def test_a_link_without_a_round_is_still_their_page(sayso, cast, house):
    amina = begin(sayso, cast.amina)
    keys = {"days": 3, "secret_key": house.settings.secret_key, "now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        amina.token = invite(session, cast.amina, by=None, **keys).token
    assert "You have no questions from us today." in amina.sees().text
    assert amina.starts().headers["Location"] == amina.address()


def test_a_link_that_ran_out_was_ended_or_was_mistyped_says_what_to_do(sayso, cast, house, clock):
    amina = begin(sayso, cast.amina)
    amina.starts()
    gone = []
    amina.token, real = amina.token[:-1] + ("A" if amina.token[-1] != "A" else "B"), amina.token
    gone += [amina.sees(), amina.sees(1), amina.starts()]
    amina.token = real
    with house.database.writing() as session:
        end_links(session, cast.amina, house.clock())
    gone += [amina.sees(), amina.sees(1), amina.client.post(amina.address(1), data={})]
    assert [page.status_code for page in gone] == [410, 410, 410, 410, 410, 403]
    assert all("This link has run out" in page.text for page in gone[:5])


def test_an_old_link_ends_by_itself(sayso, cast, clock):
    amina = begin(sayso, cast.amina)
    clock.move(days=121)
    assert amina.sees(1).status_code == 410


def test_after_the_last_day_nothing_can_be_answered(sayso, cast, clock):
    amina = begin(sayso, cast.amina)
    amina.starts()
    form = amina.form(1) | {"experience_1": "2"}
    clock.move(days=83)  # 6 December
    assert amina.sees(1).status_code == 410
    assert "These questions have closed" in amina.sees(1).text
    late = amina.client.post(amina.address(1), data=form)
    assert late.status_code == 410
    assert "The last day to send your answers has gone by." in late.text


def test_the_last_day_is_still_in_time(sayso, cast, clock):
    amina = begin(sayso, cast.amina)
    clock.move(days=82)  # 5 December
    amina.starts()
    assert amina.taps(1, experience_1="2").status_code == 303
