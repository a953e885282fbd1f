"""The audit's arithmetic is exact: on any tree it gives the same ranges as an integer program over every data set."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from outcomes.impact.audit import Contradiction, Group, Region, ranges


def a_tree(rng: random.Random) -> Group:
    """Give a group split in two ways, one of them twice over, of people who did or did not achieve."""
    people = [
        (rng.random() < 0.5, rng.randrange(3), rng.randrange(2), rng.randrange(2)) for _ in range(rng.randint(8, 40))
    ]

    def group(key: str, keep, splits=()) -> Group:
        of = [person for person in people if keep(person)]
        return Group(key, len(of), sum(person[0] for person in of), splits)

    inner = tuple(group(f"ward{w}", lambda p, w=w: p[1] == 0 and p[3] == w) for w in range(2))
    first = tuple(group(f"place{i}", lambda p, i=i: p[1] == i, (inner,) if i == 0 else ()) for i in range(3))
    second = tuple(group(f"age{i}", lambda p, i=i: p[2] == i) for i in range(2))
    return group("all", lambda _: True, (first, second))


def fog(rng: random.Random, root: Group) -> dict[str, Region]:
    """Give what is said about each group: near the truth, far from it, or nothing."""

    def around(count: int) -> tuple[float, float]:
        wide = rng.choice((0, 1, 2, 4, 10**4))
        return max(0, count - rng.randint(0, wide)), count + rng.randint(0, wide)

    return {
        group.key: Region(
            around(group.achieved or 0), around(group.people - (group.achieved or 0)), around(group.people)
        )
        for group in root.all_groups()
        if rng.random() < 0.9
    }


def by_solver(root: Group, known: dict[str, Region]) -> dict[str, dict[str, tuple[int, int]]]:
    """Solve for every group over combinations of place, ward, age and achieved: none of the audit's own code."""
    atoms = [(a, place, age, ward) for a in (1, 0) for place in range(3) for age in range(2) for ward in range(2)]
    masks = {"all": [1] * len(atoms)}
    masks |= {f"place{i}": [atom[1] == i for atom in atoms] for i in range(3)}
    masks |= {f"age{i}": [atom[2] == i for atom in atoms] for i in range(2)}
    masks |= {f"ward{i}": [atom[1] == 0 and atom[3] == i for atom in atoms] for i in range(2)}
    did = np.array([atom[0] for atom in atoms])
    kinds = {"a": did, "b": 1 - did, "s": np.ones(len(atoms))}
    rows, low, high = [], [], []
    for key, region in known.items():
        for kind, bounds in (("a", region.a), ("b", region.b), ("s", region.s)):
            rows.append(np.array(masks[key]) * kinds[kind])
            low.append(bounds[0])
            high.append(bounds[1])
    fits, whole = LinearConstraint(np.array(rows), low, high), np.ones(len(atoms))

    def end(row: np.ndarray, sign: int) -> int:
        found = milp(sign * row, constraints=fits, integrality=whole, bounds=Bounds(0, 10**5))
        assert found.status == 0, found.message
        return round(sign * found.fun)

    return {
        key: {kind: (end(np.array(mask) * of, 1), end(np.array(mask) * of, -1)) for kind, of in kinds.items()}
        for key, mask in masks.items()
    }


@settings(max_examples=20, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_two_passes_equal_an_integer_program(seed: int):
    rng = random.Random(seed)
    root = a_tree(rng)
    known = fog(rng, root) | {"all": Region(s=(root.people - 2, root.people + 2))}
    found, solved = ranges(root, known), by_solver(root, known)
    for key, region in found.items():
        assert {"a": region.a, "b": region.b, "s": region.s} == solved[key]


def test_what_cannot_be_true_is_refused():
    root = Group("all", 10, 5, ((Group("x", 4, 2), Group("y", 6, 3)),))
    with pytest.raises(Contradiction):
        ranges(root, {"all": Region(s=(10, 10)), "x": Region(s=(11, 20))})


def test_a_truth_outside_what_is_thought_possible_is_refused():
    """Parts that do not add up to their whole would make the audit vouch for nonsense."""
    from outcomes.impact.disclosure import protect

    wrong = Group("figure", 100, 50, ((Group("x", 20, 10), Group("y", 30, 15)),), crossed=True, keep=True)
    assert protect(wrong, "figure", crossed=False) is None
