"""A young person says how close they are, over time, and sees what they said."""

import re
from datetime import timedelta

import pytest

from people import Cast
from survey.app import Sayso
from tests.conftest import Clock
from tests.outcomes.goals.walking import GoalPhone


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> GoalPhone:
    return GoalPhone(sayso, cast.amina)


def rate_over_time(phone: GoalPhone, goal: int, clock: Clock, ratings: tuple[str, ...], days: int = 9) -> None:
    for rating in ratings:
        phone.goals_page(f"/{goal}/rate")
        phone.send(f"/{goal}/rate", rating=rating, words=f"That was {rating}")
        clock.move(days=days)


def test_it_works(phone: GoalPhone, clock: Clock) -> None:
    goal = phone.add("Stay to the end")
    rate_over_time(phone, goal, clock, ("3", "4", "6"))
    page = phone.goals_page(f"/{goal}")
    assert "You said 3 in September. You say 6 now." in page.says
    assert "You started at 3 on 14 Sept, and said 6 on 2 Oct. In between it was from 4 to 4." in page.says
    rows = re.findall(r'<th scope="row">([^<]+)</th><td class="n">(\d+)</td><td dir="auto">([^<]*)</td>', page.markup)
    assert rows == [("14 Sept", "3", "That was 3"), ("23 Sept", "4", "That was 4"), ("2 Oct", "6", "That was 6")]


def test_the_chart_has_a_dot_for_each_rating_and_fits_any_width(phone: GoalPhone, clock: Clock) -> None:
    goal = phone.add("Stay to the end")
    rate_over_time(phone, goal, clock, ("0", "10"), days=2)
    phone.goals_page(f"/{goal}")
    chart = phone.page.markup[phone.page.markup.index('class="so-fig"') :].partition("</svg>")[0]
    assert re.findall(r'<circle class="([^"]+)" cx="([\d.]+)%" cy="([\d.]+)"', chart) == [
        ("d", "8.0", "156.0"),
        ("d now", "94.0", "46.0"),
    ]
    assert "viewBox" not in chart
    assert "style" not in chart


def test_nothing_is_picked_before(phone: GoalPhone) -> None:
    goal = phone.add("Stay to the end")
    page = phone.goals_page(f"/{goal}/rate")
    assert len(re.findall(r'<input class="govuk-radios__input"[^>]*type="radio"', page.markup)) == 11
    assert not re.search(r"\schecked\b", page.markup)


def test_a_number_that_is_not_on_the_scale(phone: GoalPhone) -> None:
    goal = phone.add("Stay to the end")
    for rating in ("", "11", "-1", "3.5", "ten", "٣", "😀", "9" * 20_000, "3\x00"):
        phone.goals_page(f"/{goal}/rate")
        page = phone.send(f"/{goal}/rate", rating=rating, words="My own words")
        assert page.status == 422, rating
        assert "Pick a number from 0 to 10." in page.says
        assert "My own words" in page.markup
    assert phone.goals()[0].ratings == ()


def test_a_rating_sent_twice_is_one_rating_and_later_it_is_another(phone: GoalPhone, clock: Clock) -> None:
    goal = phone.add("Stay to the end", "5")
    phone.goals_page(f"/{goal}/rate")
    phone.send(f"/{goal}/rate", rating="5")
    assert [rating.value for rating in phone.goals()[0].ratings] == [5]
    clock.now += timedelta(days=7)
    phone.goals_page(f"/{goal}/rate")
    phone.send(f"/{goal}/rate", rating="5")
    assert [rating.value for rating in phone.goals()[0].ratings] == [5, 5]


def test_a_closed_goal_is_not_rated_in_an_old_tab(phone: GoalPhone) -> None:
    goal = phone.add("Stay to the end", "5")
    old_tab = phone.goals_page(f"/{goal}/rate").field("form_key")
    phone.goals_page(f"/{goal}")
    phone.press("Drop it")
    answer = phone.send(f"/{goal}/rate", form_key=old_tab, rating="6")
    assert answer.status == 409
    assert [rating.value for rating in phone.goals()[0].ratings] == [5]
