"""An attacker with a solver: the least and most of every small group, given all that is published.

Written apart from the engine. Its unknowns are how many people there are of each combination of categories; every
published figure is a row; what is hidden is known to be on its side of ten (the strongest reading: who attacks is
taken to know which gaps are small). Whole numbers by branch and bound; every solution found is kept and clears others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, vstack

from tests.attack.reading import Files, Told

OTHER = "?"  # in no listed category
STATUS, COUNTED = "status", "counted"
SMALL, ENOUGH = 9, 5
LONGEST, NO_END = 10, 10**6  # seconds for one question; more people than there are

Row = tuple[np.ndarray, float, float]  # what is added up, and between which ends it is


@dataclass
class World:
    """Every combination of some dimensions, and rows about them. `truth`: how many there really are, to judge by.

    `sums`: true sums of scores of each combination, one after another, where means are attacked with the counts: they
    are unknowns after those of people, and rows that speak of them are as long as both together.
    """

    dims: tuple[str, ...]
    combinations: list[tuple[str, ...]]
    truth: np.ndarray
    rows: list[Row] = field(default_factory=list)
    seen: list[np.ndarray] = field(default_factory=list)
    sums: np.ndarray = field(default_factory=lambda: np.zeros(0))
    solves: int = 0
    lines: tuple[int, LinearConstraint] | None = None  # the rows as a matrix, made for so many of them

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
        people, scores = len(self.truth), len(self.sums)
        free = np.concatenate([np.zeros(people), np.full(scores, -np.inf)])
        for whole in (1, 0):
            self.solves += 1
            answer = milp(
                np.concatenate([sign * mask.astype(float), np.zeros(scores)]),
                constraints=self._constraint(),
                integrality=np.concatenate([np.full(people, whole), np.zeros(scores)]),
                bounds=Bounds(free, np.inf),
                options={"time_limit": LONGEST, "mip_rel_gap": 0},
            )
            if answer.status in (3, 4) and answer.x is None:
                return NO_END
            if answer.status == 0:
                if whole:
                    self.seen.append(np.round(answer.x[:people]))
                return int(sign * np.ceil(answer.fun - 1e-6))
        raise AssertionError(f"the attacker itself is wrong: {answer.message}")

    def _constraint(self) -> LinearConstraint:
        if self.lines is None or self.lines[0] != len(self.rows):
            width = len(self.truth) + len(self.sums)
            matrix = vstack([csr_matrix(np.pad(row.astype(float), (0, width - len(row)))) for row, _, _ in self.rows])
            ends = [low for _, low, _ in self.rows], [high for _, _, high in self.rows]
            self.lines = len(self.rows), LinearConstraint(matrix.tocsr(), *ends)
        return self.lines[1]

    def check(self) -> None:
        """The truth must fit every row, else what is concluded is worth nothing."""
        everything = np.concatenate([self.truth, self.sums])
        for row, low, high in self.rows:
            found = row @ everything[: len(row)]
            assert low - 1e-6 <= found <= high + 1e-6, (low, found, high)


def world_of(files: Files, people: Sequence[Mapping[str, str]], dims: Sequence[str]) -> World:
    """Lay out everybody by `dims` (those of a release that are to be attacked together)."""
    used = tuple(dim for dim in files.dims if dim in dims)
    keys = [[*files.dims[dim], *([] if dim in files.closed else [OTHER])] for dim in used]
    every = [each for each in product(*keys) if _fits(files, dict(zip(used, each, strict=True)))]
    index = {each: number for number, each in enumerate(every)}
    truth = np.zeros(len(every))
    for person in people:
        truth[index[tuple(_listed(files, dim, person[dim]) for dim in used)]] += 1
    world = World(used, every, truth)
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


def _rows(files: Files, world: World, told: Told) -> Iterator[Row]:
    if STATUS not in world.dims and files.tables[told.table]["among"] != COUNTED:
        return
    mask = group(files, world, told)
    if mask is None:
        return
    if told.statistic == "people":
        yield mask.astype(float), *_bounds(told, files.slack, float(mask @ world.truth))
        yield from _rest(files, world, told, mask)


def _rest(files: Files, world: World, told: Told, mask: np.ndarray) -> Iterator[Row]:
    """What a figure says of who did not: a word tells it, and so does that there is a number, or no word."""
    share = str(files.tables[told.table]["share"])
    if share not in told.at or files.slack == 0:  # a careless house has no such rule
        return
    margin = Told(told.table, "people", "", "", without(told.at, share), None, "")
    whole = group(files, world, margin)
    shown = next((each.value for each in files.told if _same_place(each, margin)), None)
    if whole is None:
        return
    rest = whole & ~mask
    many = float(rest @ world.truth) > SMALL
    if told.value is not None or told.marker == "few" or (shown is not None and shown - files.slack >= 20):
        yield rest.astype(float), *((SMALL + 1, np.inf) if many else (0, SMALL))


def _same_place(one: Told, other: Told) -> bool:
    return (one.table, one.statistic, one.at) == (other.table, other.statistic, other.at)


def _share(files: Files, world: World, told: Told) -> Iterator[Row]:
    """A percentage of a number that is known, to a whole number: how many that can have been."""
    mask, table = group(files, world, told), files.tables[told.table]
    whole = group(files, world, Told(told.table, "people", "", "", without(told.at, str(table["share"])), None, ""))
    if mask is not None and whole is not None and told.value is not None:
        n = float(whole @ world.truth)
        yield (
            mask.astype(float),
            np.ceil((told.value - 0.5) * n / 100 - 1e-9),
            np.floor((told.value + 0.5) * n / 100 + 1e-9),
        )


def without(at: Mapping[str, str], dim: str) -> dict[str, str]:
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
        assert least <= mask @ world.truth <= most or most - least + 1 >= ENOUGH, (at, least, most)
        found.append(Found(at, int(mask @ world.truth), least, most))
    return [each for each in found if each.values < ENOUGH]


def pinned(world: World, dims: int = 3) -> list[Found]:
    """Groups of one to nine of so many dimensions together, in no table at all, whose number is certain."""
    found = []
    for some in combinations(world.dims, dims):
        places = [world.dims.index(dim) for dim in some]
        for keys in dict.fromkeys(tuple(each[place] for place in places) for each in world.combinations):
            at = dict(zip(some, keys, strict=True))
            mask = world.mask(at)
            if 0 < mask @ world.truth <= SMALL:
                found.append(Found(tuple(at.items()), int(mask @ world.truth), *world.reach(mask, 2)))
    return [each for each in found if each.values == 1]


def insider(files: Files, world: World, own: Sequence[Mapping[str, str]]) -> list[Found]:
    """The same for a service that knows its own young people: groups of others, one to nine, in a table's lines."""
    index = {each: number for number, each in enumerate(world.combinations)}
    known = np.zeros(len(world.combinations))
    for person in own:
        known[index[tuple(_listed(files, dim, person[dim]) for dim in world.dims)]] += 1
    rows = [_as_seen_inside(row, known) for row in world.rows]
    inside = World(world.dims, world.combinations, world.truth, rows, sums=world.sums)
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


def _as_seen_inside(row: Row, known: np.ndarray) -> Row:
    """A gap with six or more of their own is a gap and no more: from inside nobody can tell the small from the rest."""
    mask, _, high = row
    gap = high == SMALL and len(mask) == len(known)
    return (mask, 0.0, np.inf) if gap and mask @ known > SMALL - ENOUGH + 1 else row


def proven(files: Files, world: World, outcome: str) -> list[Found]:
    """Lone children whose outcome somebody can prove who knows who took part, and everything about them but that."""
    at = world.dims.index(outcome)
    others: dict[tuple[str, ...], list[int]] = {}
    for number, each in enumerate(world.combinations):
        others.setdefault(each[:at] + each[at + 1 :], []).append(number)
    inside = World(world.dims, world.combinations, world.truth, list(world.rows), sums=world.sums)
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
    """How many groups of ten or more are shown, and how many there are; each once, however many tables show it."""
    met: dict[bytes, bool] = {}
    for told in files.told:
        mask = group(files, world, told) if told.statistic == "people" else None
        if mask is not None and mask @ world.truth > SMALL:
            met[mask.tobytes()] = told.value is not None
    return sum(met.values()), len(met)
