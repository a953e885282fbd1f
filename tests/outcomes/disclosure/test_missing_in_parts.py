"""Who is missing in parts of a hundred: attacked by integer programs that share no code with what lets it out."""

import random
from collections.abc import Mapping

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from outcomes.disclosure.in_parts import in_parts

WHY = ("counted", "not_asked", "said_no", "skipped", "contested", "left")


def known(*counts: int) -> dict[str, int]:
    return dict(zip(WHY, counts, strict=True))


def ends(said: Mapping[str, int], counts: Mapping[str, int], own: Mapping[str, int], aim: set[str]) -> tuple[int, int]:
    """The fewest and the most in some standings, to whoever knows the counted and their own, over whole people."""
    rows, size = [], len(WHY)
    for at, status in enumerate(WHY):
        for limit, sign in ((said[status] - 5, 1.0), (said[status] + 5, -1.0)):
            row = np.full(size, -sign * limit / 100)  # of everybody known
            row[at] += sign
            rows.append((row, 0.0 if sign > 0 else 1e-6))
    low = np.array([counts["counted"], *(own.get(each, 0) for each in WHY[1:])], dtype=float)
    high = np.array([counts["counted"], *[5_000] * (size - 1)], dtype=float)
    limits = [LinearConstraint(np.array([row for row, _ in rows]), [least for _, least in rows], np.inf)]
    limits.append(LinearConstraint(np.eye(size), low, high))
    wanted = np.array([float(each in aim) for each in WHY])
    found = [milp(sign * wanted, constraints=limits, integrality=np.ones(size)) for sign in (1, -1)]
    return round(found[0].fun), round(-found[1].fun)


def crowd(seed: int) -> tuple[dict[str, int], list[dict[str, int]]]:
    rng = random.Random(seed)
    services = [
        known(
            rng.randrange(20, 90), rng.choice((0, 3, 30)), rng.choice((0, 9, 40)), rng.randrange(4), 0, rng.randrange(2)
        )
        for _ in range(2)
    ]
    return {each: sum(of[each] for of in services) for each in WHY}, services


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_no_reason_of_a_few_is_left_under_five_counts(seed):
    counts, services = crowd(seed)
    made = in_parts(counts, services)
    if made is None:
        return
    said = {status: int(figure.text) for status, figure in made.items()}
    for own in ({}, *services):
        for aim in (*({each} for each in WHY[1:]), set(WHY[1:])):
            of, theirs = (sum(part.get(each, 0) for each in aim) for part in (counts, own))
            if of - theirs < 10 and (of > theirs or not own):
                low, high = ends(said, counts, own, aim)
                assert low <= of <= high
                assert high - low >= 4


def test_where_nearly_everybody_is_in_the_figure_that_is_said():
    made = in_parts(known(10_000, 0, 0, 0, 0, 0))
    assert made is not None
    assert {status: figure.text for status, figure in made.items()} == dict.fromkeys(WHY, "0") | {"counted": "100"}


def test_most_of_a_crowd_can_be_said():
    assert sum(in_parts(*crowd(seed)) is not None for seed in range(8)) >= 5


@pytest.mark.parametrize(
    "counts",
    [
        known(30, 3, 2, 0, 0, 0),  # too few are known for a part to stand for five
        known(57, 3, 0, 0, 0, 0),  # 57 of 60 at most: three are missing, or fewer
        known(170, 30, 0, 0, 0, 0),  # every part stands at its lower end, so that nobody can be anything else
    ],
)
def test_nothing_is_said_where_it_would_tell(counts):
    assert in_parts(counts) is None


def test_a_service_that_knows_nearly_all_learns_nothing_of_the_others():
    counts = known(110, 50, 40, 0, 0, 0)
    assert in_parts(counts) is not None
    assert in_parts(counts, (known(110, 48, 40, 0, 0, 0), known(0, 2, 0, 0, 0, 0))) is None
