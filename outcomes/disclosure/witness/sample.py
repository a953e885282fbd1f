"""An attacker who shares nothing with the search: linear programs over groups, for a sample of the targets.

Every group is a number, and every group is the sum of its parts. That is more freedom than real people have, so a range
that is too small here proves that a target is given away, whatever the search found; a wide one proves nothing.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from outcomes.disclosure.witness.attacked import NO_END
from outcomes.disclosure.witness.hands import Enough, Say
from outcomes.disclosure.witness.kernel import Layout

CLEAR = 1e-6
METHOD = "highs-ipm"  # with crossover: half of what the simplex takes from nothing, at 12,909 groups


@dataclass
class Ranges:
    """How many targets were bounded, the fewest values of any, how many were too narrow or had no room for truth."""

    sampled: int = 0
    narrowest: float = np.inf
    missed: int = 0
    stopped: bool = False


@dataclass(frozen=True)
class Sample:
    """The work of bounding some targets: a cell, and how many values it must keep. `sums`: rows that come to nought."""

    sums: Any
    low: Any
    high: Any
    truth: Any
    targets: tuple[tuple[int, int], ...]

    @property
    def size(self) -> int:
        """How many targets are bounded anew."""
        return len(self.targets)

    def run(self, say: Say, enough: Enough) -> Ranges:
        """Do it, up to the first that is missed."""
        found = Ranges()
        for done, (cell, wanted) in enumerate(self.targets):
            say(done, len(self.targets))
            found.stopped = enough()
            if found.stopped or found.missed:
                break
            least, most = self._end(cell, 1.0), self._end(cell, -1.0)
            values = np.floor(most + CLEAR) - np.ceil(least - CLEAR) + 1
            found.sampled += 1
            found.narrowest = min(found.narrowest, values)
            found.missed += not (least - CLEAR <= self.truth[cell] <= most + CLEAR and values >= wanted)
        return found

    def _end(self, cell: int, sign: float) -> float:
        """The least (1) or the most (-1) that a cell can be; not a number where nothing fits, which is a miss."""
        aim = np.zeros(self.sums.shape[1])
        aim[cell] = sign
        high = np.where(self.high >= NO_END, np.inf, self.high)
        limits = np.column_stack([self.low, high])
        found = linprog(aim, A_eq=self.sums, b_eq=np.zeros(self.sums.shape[0]), bounds=limits, method=METHOD)
        if found.status == 3:
            return -sign * np.inf
        return sign * float(found.fun) if found.status == 0 else float("nan")


def sums_of(layout: Layout) -> Any:
    """A row for every cell that is the sum of cells of a finer table: nothing between them, so that rows are few."""
    tables = range(len(layout.base))
    maps = {(fine, whole): _map(layout, fine, whole) for fine in tables for whole in tables if fine != whole}
    finer = {pair for pair, found in maps.items() if found is not None}
    rows: list[Any] = []
    columns: list[Any] = []
    values: list[Any] = []
    count = 0
    for fine, whole in sorted(finer):
        if any((fine, t) in finer and (t, whole) in finer for t in tables) and (whole, fine) not in finer:
            continue  # through another
        of = maps[fine, whole]
        cells = np.flatnonzero(of >= 0)
        wholes, row = np.unique(of[cells], return_inverse=True)
        rows += [count + np.ravel(row), count + np.arange(len(wholes))]
        columns += [layout.base[fine] + cells, layout.base[whole] + wholes]
        values += [np.ones(len(cells)), -np.ones(len(wholes))]
        count += len(wholes)
    total = len(layout.table_of)
    if not count:
        return csr_matrix((0, total))
    return csr_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=(count, total))


def _map(layout: Layout, fine: int, whole: int) -> Any:
    """For each cell of one table the cell of another that it is a part of, -1 for none; None where it is no finer."""
    places = {int(f): at for at, f in enumerate(layout.family[fine]) if f >= 0}
    others = {int(f): at for at, f in enumerate(layout.family[whole]) if f >= 0}
    if not others.keys() <= places.keys():
        return None
    size = int(np.prod([layout.size[fine, at] for at in places.values()]))
    index, inside = np.arange(size), np.ones(size, dtype=bool)
    number = np.zeros(size, dtype=np.int64)
    for family, at in places.items():
        coarse = _groups(layout, family, (fine, at), (whole, others.get(family, -1)))
        if coarse is None:
            return None
        mine = coarse[(index // layout.step[fine, at]) % layout.size[fine, at]]
        inside &= mine >= 0
        if family in others:
            number += mine * layout.step[whole, others[family]]
    return np.where(inside, number, -1)


def _groups(layout: Layout, family: int, fine: tuple[int, int], whole: tuple[int, int]) -> Any:
    """For each group of a family in one table its group in another (-1: not in it); None where it is no finer."""
    count = int(layout.values[family])
    mine = layout.group[fine[0], fine[1], :count]
    theirs = layout.group[whole[0], whole[1], :count] if whole[1] >= 0 else np.zeros(count, dtype=np.int64)
    if ((mine < 0) & (theirs >= 0)).any():
        return None
    found = np.full(int(layout.size[fine]), -2, dtype=np.int64)
    for group, other in zip(mine, theirs, strict=True):
        if group >= 0 and found[group] not in (-2, other):
            return None
        if group >= 0:
            found[group] = other
    return found
