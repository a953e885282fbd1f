"""An attacker with a solver: the least and most of every small group, given all that is published.

Written apart from the engine. Its unknowns are how many people there are of each combination of categories; every
published figure is a row; what is hidden is known to be on its side of ten (the strongest reading: who attacks is
taken to know which gaps are small). Whole numbers by branch and bound; every solution found is kept and clears others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from tests.attack.reading import Files, Told

OTHER = "?"  # in no listed category
STATUS, COUNTED = "status", "counted"
SMALL, ENOUGH = 9, 5
LONGEST, NO_END = 10, 10**6  # seconds for one question; more people than there are


@dataclass
class World:
    """Every combination of some dimensions, and rows about them. `truth`: how many there really are, to judge by."""

    dims: tuple[str, ...]
    combinations: list[tuple[str, ...]]
    truth: np.ndarray
    rows: list[tuple[np.ndarray, float, float]] = field(default_factory=list)
    seen: list[np.ndarray] = field(default_factory=list)

    def mask(self, at: Mapping[str, str]) -> np.ndarray:
        """Which combinations are in these categories."""
        places = [(self.dims.index(dim), key) for dim, key in at.items()]
        return np.array([all(each[place] == key for place, key in places) for each in self.combinations])

    def reach(self, mask: np.ndarray, enough: int) -> tuple[int, int]:
        """The least and most people that can be in a group; stops early where solutions at hand differ by enough."""
        found = [round(each[mask].sum()) for each in self.seen]
        if found and max(found) - min(found) + 1 >= enough:
            return min(found), max(found)
        return self._end(mask, 1), self._end(mask, -1)

    def _end(self, mask: np.ndarray, sign: int) -> int:
        """The least (1) or most (-1): over whole people, or, where that takes too long, over any numbers."""
        for whole in (1, 0):
            answer = milp(
                sign * mask.astype(float),
                constraints=self._constraint(),
                integrality=np.full(len(mask), whole),
                bounds=Bounds(0, np.inf),
                options={"time_limit": LONGEST, "mip_rel_gap": 0},
            )
            if answer.status in (3, 4) and answer.x is None:
                return NO_END
            if answer.status == 0:
                if whole:
                    self.seen.append(np.round(answer.x))
                return int(sign * np.ceil(answer.fun - 1e-6))
        raise AssertionError(f"the attacker itself is wrong: {answer.message}")

    def _constraint(self) -> LinearConstraint:
        matrix = csr_matrix(np.array([row for row, _, _ in self.rows], dtype=float))
        return LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows])

    def check(self) -> None:
        """The truth must fit every row, else what is concluded is worth nothing."""
        for row, low, high in self.rows:
            assert low <= row @ self.truth <= high, (low, row @ self.truth, high)


def world_of(files: Files, people: Sequence[Mapping[str, str]], dims: Sequence[str]) -> World:
    """Lay out everybody by `dims` (those of a release that are to be attacked together)."""
    used = tuple(dim for dim in files.dims if dim in dims)
    keys = [[*files.dims[dim], OTHER] for dim in used]
    combinations = [each for each in product(*keys) if _fits(files, dict(zip(used, each, strict=True)))]
    index = {each: number for number, each in enumerate(combinations)}
    truth = np.zeros(len(combinations))
    for person in people:
        truth[index[tuple(_listed(files, dim, person[dim]) for dim in used)]] += 1
    world = World(used, combinations, truth)
    for told in files.told:
        world.rows += _rows(files, world, told)
    world.check()
    return world


def _listed(files: Files, dim: str, key: str) -> str:
    return key if key in files.dims[dim] else OTHER


def _fits(files: Files, at: Mapping[str, str]) -> bool:
    """A ward lies in its own borough."""
    for dim, key in at.items():
        above = files.within.get(dim, "")
        parent = files.dims[dim].get(key, "")
        if above in at and parent and at[above] != parent:
            return False
    return True


def group(files: Files, world: World, told: Told) -> np.ndarray | None:
    """Which combinations a published place is about; None where these dimensions cannot say."""
    table = files.tables[told.table]
    if not set(told.at) <= set(world.dims):
        return None
    mask = world.mask(told.at)
    if table["among"] and STATUS in world.dims:
        mask &= world.mask({STATUS: str(table["among"])})
    share = str(table["share"])
    if share and share not in told.at:
        if share not in world.dims:
            return None
        mask &= ~world.mask({share: OTHER})
    return mask


def _rows(files: Files, world: World, told: Told) -> Iterator[tuple[np.ndarray, float, float]]:
    if STATUS not in world.dims and files.tables[told.table]["among"] != COUNTED:
        return
    mask = group(files, world, told)
    if mask is None:
        return
    if told.statistic == "people":
        yield mask.astype(float), *_bounds(told, files.slack, float(mask @ world.truth))
    if told.statistic == "percent" and told.marker in ("few", "nearly_all"):
        share = str(files.tables[told.table]["share"])
        whole = group(files, world, Told(told.table, "people", "", "", _without(told.at, share), None, ""))
        if told.marker == "few":
            yield mask.astype(float), 0, SMALL
        elif whole is not None:
            yield (whole & ~mask).astype(float), 0, SMALL


def _share(files: Files, world: World, told: Told) -> Iterator[tuple[np.ndarray, float, float]]:
    """A percentage of a number that is known, to a whole number: how many that can have been."""
    mask, table = group(files, world, told), files.tables[told.table]
    whole = group(files, world, Told(told.table, "people", "", "", _without(told.at, str(table["share"])), None, ""))
    if mask is not None and whole is not None and told.value is not None:
        n = float(whole @ world.truth)
        yield (
            mask.astype(float),
            np.ceil((told.value - 0.5) * n / 100 - 1e-9),
            np.floor((told.value + 0.5) * n / 100 + 1e-9),
        )


def _without(at: Mapping[str, str], dim: str) -> dict[str, str]:
    return {key: value for key, value in at.items() if key != dim}


def _bounds(told: Told, slack: int, true: float) -> tuple[float, float]:
    if told.value is not None:
        return max(SMALL + 1, told.value - slack), told.value + slack
    return (0, SMALL) if true <= SMALL else (SMALL + 1, np.inf)


@dataclass(frozen=True)
class Found:
    """A small group, and what can be worked out about it."""

    at: tuple[tuple[str, str], ...]
    true: int
    least: int
    most: int

    @property
    def values(self) -> int:
        """How many counts remain possible."""
        return self.most - self.least + 1


def small_groups(files: Files, world: World) -> Iterator[tuple[tuple[tuple[str, str], ...], np.ndarray]]:
    """Every group of one to nine that a table has a line for, shown or not, each once."""
    met = set()
    for told in files.told:
        mask = group(files, world, told) if told.statistic == "people" else None
        if mask is None or (STATUS not in world.dims and files.tables[told.table]["among"] != COUNTED):
            continue
        if 0 < mask @ world.truth <= SMALL and mask.tobytes() not in met:
            met.add(mask.tobytes())
            yield tuple(sorted(told.at.items())), mask


def broken(files: Files, world: World) -> list[Found]:
    """The small groups of which fewer than five counts are possible."""
    found = []
    for at, mask in small_groups(files, world):
        least, most = world.reach(mask, ENOUGH)
        assert least <= mask @ world.truth <= most or most - least + 1 >= ENOUGH
        found.append(Found(at, int(mask @ world.truth), least, most))
    return [each for each in found if each.values < ENOUGH]


def insider(files: Files, world: World, own: Sequence[Mapping[str, str]]) -> list[Found]:
    """The same for a service that knows its own young people: groups of others, one to nine, in a table's lines."""
    index = {each: number for number, each in enumerate(world.combinations)}
    known = np.zeros(len(world.combinations))
    for person in own:
        known[index[tuple(_listed(files, dim, person[dim]) for dim in world.dims)]] += 1
    inside = World(world.dims, world.combinations, world.truth, [_as_seen_inside(row, known) for row in world.rows])
    eye = np.eye(len(known))
    inside.rows += [(eye[i], float(each), np.inf) for i, each in enumerate(known) if each]
    found = []
    for told in files.told:
        mask = group(files, world, told) if told.statistic == "people" else None
        if mask is None or not 0 < mask @ (world.truth - known) <= SMALL or not mask @ known:
            continue
        least, most = inside.reach(mask, ENOUGH)
        mine = int(mask @ known)
        found.append(Found(tuple(sorted(told.at.items())), int(mask @ world.truth) - mine, least - mine, most - mine))
    return [each for each in found if each.values < ENOUGH]


