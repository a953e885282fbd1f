"""What a linear program can say of one hidden count against everything published, and which figures say it (HiGHS)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import vstack

from outcomes.disclosure.atoms import Atoms

CLEAR = 1e-6
PATIENCE = 10  # seconds for one integer program


@dataclass(frozen=True)
class Reading:
    """The range of one count, and how much each published row holds it there."""

    low: float
    high: float
    weights: Any

    @property
    def values(self) -> float:
        """How many whole numbers are left."""
        return float(np.floor(self.high + CLEAR) - np.ceil(self.low - CLEAR) + 1)


class Bounding:
    """The linear program of one attacker. `low` and `high` are of the people they do not know."""

    def __init__(self, atoms: Atoms, low: Any, high: Any) -> None:
        """Lay out rows for everything that is known."""
        self.atoms, self.solves = atoms, 0
        self.least = np.flatnonzero(low > 0)
        self.most = np.flatnonzero(np.isfinite(high))
        self.rows = vstack([atoms.cells[self.most], -atoms.cells[self.least]]).tocsr()
        self.sides = np.concatenate([high[self.most], -low[self.least]])

    def read(self, cell: int) -> Reading:
        """Give the least and the most a count can be."""
        weights = np.zeros(self.atoms.cells.shape[0])
        ends = []
        for sign in (1.0, -1.0):
            found = self._solve(sign * self.atoms.cells[cell].toarray()[0])
            ends.append(np.inf if found is None else abs(found.fun))
            if found is not None:
                duals = np.abs(found.ineqlin.marginals)
                np.add.at(weights, self.most, duals[: len(self.most)])
                np.add.at(weights, self.least, duals[len(self.most) :])
        weights[cell] = 0
        return Reading(ends[0], ends[1], weights)

    def whole(self, cell: int) -> int:
        """Give how many counts lie between the least and the most of whole people; 0 when that is not found in time."""
        ends = [self._of_whole_people(cell, sign, -np.inf, np.inf) for sign in (1, -1)]
        return 0 if None in ends else round(ends[1].fun * -1 - ends[0].fun) + 1

    def reaches(self, cell: int, low: float, high: float) -> bool:
        """Say whether some whole people have a count in this range."""
        return self._of_whole_people(cell, 0, low, high) is not None

    def _of_whole_people(self, cell: int, sign: int, low: float, high: float) -> Any:
        self.solves += 1
        row = self.atoms.cells[cell]
        lines = [LinearConstraint(self.rows, -np.inf, self.sides), LinearConstraint(row, low, high)]
        if self.atoms.agree.shape[0]:
            lines.append(LinearConstraint(self.atoms.agree, 0, 0))
        whole = np.ones(self.atoms.columns)
        found = milp(sign * row.toarray()[0], constraints=lines, integrality=whole, options={"time_limit": PATIENCE})
        return found if found.status == 0 else None

    def _solve(self, objective: Any) -> Any:
        """Give the solution; None when there is no end. An attacker who finds no solution at all is wrong."""
        self.solves += 1
        agree = self.atoms.agree
        found = linprog(
            objective,
            A_ub=self.rows,
            b_ub=self.sides,
            A_eq=agree if agree.shape[0] else None,
            b_eq=np.zeros(agree.shape[0]) if agree.shape[0] else None,
            method="highs",
        )
        if found.status == 3:
            return None
        if found.status != 0:
            raise ArithmeticError(f"The linear program of the audit has no answer: {found.message}")
        return found
