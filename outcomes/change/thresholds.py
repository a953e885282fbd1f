"""From how many points a change on a scale is more than its own wobble, and where that number comes from.

A threshold is fixed before anybody is counted: worked out from a cohort's own answers, it would publish their spread.
Scales of one or two items have none: nobody can say of one person's change on them that it is reliable.
"""

from dataclasses import dataclass
from fractions import Fraction

from outcomes.change.reliable import Wobble

__all__ = ["ASSUMED", "QUARTER", "Threshold", "reference_sd", "threshold_for"]

QUARTER = "A quarter of the range. There is no study of these words yet, so a wide one is taken."
ASSUMED = (
    "Jacobson and Truax 1991, with the square root of two of Christensen and Mendoza 1986. There is no study of these "
    "words yet: a quarter of the range is taken as the standard deviation, and .70 as the reliability."
)
_RELIABILITY = 0.70


@dataclass(frozen=True)
class Threshold:
    """A change of more than `points` is reliable (two-sided, 95 in 100). `source`: whose numbers it rests on."""

    points: float
    source: str


def reference_sd(lowest: Fraction, highest: Fraction) -> float:
    """The fixed standard deviation that ranges of means and effect sizes are worked out with, in raw points."""
    return float((highest - lowest) / 4)


def threshold_for(scale: str, lowest: Fraction, highest: Fraction, items: int) -> Threshold | None:
    """The threshold of a scale (`strands/feelings`), or None where a change on it cannot be called reliable."""
    if items < _FEWEST_ITEMS or not scale.startswith(_OURS):
        return None
    wobble = Wobble(reference_sd(lowest, highest), _RELIABILITY, ASSUMED)
    return Threshold(wobble.threshold, wobble.source)


_FEWEST_ITEMS = 4
_OURS = ("strands/",)
