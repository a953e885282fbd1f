"""After a choice, answers, a goal, a rating or a challenge, the very next page has the code of a receipt that holds."""

import pytest

from people import Cast
from survey.app import Sayso
from survey.receipts.keeping import Keeping, is_own_act
from tests.outcomes.goals.walking import GoalPhone
from tests.survey.consent.walking import Phone
from tests.survey.receipts.holding import entry_at, fetched, followed, holds, kept_on
from tests.survey.records.conftest import Notes, Visitor
from tests.survey.responses.answering import begin

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("choice", ["yes", "no", "later"])
@on_one_database
def test_after_a_choice(sayso: Sayso, cast: Cast, choice: str) -> None:
    phone = Phone(sayso, cast.amina)
    page = followed(sayso, phone.tap("take_part", choice).response)
    must_hold(sayso, page, "consent.")


def must_hold(sayso: Sayso, page: str, kind: str) -> None:
    """The page has one code; its link leads to a receipt of the newest entry of this kind."""
    kept = kept_on(page)
    assert kept, "no code on the page that came next"
    code, href = kept
    receipt = fetched(sayso, href)
    assert receipt.code == code
    assert holds(sayso, receipt)
    assert entry_at(sayso, receipt.index).kind.startswith(kind)


@on_one_database
def test_after_the_last_choice_the_first_question_has_it(sayso: Sayso, cast: Cast) -> None:
    amina = begin(sayso, cast.amina, says_yes=False)
    phone = Phone(sayso, cast.amina, amina.token)
    answer = phone.tap("take_part", "yes").response
    while "/consent/" in answer.headers["Location"]:
        purpose = answer.headers["Location"].partition("?")[0].rpartition("/")[2]
        answer = phone.tap(purpose, "yes").response
    page = followed(sayso, answer)
    assert 'type="radio"' in page
    must_hold(sayso, page, "consent.given")
    assert kept_on(amina.sees(1).text) is None  # once, where it was saved; not on every page after


@on_one_database
def test_after_taking_a_choice_back_and_after_undoing_that(sayso: Sayso, cast: Cast) -> None:
    phone = Phone(sayso, cast.amina)
    phone.tap("take_part", "yes")
    stopped = followed(sayso, phone.tap("take_part", "no").response)
    assert "We’ve stopped." in stopped
    must_hold(sayso, stopped, "consent.withdrawn")
    phone.open("take_part")
    must_hold(sayso, followed(sayso, phone.tap("take_part", "yes").response), "consent.given")


@on_one_database
def test_after_sending_answers(sayso: Sayso, cast: Cast) -> None:
    amina = begin(sayso, cast.amina, "strands")
    amina.answers_everything()
    page = followed(sayso, amina.sends())
    must_hold(sayso, page, "answers.submitted")
    assert page.index("We have your answers") < page.index("so-kept")


def test_after_a_goal_and_after_a_rating(sayso: Sayso, cast: Cast) -> None:
    phone = GoalPhone(sayso, cast.amina)
    goal = phone.add("Stay to the end")
    must_hold(sayso, phone.page.markup, "goal.set")
    phone.send(f"/{goal}/rate", rating="3")
    must_hold(sayso, phone.page.markup, "goal.rated")
    phone.send(f"/{goal}/close", how="paused")
    must_hold(sayso, phone.page.markup, "goal.closed")


def test_after_a_challenge(sayso: Sayso, amina: Visitor, notes: Notes) -> None:
    seq = amina.challenge(notes.groups)
    page = amina.get(amina.at("challenges", seq)).text
    must_hold(sayso, page, "challenge.raised")
    assert page.index("We have it") < page.index("so-kept")


@on_one_database
def test_what_another_did_is_never_shown_as_just_saved(sayso: Sayso, cast: Cast, notes: Notes) -> None:
    """The address of a next page can be made up; it shows nobody's code but one's own act's."""
    phone, other = GoalPhone(sayso, cast.amina), GoalPhone(sayso, cast.jordan)
    goal = other.add("Get a job")
    mine = phone.add("Stay to the end")
    for seq in (goal, notes.groups, 0, -1, 10**30, "x"):
        assert kept_on(phone.goals_page(f"/{mine}?kept={seq}").markup) is None, seq
    assert kept_on(phone.goals_page(f"/{mine}?kept={mine}").markup)


@pytest.mark.parametrize(
    ("keeping", "words", "leads_to"),
    [("phone", "Keep it", ""), ("paper", "Print it", "/alone"), ("trusted", "Show it big", "/alone")],
)
@on_one_database
def test_the_line_leads_first_to_how_they_keep_them(sayso, cast, keeping: str, words: str, leads_to: str) -> None:
    phone = GoalPhone(sayso, cast.amina)
    goal = phone.add("Stay to the end")
    picked(phone, keeping)
    page = phone.goals_page(f"/{goal}?kept={goal}").markup
    kept = kept_on(page)
    assert kept
    assert kept[1].endswith(f"/{goal}{leads_to}")
    assert f">{words}</a>" in page


def picked(phone: GoalPhone, keeping: str) -> None:
    address = f"/en/receipts/{phone.token}"
    sent = phone.client.post(address, data={"form_key": phone.look(address).field("form_key"), "keeping": keeping})
    assert sent.status_code == 303


@on_one_database
def test_who_wants_no_codes_is_shown_none(sayso: Sayso, cast: Cast) -> None:
    phone = GoalPhone(sayso, cast.amina)
    picked(phone, Keeping.NONE.value)
    goal = phone.add("Stay to the end")
    assert kept_on(phone.page.markup) is None
    assert kept_on(followed(sayso, phone.tap("take_part", "yes").response)) is None
    assert phone.look(f"/en/receipts/{phone.token}/{goal}").status == 200  # it is there when they want it


def test_what_they_did_and_what_was_done() -> None:
    theirs = ("consent.given", "consent.withdrawn", "answers.submitted", "goal.set", "goal.rated", "challenge.raised")
    assert all(map(is_own_act, theirs))
    others = ("consent.requested", "record.made", "receipts.chosen", "view.made", "key.chosen", "person.added")
    assert not any(map(is_own_act, others))
