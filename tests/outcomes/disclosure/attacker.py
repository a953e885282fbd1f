"""An attacker with a solver, who shares no code with the engine: it reads published texts, and knows the rules.

Its unknowns are how many people there are of each combination of all the categories. Each published count is a row;
so is each published mean (sums of scores within the ends of the scale) and each hidden count on its side of ten.
"""

from collections.abc import Iterable
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, hstack, identity, vstack

from outcomes.disclosure.programme import Programme, Record
from outcomes.disclosure.published import Published

Told = tuple[np.ndarray, float, float]  # a 0/1 row over combinations, and what it lies between


class Attacker:
    """Everything published about some people, as rows. `own`: people whom the attacker knows."""

    def __init__(
        self, programme: Programme, figures: Iterable[Published], records: list[Record], own: list[Record] | None = None
    ) -> None:
        used = {dim for table in programme.tables for dim in table.dims} | {"status"}
        self.dims = [each for each in programme.dimensions if each.key in used]
        self.tables = {table.key: table for table in programme.tables}
        self.atoms = list(product(*([each.key for each in dim.categories] for dim in self.dims)))
        if not any(table.among == "" for table in programme.tables):
            self.atoms = [atom for atom in self.atoms if atom[self.place("status")] == "counted"]
        self.truth, self.own = self.tally(records), self.tally(own or [])
        self.told: dict[bytes, Told] = {}
        self.means: list[tuple[np.ndarray, float, float]] = []
        figures = list(figures)
        for each in figures:
            if each.statistic.value == "people":
                self.hear(each, own is not None)
        for each in figures:
            if each.statistic.value == "mean" and each.wave == "before" and each.figure.number is not None:
                unit = 10.0 ** int(each.figure.number.as_tuple().exponent)
                row, middle = self.row(each), float(each.figure.number)
                unit = max(unit, 0.2 if unit == 0.1 else unit)  # looser never helps the attacker
                self.means.append((row, middle - unit / 2, middle + unit / 2))

    def place(self, key: str) -> int:
        return next(at for at, dim in enumerate(self.dims) if dim.key == key)

    def tally(self, records: Iterable[Record]) -> np.ndarray:
        index = {atom: at for at, atom in enumerate(self.atoms)}
        found = np.zeros(len(self.atoms))
        for record in records:
            atom = tuple(record.at[dim.key] for dim in self.dims)
            if atom in index:
                found[index[atom]] += 1
        return found

    def row(self, each: Published) -> np.ndarray:
        table, wanted = self.tables[each.table], {key: {value} for key, value in each.at.items()}
        if table.among:
            wanted["status"] = {table.among}
        if table.share and table.share not in each.at:
            share = next(dim for dim in self.dims if dim.key == table.share)
            wanted[table.share] = {category.key for category in share.categories if category.listed}
        places = [(self.place(key), keys) for key, keys in wanted.items()]
        return np.array([float(all(atom[at] in keys for at, keys in places)) for atom in self.atoms])

    def hear(self, each: Published, insider: bool) -> None:
        row, text = self.row(each), each.figure.text
        true, own = row @ self.truth, row @ self.own
        if text.isdigit():
            low, high = max(10, int(text) - 2), int(text) + 2
        elif true < 10:
            low, high = (0, np.inf) if insider and own > 5 else (0, 9)
        else:
            low, high = 10, np.inf
        self.told[row.tobytes()] = (row, max(0, low - own), high - own)

    def constraint(self) -> tuple[LinearConstraint, int]:
        """Counts first; then, where means were published, the sum of scores of each combination."""
        rows = [row for row, _, _ in self.told.values()]
        low, high = [low for _, low, _ in self.told.values()], [high for _, _, high in self.told.values()]
        size = len(self.atoms)
        if not self.means or self.own.any():
            return LinearConstraint(csr_matrix(np.array(rows)), low, high), size
        counts = hstack([csr_matrix(np.array(rows)), csr_matrix((len(rows), size))])
        floor = hstack([identity(size) * 0.0, -identity(size)])
        top = hstack([-40 * identity(size), identity(size)])
        means = vstack(
            [hstack([csr_matrix(-edge * sign * row), csr_matrix(sign * row)]) for row, *ends in self.means
             for sign, edge in ((1, ends[1]), (-1, ends[0]))]
        )  # fmt: skip
        lines = vstack([counts, floor, top, means])
        more = floor.shape[0] + top.shape[0] + means.shape[0]
        return LinearConstraint(lines, low + [-np.inf] * more, high + [0.0] * more), 2 * size

    def targets(self) -> list[np.ndarray]:
        """Every hidden group of one to nine (others than their own, for an insider)."""
        others = [(row, row @ (self.truth - self.own), row @ self.own) for row, _, _ in self.told.values()]
        return [row for row, left, own in others if 1 <= left <= 9 and (own or not self.own.any())]

    def values(self, row: np.ndarray, whole: bool = True) -> tuple[float, float]:
        """The least and the most a group can be, over whole people or over any numbers."""
        lines, size = self.constraint()
        integrality = np.concatenate([np.full(len(self.atoms), float(whole)), np.zeros(size - len(self.atoms))])
        objective = np.concatenate([row, np.zeros(size - len(self.atoms))])
        ends = []
        for sign in (1, -1):
            found = milp(sign * objective, constraints=lines, integrality=integrality, bounds=Bounds(0, np.inf))
            assert found.status in (0, 3), found.message
            ends.append(np.inf if found.status == 3 else sign * found.fun)
        truth = row @ (self.truth - self.own)
        assert ends[0] - 1e-6 <= truth <= ends[1] + 1e-6, "the attacker is wrong: the truth does not fit"
        return ends[0], ends[1]

    def broken(self, sample: int, rng: np.random.Generator, whole: bool = True) -> list[tuple[float, float]]:
        """Attack so many small groups; give the ranges that leave fewer than five values."""
        targets = self.targets()
        chosen = rng.choice(len(targets), min(sample, len(targets)), replace=False) if targets else []
        found = [self.values(targets[at], whole) for at in chosen]
        return [(low, high) for low, high in found if np.floor(high + 1e-6) - np.ceil(low - 1e-6) < 4]
