"""An attacker with a solver: every data set that fits what was published, as one integer program (HiGHS).

It shares no code with outcomes/impact/audit.py. Its unknowns are how many young people there are of every possible
combination of categories; each published figure is a row. It reads texts only, as a page or a download prints them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, vstack

from outcomes.impact.cohort import GENDERS, NOT_SAID, Counted, Shape, shape_of
from outcomes.impact.coverage import Missing
from outcomes.impact.programme import Frame

Published = Mapping[tuple[str, str], str]  # (key of the line, statistic) -> text
Cell = tuple[str, str]
OTHER = "other"


@dataclass
class World:
    """Every combination there could be, the groups it falls into, and (for judging only) the true counts."""

    groups: dict[str, np.ndarray]  # people of each group, as 0/1 over combinations
    achieved: np.ndarray
    truth: np.ndarray
    listed: set[str] = field(default_factory=set)

    def true_count(self, cell: Cell) -> int:
        """Give the count that is to be hidden."""
        return int(self.row(cell) @ self.truth)

    def row(self, cell: Cell) -> np.ndarray:
        """Give the 0/1 row of a cell: people, achieved, or not yet."""
        kind, key = cell
        mask = self.groups[key]
        return mask if kind == "people" else mask * (self.achieved if kind == "achieved" else 1 - self.achieved)


def world_of(counted: Iterable[Counted], missing: Iterable[Missing], frame: Frame) -> World:
    """Lay out every combination of this frame and count the truth into it."""
    wards = [(place.code, ward) for place in frame.places for ward, _ in place.wards] + [("", "")]
    shapes = (*Shape, None)
    ages = (*frame.ages, NOT_SAID)
    atoms = list(product(ages, GENDERS, wards, (True, False), shapes))
    index = {atom: i for i, atom in enumerate(atoms)}
    reasons = list(Missing)
    size = len(atoms) + len(reasons)
    truth = np.zeros(size)
    for person in counted:
        age = person.age if person.age in frame.ages else NOT_SAID
        ward = (person.borough, person.ward) if (person.borough, person.ward) in wards else ("", "")
        shape = None if person.change is None else shape_of(person.change)
        truth[index[age, person.gender, ward, person.achieved, shape]] += 1
    for reason in missing:
        truth[len(atoms) + reasons.index(reason)] += 1
    groups = {key: _mask(atoms, size, test) for key, test in _tests(frame).items()}
    for i, reason in enumerate(reasons):
        groups[f"missing/{reason}"] = np.eye(size)[len(atoms) + i]
    groups["missing"] = _mask(atoms, size, lambda _: False) + sum(groups[f"missing/{r}"] for r in reasons)
    groups["known"] = groups["figure"] + groups["missing"]
    return World(groups, _mask(atoms, size, lambda atom: atom[3]), truth)


def _mask(atoms: list, size: int, test) -> np.ndarray:
    mask = np.zeros(size)
    mask[: len(atoms)] = [float(bool(test(atom))) for atom in atoms]
    return mask


def _tests(frame: Frame) -> dict:
    tests = {"figure": lambda a: True, "rated": lambda a: a[4] is not None}
    tests |= {f"age/{age}": lambda a, age=age: a[0] == age for age in frame.ages}
    tests[f"age/{OTHER}"] = lambda a: a[0] == NOT_SAID
    tests |= {f"gender/{gender}": lambda a, g=gender: a[1] == g for gender in GENDERS}
    for place in frame.places:
        tests[f"borough/{place.code}"] = lambda a, p=place: a[2][0] == p.code
        for ward, _ in place.wards:
            tests[f"ward/{place.code}/{ward}"] = lambda a, w=(place.code, ward): a[2] == w
    tests[f"borough/{OTHER}"] = lambda a: a[2] == ("", "")
    tests |= {f"shape/{shape}": lambda a, s=shape: a[4] == s for shape in Shape}
    return tests


def rows_of(world: World, published: Published, *, others_known: bool, exact: bool = False) -> LinearConstraint:
    """Turn everything published, and the rules it was published by, into rows."""
    said = list(_figures(world, published, exact))
    if not exact:
        said.append((("people", "figure"), _size(world, published)))
    if others_known:
        said += _others(world, published)
    rows = vstack([csr_matrix(world.row(cell)) for cell, _ in said])
    return LinearConstraint(rows, [low for _, (low, _) in said], [high for _, (_, high) in said])


def _figures(world: World, published: Published, exact: bool) -> Iterator[tuple[Cell, tuple[float, float]]]:
    for (key, statistic), text in published.items():
        if statistic in ("people", "achieved"):
            yield (statistic, key), _reads(text, world.true_count((statistic, key)), exact)
        if statistic == "achieved" and not exact:
            yield ("not yet", key), _side(world.true_count(("not yet", key)))


def _others(world: World, published: Published) -> Iterator[tuple[Cell, tuple[float, float]]]:
    """Give how few are in no row of a table, as somebody might know: often that there are none."""
    for table in ("age", "borough"):
        left_over = world.true_count(("people", f"{table}/{OTHER}"))
        if any(key.startswith(f"{table}/") for key, _ in published) and left_over < 10:
            yield ("people", f"{table}/{OTHER}"), (left_over, left_over)


def _size(world: World, published: Published) -> tuple[float, float]:
    """How much is published tells how large the figure is: crossed tables from sixty, nothing under thirty."""
    if any(statistic == "achieved" and key != "figure" for key, statistic in published):
        return 60, np.inf
    return (30, 59) if world.true_count(("people", "figure")) < 60 else (30, np.inf)


def _side(true: int) -> tuple[float, float]:
    """The rules say on which side of ten a hidden count lies; the attacker knows which gaps are small."""
    return (0, 9) if true < 10 else (10, np.inf)


def _reads(text: str, true: int, exact: bool) -> tuple[float, float]:
    if not text.isdigit():
        return _side(true)
    return (int(text), int(text)) if exact else (max(10, int(text) - 2), int(text) + 2)


def extreme(world: World, cell: Cell, rows: LinearConstraint, sign: int) -> np.ndarray | None:
    """Give a data set in which a count is least (sign 1) or most (sign -1); None when there is no most."""
    objective, whole = sign * world.row(cell), np.ones(len(world.truth))
    found = milp(objective, constraints=rows, integrality=whole, bounds=Bounds(0, np.inf))
    if found.status == 3:  # unbounded
        return None
    assert found.status == 0, found.message
    return np.round(found.x)


def attack(
    world: World, published: Published, *, others_known: bool = False, exact: bool = False
) -> dict[Cell, tuple[float, float]]:
    """Give, for every small group that is on the programme, what can be worked out about it.

    Each solution is a whole data set: where those found so far already leave a group five values, it is not solved for.
    """
    rows = rows_of(world, published, others_known=others_known, exact=exact)
    told = rows.A @ world.truth
    assert ((rows.lb <= told) & (told <= rows.ub)).all(), "the attacker is wrong: the truth does not fit"
    seen, found = [world.truth], {}
    for cell in sorted(small_groups(world, published)):
        if others_known and cell[1].endswith(f"/{OTHER}"):  # that knowledge is theirs, not the release's
            continue
        row, most = world.row(cell), 0.0
        if np.ptp(np.array(seen) @ row) < 4:
            ends = [extreme(world, cell, rows, sign) for sign in (1, -1)]
            most = np.inf if ends[1] is None else 0.0
            seen += [end for end in ends if end is not None]
        values = np.array(seen) @ row
        found[cell] = (values.min(), max(most, values.max()))
    return found


def small_groups(world: World, published: Published) -> set[Cell]:
    """Give every group of nought to nine the release has a line for, and those left over beside its tables."""
    lines = {key for key, _ in published if key in world.groups}
    lines |= {f"{table}/{OTHER}" for table in ("age", "borough") if any(k.startswith(f"{table}/") for k in lines)}
    crossed = {key for key, statistic in published if statistic == "achieved"}
    cells = {("people", key) for key in lines} | {(kind, key) for key in crossed for kind in ("achieved", "not yet")}
    nobody = {key for key in lines if key.endswith(f"/{OTHER}") and world.true_count(("people", key)) == 0}
    return {cell for cell in cells if world.true_count(cell) < 10 and cell[1] not in nobody}


def broken(found: Mapping[Cell, tuple[float, float]]) -> dict[Cell, tuple[float, float]]:
    """Give the groups left with fewer than five possible values."""
    return {cell: ends for cell, ends in found.items() if ends[1] - ends[0] + 1 < 5}
