"""Leaving a page saves it: by Next, Skip, I don't want to say, or Back. What cannot be kept is said beside it."""

import pytest

from survey.responses.store import look, saved_pages
from tests.survey.responses.answering import begin

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both


def saved(amina) -> dict[int, dict[str, object]]:
    database = amina.sayso.house.database
    seat = look(database, amina.token, amina.sayso.house.clock())
    return dict(saved_pages(database, seat.person_id, seat.round_id))


def test_next_saves_and_goes_on(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    assert amina.taps(1, experience_1="3").headers["Location"] == amina.address(2)
    assert saved(amina) == {1: {"experience_1": 3}}
    assert amina.chosen(1) == {"experience_1": "3"}


def test_nothing_is_set_before_they_choose(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    assert amina.chosen(1) == {}


def test_a_skip_and_a_refusal_are_different_codes(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, "skip", experience_1="3")
    amina.taps(2, "prefer")
    assert saved(amina) == {1: {"experience_1": -99}, 2: {"experience_2": -94}}
    assert "You skipped this one" in amina.sees(1).text
    assert "You don’t want to say" in amina.sees(2).text


def test_back_saves_what_was_picked_and_leaves_alone_what_was_not(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="1")
    assert amina.taps(2, "back", experience_2="4").headers["Location"] == amina.address(1)
    assert amina.taps(3, "back").headers["Location"] == amina.address(2)
    assert saved(amina) == {1: {"experience_1": 1}, 2: {"experience_2": 4}}
    assert amina.taps(1, "back").headers["Location"] == amina.address()


def test_an_answer_can_be_changed(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="1")
    amina.taps(1, experience_1="4")
    assert saved(amina) == {1: {"experience_1": 4}}


def test_next_with_nothing_picked_asks_once_more_and_saves_nothing(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    page = amina.taps(1)
    assert page.status_code == 422
    assert page.text.count("Pick an answer, or tap Skip.") == 2  # in the summary, and at the question
    assert '<a href="#experience_1">' in page.text
    assert "<title>Error:" in page.text
    assert saved(amina) == {}


@pytest.mark.parametrize("sent", ["5", "-1", "-98", "-95", "1.0", "٣", "+2", "2 ", "true", "9" * 400, "\x00"])
def test_a_value_outside_its_options_is_refused(sayso, cast, sent):
    amina = begin(sayso, cast.amina)
    amina.starts()
    assert amina.taps(1, experience_1=sent).status_code == 422
    assert saved(amina) == {}


def test_an_unknown_button_keeps_the_answer_and_unknown_fields_are_left_alone(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    assert amina.taps(1, "fly", experience_1="2", experience_2="4", admin="1").status_code == 303
    assert saved(amina) == {1: {"experience_1": 2}}


def test_on_a_page_of_several_a_blank_is_a_skip(sayso, cast):
    amina = begin(sayso, cast.amina, "strands")
    amina.starts()
    assert amina.taps(1, feelings_1="2", feelings_2="-94", feelings_3="-99").headers["Location"] == amina.address(2)
    assert saved(amina)[1] == {
        "feelings_1": 2,
        "feelings_2": -94,
        "feelings_3": -99,
        "feelings_4": -99,
        "feelings_5": -99,
    }
    assert amina.chosen(1)["feelings_2"] == "-94"


def test_one_bad_value_on_a_page_loses_none_of_the_good_ones(sayso, cast):
    amina = begin(sayso, cast.amina, "strands")
    amina.starts()
    page = amina.taps(1, feelings_1="2", feelings_3="7")
    assert page.status_code == 422
    assert 'id="feelings_1-3" name="feelings_1" type="radio" value="2" checked' in page.text
    assert '<a href="#feelings_3">' in page.text
    assert saved(amina) == {}


def test_each_question_says_why_who_and_what_never(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    page = amina.sees(1).text
    for words in ("To learn if people who help you treat you well.", "You. Your worker too, if you said Yes to that."):
        assert words in page
    assert "To judge you, or to stop your help." in page
    assert "Leave now" in page


def test_progress_is_counted_over_what_this_person_is_asked(sayso, cast):
    amina = begin(sayso, cast.amina, "ons_wellbeing")  # 15: not asked the fourth
    amina.starts()
    assert "Question 1 of 3" in amina.sees(1).text
    amina.taps(1, "skip")
    assert "Question 2 of 3" in amina.sees(2).text
    assert 'max="3" value="1"' in amina.sees(2).text
    assert amina.sees(4).headers["Location"] == amina.address("check")
    assert amina.taps(3, happy="10").headers["Location"] == amina.address("check")


def test_sixteen_and_over_are_asked_the_fourth(sayso, cast):
    jordan = begin(sayso, cast.jordan, "ons_wellbeing")
    jordan.starts()
    assert "Question 4 of 4" in jordan.sees(4).text


@pytest.mark.parametrize("page", ["0", "12", "99999999999999999999"])
def test_a_page_that_is_not_there_is_not_there(sayso, cast, page):
    amina = begin(sayso, cast.amina)
    amina.starts()
    assert amina.sees(page).status_code == 404
    form = amina.form(1) | {"experience_1": "1"}
    assert amina.client.post(amina.address(page), data=form).status_code in (404, 405)


@pytest.mark.parametrize(
    "asked", ["", "experience", "experience.", "experience.x", "experience.2", "../x.1", "strands.1"]
)
def test_a_form_made_for_other_questions_saves_nothing(sayso, cast, asked):
    amina = begin(sayso, cast.amina)
    amina.starts()
    sent = amina.taps(1, asked=asked, experience_1="1", feelings_1="1")
    assert sent.status_code == (409 if asked == "strands.1" else 404)
    assert saved(amina) == {}


@pytest.mark.parametrize("way", ["-1", "99", "x", "٢", "1" * 30])
def test_a_form_that_names_a_wrong_way_on_still_saves(sayso, cast, way):
    amina = begin(sayso, cast.amina)
    amina.starts()
    assert amina.taps(1, after=way, experience_1="1").headers["Location"] == amina.address("check")
    assert saved(amina) == {1: {"experience_1": 1}}


def test_another_site_cannot_answer_for_them(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    form = amina.form(1) | {"experience_1": "1"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert amina.client.post(amina.address(1), data=form, headers=headers).status_code == 403
    assert amina.client.post(amina.address(1), data=form | {"form_key": "0" * 32}).status_code == 403
    assert amina.client.post(amina.address(1), data=form, headers={"Origin": "http://localhost"}).status_code == 303


def test_another_persons_form_does_not_fit(sayso, cast):
    amina = begin(sayso, cast.amina)
    jordan = begin(sayso, cast.jordan, round_id="other")
    amina.starts()
    jordan.starts()
    crossed = amina.client.post(amina.address(1), data=jordan.form(1) | {"experience_1": "1"})
    assert crossed.status_code == 403
