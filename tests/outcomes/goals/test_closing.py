"""A young person ends a goal: done, changed, paused or dropped. One tap, a reason only if they like, and an undo."""

import pytest

from outcomes.goals import store
from outcomes.goals.goal import NotLive, State, ThreeAlready
from people import Cast
from survey.app import Sayso
from survey.ledger.store import entries_about
from tests.outcomes.goals.walking import GoalPhone

WAYS = {"I’m done with it": State.ACHIEVED, "Pause it": State.PAUSED, "Drop it": State.DROPPED}


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> GoalPhone:
    return GoalPhone(sayso, cast.amina)


@pytest.mark.parametrize("words", WAYS)
def test_one_tap_closes_it_and_a_reason_may_follow(phone: GoalPhone, words: str) -> None:
    goal = phone.add("Stay to the end", "5")
    phone.goals_page(f"/{goal}")
    taps = phone.taps
    page = phone.press(words)
    assert phone.taps - taps == 1
    assert phone.goals()[0].state is WAYS[words]
    assert "Do you want to say why? You don’t have to." in page.says
    page = phone.send(f"/{goal}/close", how=WAYS[words].value, words="Because I moved house")
    assert "Because I moved house" in page.says
    assert phone.goals()[0].closing_words == "Because I moved house"
    assert phone.goals()[0].state is WAYS[words]


def test_undo_is_one_tap_too(phone: GoalPhone) -> None:
    goal = phone.add("Stay to the end", "5")
    phone.goals_page(f"/{goal}")
    phone.press("Drop it")
    phone.press("Undo")
    assert phone.goals()[0].is_live
    assert "Rate it today" in phone.page.says


def test_a_paused_goal_is_taken_up_again_when_there_is_room(phone: GoalPhone) -> None:
    goal = phone.add("First")
    phone.goals_page(f"/{goal}")
    phone.press("Pause it")
    for words in ("Second", "Third", "Fourth"):
        phone.add(words)
    phone.goals_page(f"/{goal}")
    assert phone.press("Take it up again").status == 409
    assert phone.goals()[0].state is State.PAUSED
    second = phone.goals()[1].id
    phone.goals_page(f"/{second}")
    phone.press("Drop it")
    phone.goals_page(f"/{goal}")
    phone.press("Take it up again")
    assert phone.goals()[0].is_live


def test_changing_a_goal_keeps_the_old_words(phone: GoalPhone) -> None:
    goal = phone.add("Go to football", "4")
    phone.goals_page(f"/{goal}")
    page = phone.follow("Change my goal")
    assert "Go to football" in page.says
    phone.send(f"/new?instead_of={goal}", words="Go to boxing")
    old, new = phone.goals()
    assert (old.state, old.words) == (State.CHANGED, "Go to football")
    assert (new.state, new.words, new.replaces) == (State.LIVE, "Go to boxing", goal)
    assert "Go to football" in phone.goals_page().says


def test_a_way_of_closing_that_does_not_exist(phone: GoalPhone) -> None:
    goal = phone.add("Stay to the end")
    for how in ("", "live", "won", "DROPPED", "😀"):
        phone.goals_page(f"/{goal}")
        assert phone.send(f"/{goal}/close", how=how).status == 422, how
    assert phone.goals()[0].is_live


def test_a_reason_that_is_too_long_is_not_lost(phone: GoalPhone) -> None:
    goal = phone.add("Stay to the end")
    phone.goals_page(f"/{goal}")
    phone.press("Drop it")
    page = phone.send(f"/{goal}/close", how="dropped", words="why " * 200)
    assert page.status == 422
    assert "That is too long by 300 letters." in page.says
    assert "why why why" in page.markup
    assert phone.goals()[0].closing_words is None


def test_two_taps_close_once_and_an_ended_goal_ends_no_other_way(phone: GoalPhone, cast: Cast) -> None:
    goal = phone.add("Stay to the end")
    phone.goals_page(f"/{goal}")
    phone.press("Drop it")
    phone.send(f"/{goal}/close", how="dropped")
    assert phone.send(f"/{goal}/close", how="achieved").status == 409
    house = phone.sayso.house
    with house.database.writing() as session:
        assert len(entries_about(session, cast.amina, ["goal.closed"])) == 1
        with pytest.raises(NotLive):
            store.close_goal(session, cast.amina, goal, "achieved", now=house.clock(), rng=house.rng)
        for words in ("A", "B", "C"):
            store.set_goal(session, cast.amina, words, now=house.clock(), rng=house.rng)
        with pytest.raises(ThreeAlready):
            store.resume_goal(session, cast.amina, goal, now=house.clock(), rng=house.rng)
