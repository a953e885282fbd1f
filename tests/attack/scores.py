"""The attack on means: sums of scores are unknowns beside the counts, and one who knows who took part places a group.

Nothing here is the engine's. What is known of a mean: it is rounded to a unit that follows from the count beside it.
Who moved how far follows from the two scores, so sums and the counts of *improved* and *worse* hold each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.attack.reading import Files, Told
from tests.attack.releases import A_LOT
from tests.attack.solving import OTHER, SMALL, Row, World, group

UNITS = (0.1, 0.2, 0.5, 1, 2)
WAVES = ("before", "after")
MOVES = {"improved": (A_LOT + 1, None), "no_change": (-A_LOT, A_LOT), "worse": (None, -A_LOT - 1)}
ROOM = 0.1  # of a scale: what a small group's mean must keep open
NEARLY = 1e-6


@dataclass(frozen=True)
class Scored:
    """Somebody with two scores."""

    at: Mapping[str, str]
    scores: Mapping[str, float]


def scored(records: Sequence) -> list[Scored]:
    """Everybody of these records who has scores: to judge an attack by."""
    return [
        Scored(each.at, {wave: float(each.scores["feelings", wave]) for wave in WAVES})
        for each in records
        if each.scores
    ]


def unit(files: Files, told: Told, ends: tuple[float, float]) -> float:
    """What a mean was rounded to: by the published count of its group, two under, at least."""
    if files.units:
        return files.units
    here = (each for each in files.told if (each.table, each.statistic, each.at) == (told.table, "people", told.at))
    least = max(10, (next(here).value or 0) - files.slack)
    return next(each for each in UNITS if each >= (ends[1] - ends[0]) / least / 2)


def means(files: Files) -> Iterator[tuple[Told, float, float]]:
    """Every published mean of one time, and between what it was before it was rounded."""
    for told in files.told:
        if told.statistic == "mean" and told.wave in WAVES and told.value is not None:
            half = unit(files, told, files.scales[told.measure]) / 2
            yield told, told.value - half, told.value + half


def with_means(files: Files, world: World, people: Sequence[Scored], own: Sequence[Scored] = ()) -> World:
    """The same world with sums of scores at both times. `own`: people whose scores are known exactly."""
    low, high = files.scales["feelings"]
    many, true, known = len(world.truth), _sums(files, world, people), _sums(files, world, own)
    heads = np.array([len([1 for each in own if _in(world, files, each) == at]) for at in range(many)])
    made = replace(world, sums=np.concatenate([true[wave] for wave in WAVES]), rows=list(world.rows), lines=None)
    eye = np.eye(many)
    for number, wave in enumerate(WAVES):
        for at in np.flatnonzero(world.mask({"moved": OTHER})):
            made.rows.append((_row(many, {number: eye[at]}), 0.0, 0.0))
        for at in np.flatnonzero(~world.mask({"moved": OTHER})):  # known scores are themselves, the others on the scale
            mine = float(known[wave][at] - low * heads[at]), float(known[wave][at] - high * heads[at])
            made.rows.append((_row(many, {number: eye[at]}, -low * eye[at]), mine[0], np.inf))
            made.rows.append((_row(many, {number: eye[at]}, -high * eye[at]), -np.inf, mine[1]))
    for told, least, most in means(files):
        mask, number = group(files, world, told), WAVES.index(told.wave)
        if mask is not None:
            made.rows.append((_row(many, {number: mask}, -least * mask), 0.0, np.inf))
            made.rows.append((_row(many, {number: mask}, -most * mask), -np.inf, 0.0))
    made.rows += _moves(world, many)
    made.check()
    return made


def _moves(world: World, many: int) -> Iterator[Row]:
    """Whoever improved has at least so many points more, and so on."""
    eye = np.eye(many)
    for move, (least, most) in MOVES.items():
        for at in np.flatnonzero(world.mask({"moved": move})):
            if least is not None:
                yield _row(many, {0: -eye[at], 1: eye[at]}, -least * eye[at]), 0.0, np.inf
            if most is not None:
                yield _row(many, {0: -eye[at], 1: eye[at]}, -most * eye[at]), -np.inf, 0.0


def _row(many: int, sums: Mapping[int, np.ndarray], people: np.ndarray | None = None) -> np.ndarray:
    parts = [np.zeros(many) if people is None else people]
    return np.concatenate([*parts, *(sums.get(number, np.zeros(many)) for number in range(len(WAVES)))])


def _in(world: World, files: Files, one: Scored) -> int:
    key = tuple(one.at[dim] if one.at[dim] in files.dims[dim] else OTHER for dim in world.dims)
    return world.combinations.index(key)


def _sums(files: Files, world: World, people: Sequence[Scored]) -> dict[str, np.ndarray]:
    found = {wave: np.zeros(len(world.truth)) for wave in WAVES}
    for one in people:
        at = _in(world, files, one)
        for wave in WAVES:
            found[wave][at] += one.scores[wave]
    return found


@dataclass(frozen=True)
class Placed:
    """A small group whose mean one can place, who knows exactly who took part: between two ends."""

    at: tuple[tuple[str, str], ...]
    people: int
    wave: str
    least: float
    most: float


def placed(files: Files, people: Sequence[Scored], dims: Sequence[str], own: Sequence[Scored] = ()) -> list[Placed]:
    """Groups of one to nine whose mean is known to less than a tenth of the scale by who knows who took part.

    Every line of a table, shown or not, and every child who is alone in all of `dims`. `own`: scores that are known.
    """
    low, high = files.scales["feelings"]
    keys = sorted({tuple(one.at[dim] for dim in dims) for one in people})
    found = []
    for wave in WAVES:
        system = _Sums(files, people, dims, keys, wave, own)
        for at, mask in _groups(files, people, dims, keys):
            others = int(mask @ (system.heads - system.mine))
            if 0 < others <= SMALL and not (own and not mask @ system.mine):
                least, most = system.between(mask)
                least, most = least / others, most / others
                if most - least < ROOM * (high - low) - NEARLY:
                    found.append(Placed(at, others, wave, least, most))
    return found


def _groups(
    files: Files, people: Sequence[Scored], dims: Sequence[str], keys: Sequence[tuple[str, ...]]
) -> Iterator[tuple[tuple[tuple[str, str], ...], np.ndarray]]:
    met = set()
    lines = [told.at for told in files.told if told.statistic == "people" and set(told.at) <= set(dims)]
    for at in (*lines, *(dict(zip(dims, key, strict=True)) for key in keys)):
        mask = np.array([float(all(key[dims.index(dim)] == value for dim, value in at.items())) for key in keys])
        if mask.tobytes() not in met:
            met.add(mask.tobytes())
            yield tuple(sorted(at.items())), mask


class _Sums:
    """The sums of scores of everybody who is alike, at one time: whole numbers between the ends of the scale."""

    def __init__(
        self,
        files: Files,
        people: Sequence[Scored],
        dims: Sequence[str],
        keys: Sequence[tuple[str, ...]],
        wave: str,
        own: Sequence[Scored],
    ) -> None:
        low, high = files.scales["feelings"]
        of = {key: at for at, key in enumerate(keys)}
        self.heads, self.mine, self.true, self.known = (np.zeros(len(keys)) for _ in range(4))
        for one in people:
            self.heads[of[tuple(one.at[dim] for dim in dims)]] += 1
            self.true[of[tuple(one.at[dim] for dim in dims)]] += one.scores[wave]
        for one in own:
            self.mine[of[tuple(one.at[dim] for dim in dims)]] += 1
            self.known[of[tuple(one.at[dim] for dim in dims)]] += one.scores[wave]
        others = self.heads - self.mine
        self.bounds = Bounds(self.known + low * others, self.known + high * others)
        rows: list[Row] = []
        for told, least, most in means(files):
            if told.wave == wave and set(told.at) <= set(dims):
                mask = np.array([float(all(key[dims.index(d)] == v for d, v in told.at.items())) for key in keys])
                rows.append((mask, float(least * (mask @ self.heads)), float(most * (mask @ self.heads))))
        for mask, least, most in rows:
            assert least - NEARLY <= mask @ self.true <= most + NEARLY, "the attacker itself is wrong"
        self.lines = None
        if rows:
            self.lines = LinearConstraint(
                np.array([r for r, _, _ in rows]), [a for _, a, _ in rows], [b for *_, b in rows]
            )

    def between(self, mask: np.ndarray) -> tuple[float, float]:
        """The least and the most that the others' scores of a group can add up to."""
        ends = []
        for sign in (1, -1):
            answer = milp(
                sign * mask, constraints=self.lines, bounds=self.bounds, integrality=np.ones(len(mask)),
                options={"time_limit": 5, "mip_rel_gap": 0},
            )  # fmt: skip
            if answer.x is None or answer.status != 0:
                answer = milp(sign * mask, constraints=self.lines, bounds=self.bounds)
            ends.append(sign * answer.fun)
        mine = float(mask @ self.known)
        return ends[0] - mine, ends[1] - mine
