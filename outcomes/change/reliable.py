"""Change in one person: is it more than the measure's own wobble, and did it cross a published line? Two questions,
answered apart: crossing a line is not reliable change, and reliable change may cross no line.

Formulas: Jacobson and Truax 1991, with the square root of two that Christensen and Mendoza 1986 put right.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from outcomes.measures.scale import Direction

__all__ = [
    "Change",
    "Clinical",
    "Lines",
    "Wobble",
    "by_threshold",
    "clinical_change",
    "reliable_by_points",
    "reliable_change",
]

Z_95 = NormalDist().inv_cdf(0.975)  # 1.959964, which the literature rounds to 1.96


class Change(StrEnum):
    """What became of one person's score, read in the direction of its scale."""

    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"


class Clinical(StrEnum):
    """Reliable change and the line together. Recovered means both."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"


@dataclass(frozen=True)
class Wobble:
    """How much a score moves by itself: a standard deviation and a reliability, and where each comes from.

    `reliability` may be alpha or retest; with alpha the threshold is smaller, so say which in `source`.
    """

    sd: float
    reliability: float
    source: str

    def __post_init__(self) -> None:
        if self.sd <= 0:
            raise ValueError("A standard deviation must be above 0.")
        if not 0 <= self.reliability < 1:
            raise ValueError("A reliability must be from 0 up to, but not, 1.")

    @property
    def s_diff(self) -> float:
        """The standard error of a difference between two scores, in raw points."""
        return self.sd * sqrt(2) * sqrt(1 - self.reliability)

    @property
    def threshold(self) -> float:
        """Change beyond this many raw points is reliable (two-sided, 95 in 100)."""
        return Z_95 * self.s_diff

    def index(self, before: float, after: float) -> float:
        """The reliable change index: after minus before, in standard errors. Its sign is not turned by direction."""
        return (after - before) / self.s_diff


def reliable_change(before: float, after: float, direction: Direction, wobble: Wobble) -> Change:
    """Whether the change is reliable: |RCI| strictly above 1.96."""
    if abs(wobble.index(before, after)) <= Z_95:
        return Change.UNCHANGED
    return _read(after - before, direction)


def reliable_by_points(before: float, after: float, direction: Direction, points: float) -> Change:
    """The same question of a threshold already in points: reliable when the change is strictly beyond it."""
    if points <= 0:
        raise ValueError("A threshold must be above 0.")
    if abs(after - before) <= points:
        return Change.UNCHANGED
    return _read(after - before, direction)


def by_threshold(before: float, after: float, direction: Direction, at_least: float) -> Change:
    """The rule NHS England uses: a change of at least so many points counts, exactly that many included.

    It is not the rule of reliable_change. Name the one that is used; never mix them in one figure.
    """
    if at_least <= 0:
        raise ValueError("A threshold must be above 0.")
    if abs(after - before) < at_least:
        return Change.UNCHANGED
    return _read(after - before, direction)


@dataclass(frozen=True)
class Lines:
    """Means and standard deviations of people in treatment and of everybody, for the Jacobson-Truax cut-offs."""

    clinical_mean: float
    clinical_sd: float
    norm_mean: float | None = None
    norm_sd: float | None = None

    def cut_off(self, which: str, direction: Direction) -> float:
        """a: two SD out of the clinical group; b: within two SD of the norm; c: half way, weighted by both SDs.

        :raise ValueError: for another letter, or b or c without norms.
        """
        turn = -1 if direction is Direction.LOWER_IS_BETTER else 1
        if which == "a":
            return self.clinical_mean + turn * 2 * self.clinical_sd
        if self.norm_mean is None or self.norm_sd is None:
            raise ValueError("Cut-offs b and c need a mean and a standard deviation of everybody.")
        if which == "b":
            return self.norm_mean - turn * 2 * self.norm_sd
        if which == "c":
            both = self.clinical_sd + self.norm_sd
            return (self.clinical_sd * self.norm_mean + self.norm_sd * self.clinical_mean) / both
        raise ValueError(f"There is no cut-off {which!r}; expected a, b or c.")


def clinical_change(before: float, after: float, direction: Direction, wobble: Wobble, line: float) -> Clinical:
    """Recovered if reliably improved and the line was crossed for the better; otherwise the reliable change alone."""
    change = reliable_change(before, after, direction, wobble)
    turn = -1 if direction is Direction.LOWER_IS_BETTER else 1
    crossed = turn * before < turn * line < turn * after
    return Clinical.RECOVERED if change is Change.IMPROVED and crossed else Clinical(change.value)


def _read(difference: float, direction: Direction) -> Change:
    better = difference > 0 if direction is Direction.HIGHER_IS_BETTER else difference < 0
    return Change.IMPROVED if better else Change.DETERIORATED
