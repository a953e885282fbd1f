"""What others call a goal: a group is suggested from their own words; they may change it, or refuse any."""

import pytest

from outcomes.goals import store
from outcomes.measures.framework import framework
from people import Cast
from survey.app import Sayso
from survey.ledger.store import rebuild
from tests.outcomes.goals.walking import GoalPhone


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> GoalPhone:
    return GoalPhone(sayso, cast.amina)


def test_a_group_is_suggested_with_the_words_it_came_from(phone: GoalPhone) -> None:
    goal = phone.add("Have one friend I can trust")
    page = phone.goals_page(f"/{goal}")
    assert "Group: Relationships and leadership . That is a guess from your words: “friend”, “trust”." in page.says
    assert "Your words come first." in page.says


def test_no_group_is_made_up_where_no_word_says_one(phone: GoalPhone) -> None:
    goal = phone.add("Xyzzy")
    assert "It is in no group yet." in phone.goals_page(f"/{goal}").says


def test_they_change_it_or_refuse_any(phone: GoalPhone) -> None:
    goal = phone.add("Have one friend I can trust")
    phone.goals_page(f"/{goal}")
    page = phone.follow("That’s not the right group")
    assert page.markup.count('type="radio"') == len(framework().clusters) + 1
    page = phone.send(f"/{goal}/group", cluster="resilience")
    assert "You put it in this group: Resilience and determination ." in page.says
    phone.goals_page(f"/{goal}/group")
    page = phone.send(f"/{goal}/group", cluster="none")
    assert "It is in no group." in page.says
    kept = phone.goals()[0]
    assert (kept.cluster, kept.grouped_by) == (None, phone.person_id)


def test_a_group_that_does_not_exist(phone: GoalPhone) -> None:
    goal = phone.add("Have one friend I can trust")
    for cluster in ("", "nothing", "Relationships", "😀", "x" * 20_000):
        phone.goals_page(f"/{goal}/group")
        page = phone.send(f"/{goal}/group", cluster=cluster)
        assert page.status == 422, cluster
        assert "Pick a group, or No group." in page.says
    assert phone.goals()[0].cluster == "relationships"


def test_goals_are_only_projections(phone: GoalPhone) -> None:
    goal = phone.add("Have one friend I can trust", "4")
    house = phone.sayso.house
    with house.database.writing() as session:
        at = {"now": house.clock(), "rng": house.rng}
        store.group_goal(session, phone.person_id, goal, "creativity", **at)
        store.close_goal(session, phone.person_id, goal, "paused", words="Ill", **at)
        store.resume_goal(session, phone.person_id, goal, **at)
        before = store.goals_of(session, phone.person_id)
        assert rebuild(session) == []
        assert store.goals_of(session, phone.person_id) == before