def _as_seen_inside(row: tuple[np.ndarray, float, float], known: np.ndarray) -> tuple[np.ndarray, float, float]:
    """A gap with six or more of their own is a gap and no more: from inside nobody can tell the small from the rest."""
    mask, _, high = row
    return (mask, 0.0, np.inf) if high == SMALL and mask @ known > SMALL - ENOUGH + 1 else row


def proven(files: Files, world: World, outcome: str) -> list[Found]:
    """Lone children whose outcome somebody can prove who knows who took part, and everything about them but that."""
    at = world.dims.index(outcome)
    others: dict[tuple[str, ...], list[int]] = {}
    for number, each in enumerate(world.combinations):
        others.setdefault(each[:at] + each[at + 1 :], []).append(number)
    inside = World(world.dims, world.combinations, world.truth, list(world.rows))
    inside.rows += [
        row for told in files.told if told.statistic == "whole_percent" for row in _share(files, world, told)
    ]
    for numbers in others.values():
        row = np.zeros(len(world.truth))
        row[numbers] = 1
        inside.rows.append((row, float(row @ world.truth), float(row @ world.truth)))
    found = []
    for numbers in others.values():
        if round(world.truth[numbers].sum()) != 1:
            continue
        for number in numbers:
            mask = np.zeros(len(world.truth), dtype=bool)
            mask[number] = True
            if world.combinations[number][at] == OTHER:
                continue
            least, most = inside.reach(mask, 2)
            if least == most:
                found.append(Found(tuple(zip(world.dims, world.combinations[number], strict=True)), 1, least, most))
    return found


def kept(files: Files, world: World) -> tuple[int, int]:
    """How many counts of ten or more are shown, and how many there are."""
    shown = total = 0
    for told in files.told:
        mask = group(files, world, told) if told.statistic == "people" else None
        if mask is not None and mask @ world.truth > SMALL:
            total += 1
            shown += told.value is not None
    return shown, total
