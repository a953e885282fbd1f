"""A young person sets a goal, in their own words and nobody else's."""

import pytest

from outcomes.goals import store
from outcomes.goals.goal import ThreeAlready
from outcomes.goals.suggestions import IDEAS
from people import Cast
from survey.app import Sayso
from survey.ledger.store import entries_about
from survey.ledger.verifying.store import verify
from tests.outcomes.goals.walking import GoalPhone

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

FOOTBALL = "Go to football on Thursdays and not leave early."


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> GoalPhone:
    return GoalPhone(sayso, cast.amina)


def test_it_works(phone: GoalPhone, sayso: Sayso, cast: Cast) -> None:
    assert "Pick one thing, in your own words" in phone.goals_page().says
    phone.follow("Add a goal")
    page = phone.send("/new", words=FOOTBALL)
    assert "How close are you now?" in page.says
    assert FOOTBALL in page.says
    page = phone.send(f"/{phone.goals()[0].id}/rate", rating="3")
    assert "You say 3 now." in page.says
    assert FOOTBALL in phone.goals_page().says
    with sayso.house.database.reading() as session:
        (goal_set,) = entries_about(session, cast.amina, ["goal.set"])
        assert verify(session).holds
    assert (goal_set.actor, goal_set.content["words"]) == (cast.amina, FOOTBALL)
    assert goal_set.segments[0].claim.value == "their_words"


def test_nothing_is_filled_in_and_ideas_are_only_read(phone: GoalPhone) -> None:
    page = phone.goals_page("/new")
    assert '<textarea class="govuk-textarea" id="words"' in page.markup
    assert page.markup.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0].strip() == ""
    folded = page.markup.partition("<details>")[2].partition("</details>")[0]
    for idea in IDEAS:
        assert idea in folded
    assert "<input" not in folded
    assert "<button" not in folded
    assert "<a " not in folded


def test_words_are_kept_exactly(phone: GoalPhone) -> None:
    odd = ("😀 be happy", "سلام", "A\nB", "  spaces  ", "<b>bold</b> & more", "\u202eevil", "é" * 500)
    for words in odd:
        goal = phone.add(words.replace("\n", "\r\n"))
        assert phone.goals()[-1].words == words
        page = phone.goals_page(f"/{goal}")
        assert page.status == 200
        assert "<b>bold" not in page.markup
        phone.press("Drop it")


def test_words_that_cannot_be_kept_are_not_lost(phone: GoalPhone) -> None:
    for words, why in (
        ("", "Write your goal, in your own words."),
        (" \n\t ", "Write your goal, in your own words."),
        ("x" * 501, "That is too long by 1 letter. Cut a bit. We kept what you wrote."),
        ("ab" * 10_000, "That is too long by 19500 letters."),
        ("a\x00b", "There is a sign in there that we can’t keep."),
    ):
        phone.goals_page("/new")
        page = phone.send("/new", words=words)
        assert page.status == 422
        assert why in page.says
        assert words.strip() in page.markup
        assert 'href="#words"' in page.markup
    assert phone.goals() == []


def test_a_fourth_waits_until_there_is_room(phone: GoalPhone, cast: Cast) -> None:
    for number in range(3):
        phone.add(f"Goal {number}")
    assert "You have three goals now." in phone.goals_page().says
    page = phone.goals_page("/new")
    assert "not saved yet" in page.says
    page = phone.send("/new", words="A fourth that I typed")
    assert page.status == 409
    assert "A fourth that I typed" in page.markup
    assert len(phone.goals()) == 3
    house = phone.sayso.house
    with pytest.raises(ThreeAlready), house.database.writing() as session:
        store.set_goal(session, cast.amina, "A fourth", now=house.clock(), rng=house.rng)


def test_a_goal_sent_twice_is_one_goal(phone: GoalPhone) -> None:
    first, second = phone.add(FOOTBALL), phone.add(FOOTBALL)
    assert first == second
    assert len(phone.goals()) == 1


def test_setting_a_goal_needs_no_consent_to_anything_else(phone: GoalPhone) -> None:
    phone.add(FOOTBALL)
    assert phone.states() == {}


def test_another_s_goal_cannot_be_seen_or_touched(phone: GoalPhone, sayso: Sayso, cast: Cast) -> None:
    goal = phone.add(FOOTBALL)
    other = GoalPhone(sayso, cast.jordan)
    other.add("Jordan’s own")
    other.goals_page("/new")
    key = other.page.field("form_key")
    for path in ("", "/rate", "/close", "/group"):
        page = other.goals_page(f"/{goal}{path}")
        assert page.status == 404
        assert FOOTBALL not in page.markup
    for path, typed in (("/rate", {"rating": "9"}), ("/close", {"how": "dropped"}), ("/group", {"cluster": "none"})):
        assert other.send(f"/{goal}{path}", form_key=key, **typed).status == 404
    assert other.send(f"/new?instead_of={goal}", form_key=key, words="Mine").status == 404
    assert other.send(f"/{goal}/resume", form_key=key).status == 404
    assert phone.goals()[0].is_live
    assert phone.goals()[0].ratings == ()


def test_a_form_that_is_not_from_this_link(phone: GoalPhone) -> None:
    phone.goals_page("/new")
    assert phone.send("/new", form_key="0" * 32, words="Mine").status == 403
    assert phone.goals() == []
    assert phone.goals_page("/99999999999999999999999").status == 404
