"""Published means beside published counts: whether scores within the scale's ends could give them, and to whom.

The unknown of each group of people is the sum of their scores: between as many times the lowest and the highest score.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.optimize import linprog

from outcomes.disclosure.cells import Cell
from outcomes.disclosure.people import People
from outcomes.disclosure.plan import MeanRow, Plan, State
from outcomes.disclosure.rulebook import MEAN_ROOM, SMALLEST_COUNT

Key = tuple[str, str]  # scale and wave
CLEAR = 1e-6


class Scores:
    """The means of a plan against data sets with other counts. `known`: people whose scores the attacker knows."""

    def __init__(self, plan: Plan, index: Mapping[Cell, int], people: People, known: Any) -> None:
        """Lay out everybody's scores."""
        self.plan, self.index, self.known = plan, index, known
        self.blame: Counter[MeanRow] = Counter()
        self.solves = 0
        self.own = {key: _own(plan, key, len(people.codes)) for key in plan.ends}

    def rows(self) -> dict[Key, list[MeanRow]]:
        """Give the published means by scale and wave."""
        found: dict[Key, list[MeanRow]] = {}
        for row in self.plan.mean_rows():
            found.setdefault((row.scale, row.wave), []).append(row)
        return found

    def accept(self, people: People) -> bool:
        """Say whether scores for these people could have every published mean."""
        return all(self._fit(people, key, rows) for key, rows in self.rows().items())

    def _fit(self, people: People, key: Key, rows: list[MeanRow]) -> bool:
        inside = people.fails[:, [self.index[row.cell] for row in rows]] == 0
        own = self.own[key]
        given = np.where(np.isnan(own), float(rows[0].low + rows[0].high) / 2, own)
        sums, counts = given @ inside, inside.sum(axis=0)
        low, high = (np.array([float(getattr(row, end)) for row in rows]) for end in ("low", "high"))
        off = (sums < low * counts - CLEAR) | (sums > high * counts + CLEAR)
        if not off.any() or self._solve(inside, given, key, low, high):
            return True
        self.blame.update(row for row, wrong in zip(rows, off, strict=True) if wrong)
        return False

    def _solve(self, inside: Any, given: Any, key: Key, low: Any, high: Any) -> bool:
        """Ask a linear program for sums of scores, group by group of people who are in the same means."""
        self.solves += 1
        groups, sizes, fixed = _groups(inside, given, self.known)
        ends = [float(end) for end in self.plan.ends[key]]
        limits = [(ends[0] * size + more, ends[1] * size + more) for size, more in zip(sizes, fixed, strict=True)]
        counts = inside.sum(axis=0)
        rows = np.vstack([groups.T, -groups.T])
        sides = np.concatenate([high * counts, -low * counts]) + CLEAR
        return bool(linprog(np.zeros(len(sizes)), A_ub=rows, b_ub=sides, bounds=limits, method="highs").status == 0)


def _own(plan: Plan, key: Key, size: int) -> Any:
    own = np.full(size, np.nan)
    own[: len(plan.records)] = [float(record.scores.get(key, np.nan)) for record in plan.records]
    return own


def _groups(inside: Any, given: Any, known: Any) -> tuple[Any, Any, Any]:
    """Give each set of people in the same means: which, how many of unknown scores, and the sum of known ones."""
    patterns, group = np.unique(inside, axis=0, return_inverse=True)
    sizes = np.bincount(group, weights=~known, minlength=len(patterns))
    fixed = np.bincount(group, weights=np.where(known, given, 0.0), minlength=len(patterns))
    return patterns.astype(float), sizes, fixed


def too_close(plan: Plan) -> MeanRow | None:
    """Give a published mean to hide, because whoever knows who took part could place a hidden group's mean; else None.

    A hidden group of one to nine must keep a tenth of the scale open.
    """
    by_key: dict[Key, list[MeanRow]] = {}
    for row in plan.mean_rows():
        by_key.setdefault((row.scale, row.wave), []).append(row)
    for key, rows in by_key.items():
        for cell in _hidden_groups(plan, key) if len(rows) > 1 else ():
            found = _holding(plan, key, rows, cell)
            if found is not None:
                return found
    return None


def _hidden_groups(plan: Plan, key: Key) -> list[Cell]:
    tables = [place for place in plan.layout.positions if key[0] in place.table.scales]
    cells = dict.fromkeys(place.cell for place in tables if place.table.share not in dict(place.at))
    return [cell for cell in cells if 0 < plan.counts[cell] < SMALLEST_COUNT and plan.states[cell] is not State.SHOWN]


def _holding(plan: Plan, key: Key, rows: list[MeanRow], cell: Cell) -> MeanRow | None:
    """Give the mean that holds a hidden group's mean in too small a range, and that may be hidden."""
    scored = [record for record in plan.records if key in record.scores]
    inside = np.array([[row.cell.holds(record.at) for row in rows] + [cell.holds(record.at)] for record in scored])
    groups, sizes, _ = _groups(inside, np.zeros(len(scored)), np.zeros(len(scored), dtype=bool))
    low, high = (float(end) for end in plan.ends[key])
    counts = inside[:, :-1].sum(axis=0)
    tops = np.array([float(row.high) for row in rows]) * counts
    floors = np.array([float(row.low) for row in rows]) * counts
    lines, sides = np.vstack([groups[:, :-1].T, -groups[:, :-1].T]), np.concatenate([tops, -floors]) + CLEAR
    ends, weights = [], np.zeros(len(rows))
    for sign in (1.0, -1.0):
        limits = [(low * size, high * size) for size in sizes]
        found = linprog(sign * groups[:, -1], A_ub=lines, b_ub=sides, bounds=limits, method="highs")
        ends.append(sign * found.fun)
        weights += np.abs(found.ineqlin.marginals[: len(rows)]) + np.abs(found.ineqlin.marginals[len(rows) :])
    if ends[1] - ends[0] >= float(MEAN_ROOM) * (high - low) * plan.counts[cell]:
        return None
    free = [at for at, row in enumerate(rows) if weights[at] > CLEAR and (row.cell, *key) in plan.mean_figures]
    return rows[min(free, key=lambda at: plan.counts[rows[at].cell])] if free else None
