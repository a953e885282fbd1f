"""From ratings to a sentence and a drawing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.goals.progress import CEILING, FLOOR, MOST_DOTS, chart, finding, sentence
from outcomes.goals.rating import NoSuchRating, Rating, require_rating, sent_twice

SEPTEMBER = datetime(2026, 9, 3, tzinfo=UTC)
values = st.lists(st.integers(0, 10), min_size=1, max_size=30)


def rated(*numbers: int, days: int = 20, start: datetime = SEPTEMBER) -> list[Rating]:
    return [Rating(seq, value, start + timedelta(days=days * seq)) for seq, value in enumerate(numbers)]


def told(ratings: list[Rating]) -> str:
    return sentence(ratings, say=str, month=lambda at: f"{at:%B}", day=day)


def day(at: datetime, *, year: bool = False) -> str:
    return f"{at.day} {at:%b %Y}" if year else f"{at.day} {at:%b}"


@pytest.mark.parametrize(
    ("ratings", "says"),
    [
        ([], "You have not rated this yet."),
        (rated(4), "You say 4 now."),
        (rated(3, 4, 6), "You said 3 in September. You say 6 now."),
        (rated(3, 6, days=4), "You said 3 on 3 Sep. You say 6 now."),
        (rated(7, 2, days=300), "You said 7 on 3 Sep 2026. You say 2 now."),
        (rated(5, 9, 5), "You said 5 in September. You say 5 now."),
    ],
)
def test_the_sentence(ratings: list[Rating], says: str) -> None:
    assert told(ratings) == says


def test_the_finding_says_what_the_chart_shows() -> None:
    assert finding(rated(3), say=str, day=day) == "You said 3 on 3 Sep."
    assert finding(rated(3, 8), say=str, day=day) == "You started at 3 on 3 Sep, and said 8 on 23 Sep."
    assert finding(rated(3, 1, 9, 6), say=str, day=day).endswith("In between it was from 1 to 9.")


@given(values)
def test_every_dot_stands_on_the_chart_and_where_its_value_says(numbers: list[int]) -> None:
    drawn = chart(rated(*numbers))
    assert len(drawn.dots) == min(len(numbers), MOST_DOTS)
    assert (drawn.dots[0].value, drawn.dots[-1].value) == (numbers[0], numbers[-1])
    for dot in drawn.dots:
        assert 0 < dot.x < 100
        assert CEILING <= dot.y <= FLOOR
        assert dot.y == pytest.approx(FLOOR - (FLOOR - CEILING) * dot.value / 10, abs=0.1)
    assert [dot.x for dot in drawn.dots] == sorted(dot.x for dot in drawn.dots)
    assert [(line.start, line.end) for line in drawn.lines] == list(zip(drawn.dots, drawn.dots[1:], strict=False))


@given(values)
def test_it_is_the_same_drawing_mirrored_where_words_run_the_other_way(numbers: list[int]) -> None:
    one, mirrored = chart(rated(*numbers)), chart(rated(*numbers), rtl=True)
    assert [round(100 - dot.x, 2) for dot in mirrored.dots] == [dot.x for dot in one.dots]
    assert [(dot.y, dot.value) for dot in mirrored.dots] == [(dot.y, dot.value) for dot in one.dots]


@given(values)
def test_only_ratings_left_out_make_a_gap_and_it_is_drawn_as_one(numbers: list[int]) -> None:
    skips = [line.skips for line in chart(rated(*numbers)).lines]
    assert skips == [len(numbers) > MOST_DOTS and place == 0 for place in range(len(skips))]


def test_down_is_drawn_as_up_is() -> None:
    up, down = chart(rated(2, 8)), chart(rated(8, 2))
    assert [dot.y for dot in up.dots] == [dot.y for dot in down.dots][::-1]


@pytest.mark.parametrize("value", [-1, 11, 100])
def test_a_rating_is_from_0_to_10(value: int) -> None:
    with pytest.raises(NoSuchRating):
        require_rating(value)


def test_one_tap_sent_twice_is_known_by_what_and_when() -> None:
    two_minutes, later = timedelta(minutes=2), SEPTEMBER + timedelta(minutes=2)
    ratings = [Rating(1, 5, SEPTEMBER, "ok")]
    assert sent_twice(ratings, 5, "ok", later, two_minutes)
    assert not sent_twice(ratings, 5, None, later, two_minutes)
    assert not sent_twice(ratings, 6, "ok", later, two_minutes)
    assert not sent_twice(ratings, 5, "ok", later + timedelta(seconds=1), two_minutes)
    assert not sent_twice([], 5, "ok", later, two_minutes)
