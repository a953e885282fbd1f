"""Small groups are hidden, with company, so that totals do not give them away."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.change.hiding import FEWEST, FEWEST_LEFT, hidden_groups


def hidden(**sizes: int) -> set[str]:
    """What is hidden of one scale."""
    return set(hidden_groups({"one": sizes}))


def test_large_groups_are_shown() -> None:
    assert hidden(girl=107, boy=90, other=10) == set()
    assert hidden_groups({}) == frozenset()


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    assert hidden(a=4, b=50, c=80) == {"a", "b"}


def test_the_grades_of_the_empathy_data() -> None:
    assert hidden(g5=7, g6=95, g7=97, g8=1, unsaid=8) == {"g5", "g8", "unsaid"}


def test_two_small_groups_that_are_together_still_small_take_a_third() -> None:
    assert hidden(a=2, b=3, c=50, d=60) == {"a", "b", "c"}


def test_two_groups_that_could_only_be_nine_and_nine_take_a_third() -> None:
    assert hidden(a=9, b=9, c=50, d=60) == {"a", "b", "c"}


def test_an_empty_group_is_hidden_like_any_small_one() -> None:
    assert hidden(a=0, b=50, c=80) == {"a", "b"}


def test_where_no_choice_is_safe_every_group_is_hidden() -> None:
    assert hidden(a=1, b=10) == {"a", "b"}
    assert hidden(a=3) == {"a"}


def test_a_group_is_hidden_in_every_scale_or_in_none() -> None:
    sizes = {"one": {"a": 12, "b": 50, "c": 60}, "two": {"a": 9, "b": 40, "c": 50}}
    assert hidden_groups(sizes) == {"a", "b"}


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "b", "a")])
def test_the_order_of_groups_does_not_matter(order: tuple[str, ...]) -> None:
    sizes = {"a": 3, "b": 20, "c": 20}
    assert hidden_groups({"one": {name: sizes[name] for name in order}}) == {"a", "b"}


@given(st.lists(st.integers(0, 25), min_size=1, max_size=5))
def test_somebody_who_knows_the_total_and_which_are_small_still_cannot_tell(counts: list[int]) -> None:
    sizes = {f"g{n}": count for n, count in enumerate(counts)}
    gone = sorted(hidden_groups({"one": sizes}))
    assert {name for name, count in sizes.items() if count < FEWEST} <= set(gone)
    if not gone or len(gone) == len(sizes):
        return
    together = sum(sizes[name] for name in gone)
    assert together >= FEWEST
    spans = [range(FEWEST) if sizes[name] < FEWEST else range(FEWEST, together + 1) for name in gone]
    worlds = [world for world in product(*spans) if sum(world) == together]
    for place, name in enumerate(gone):
        if sizes[name] < FEWEST:
            assert len({world[place] for world in worlds}) >= FEWEST_LEFT
